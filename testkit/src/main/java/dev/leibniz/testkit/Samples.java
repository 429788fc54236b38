package dev.leibniz.testkit;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Linalg;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Random;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import dev.leibniz.testkit.Sample.Form;
import dev.leibniz.testkit.Sample.Operand;
import java.util.ArrayList;
import java.util.List;

/// The table of samples: at least one row per primitive with operands; laws are run over all of
/// them.
public final class Samples {
  private static final List<Sample> ROWS = new ArrayList<>();

  private Samples() {}

  static {
    elementwise();
    movement();
    reduce();
    contract();
    index();
    linalg();
    control();
    ROWS.add(
        new Sample(
            new Random.ThreefryBits(Shape.of(5L)),
            List.of(whole(DType.I32, -1e9, 1e9, 2), whole(DType.I32, 0, 3))));
  }

  /// All rows.
  public static List<Sample> all() {
    return List.copyOf(ROWS);
  }

  private static Operand smooth(double from, double to, long... extents) {
    return new Operand(TensorType.of(DType.F64, extents), from, to, true, Form.PLAIN);
  }

  private static Operand formed(Form form, long... extents) {
    return new Operand(TensorType.of(DType.F64, extents), -1, 1, true, form);
  }

  private static Operand rough(double from, double to, long... extents) {
    return new Operand(TensorType.of(DType.F64, extents), from, to, false, Form.PLAIN);
  }

  private static Operand whole(DType dtype, double from, double to, long... extents) {
    return new Operand(TensorType.of(dtype, extents), from, to, false, Form.PLAIN);
  }

  private static Operand mask(long... extents) {
    return whole(DType.BOOL, 0, 1, extents);
  }

  private static void row(Prim prim, Operand... operands) {
    ROWS.add(new Sample(prim, List.of(operands)));
  }

  private static void unary(Elementwise prim, double from, double to) {
    row(prim, smooth(from, to, 4, 3));
  }

  private static void binary(Elementwise prim, double from, double to) {
    row(prim, smooth(from, to, 4, 3), smooth(from, to, 4, 3));
  }

  private static void elementwise() {
    binary(new Arithmetic.Plus(), -2, 2);
    binary(new Arithmetic.Minus(), -2, 2);
    binary(new Arithmetic.Times(), -2, 2);
    binary(new Arithmetic.Div(), 0.5, 2);
    binary(new Arithmetic.Min(), -2, 2);
    binary(new Arithmetic.Max(), -2, 2);
    unary(new Arithmetic.Negate(), -2, 2);
    unary(new Arithmetic.Abs(), 0.2, 2);
    unary(new Arithmetic.Sign(), 0.2, 2);
    row(new Arithmetic.Floor(), rough(-3, 3, 4, 3));
    row(new Arithmetic.Ceil(), rough(-3, 3, 4, 3));
    row(new Arithmetic.Round(), rough(-3, 3, 4, 3));
    unary(new Transcendental.Exp(), -2, 2);
    unary(new Transcendental.Expm1(), -2, 2);
    unary(new Transcendental.Log(), 0.2, 3);
    unary(new Transcendental.Log1p(), -0.5, 3);
    unary(new Transcendental.Sqrt(), 0.2, 3);
    unary(new Transcendental.Rsqrt(), 0.2, 3);
    unary(new Transcendental.Cbrt(), 0.2, 3);
    unary(new Transcendental.Sin(), -4, 4);
    unary(new Transcendental.Cos(), -4, 4);
    unary(new Transcendental.Tan(), -1, 1);
    unary(new Transcendental.Asin(), -0.8, 0.8);
    unary(new Transcendental.Acos(), -0.8, 0.8);
    unary(new Transcendental.Atan(), -3, 3);
    unary(new Transcendental.Sinh(), -2, 2);
    unary(new Transcendental.Cosh(), -2, 2);
    unary(new Transcendental.Tanh(), -2, 2);
    unary(new Transcendental.Sigmoid(), -3, 3);
    unary(new Transcendental.Erf(), -2, 2);
    unary(new Transcendental.Erfc(), -2, 2);
    unary(new Transcendental.Lgamma(), 0.3, 6);
    unary(new Transcendental.Polygamma(0), 0.5, 6);
    unary(new Transcendental.Polygamma(2), 0.5, 6);
    binary(new Transcendental.Pow(), 0.5, 2);
    binary(new Transcendental.Atan2(), 0.3, 2);
    row(new Logic.Less(), rough(-1, 1, 6), rough(-1, 1, 6));
    row(new Logic.LessEqual(), rough(-1, 1, 6), rough(-1, 1, 6));
    row(new Logic.Equal(), whole(DType.I32, 0, 3, 6), whole(DType.I32, 0, 3, 6));
    row(new Logic.IsFinite(), rough(-1, 1, 6));
    row(new Logic.Select(), mask(4, 3), smooth(-1, 1, 4, 3), smooth(-1, 1, 4, 3));
    row(new Logic.Convert(DType.F32), rough(-1, 1, 6));
    row(new Logic.Convert(DType.I64), rough(-9, 9, 6));
    row(new Logic.And(), mask(6), mask(6));
    row(new Logic.Or(), mask(6), mask(6));
    row(new Logic.Xor(), whole(DType.I32, -99, 99, 6), whole(DType.I32, -99, 99, 6));
    row(new Logic.Not(), whole(DType.I64, -99, 99, 6));
    row(new Logic.ShiftLeft(), whole(DType.I32, -99, 99, 6), whole(DType.I32, 0, 31, 6));
    row(new Logic.ShiftRight(), whole(DType.I64, -99, 99, 6), whole(DType.I64, 0, 63, 6));
    row(new Logic.ShiftRightLogical(), whole(DType.I32, -99, 99, 6), whole(DType.I32, 0, 31, 6));
  }

  private static void movement() {
    row(new Movement.Reshape(Shape.of(2L, 6L)), smooth(-1, 1, 4, 3));
    row(new Movement.Transpose(List.of(2, 0, 1)), smooth(-1, 1, 4, 3, 2));
    row(new Movement.Broadcast(Shape.of(2L, 3L, 4L), List.of(1)), smooth(-1, 1, 3));
    row(new Movement.Slice(List.of(1L, 0L), List.of(5L, 3L), List.of(2L, 1L)), smooth(-1, 1, 6, 4));
    row(
        new Movement.Pad(List.of(1L, 0L), List.of(0L, 2L), List.of(1L, 0L), 3),
        smooth(-1, 1, 2, 3));
    row(new Movement.Concat(1), smooth(-1, 1, 2, 3), smooth(-1, 1, 2, 2));
    row(new Movement.Flip(List.of(0, 2)), smooth(-1, 1, 2, 3, 2));
  }

  private static void reduce() {
    row(new Reduce.Sum(List.of(0, 2)), smooth(-1, 1, 3, 4, 5));
    row(new Reduce.Sum(List.of(1)), smooth(-1, 1, 3, 70));
    row(new Reduce.Prod(List.of(1)), smooth(0.5, 1.5, 3, 4));
    row(new Reduce.Prod(List.of(0, 2)), smooth(0.5, 1.5, 2, 2, 3));
    row(new Reduce.Max(List.of(1)), formed(Form.DISTINCT, 3, 4));
    row(new Reduce.Min(List.of(0)), formed(Form.DISTINCT, 3, 4));
    row(new Reduce.Max(List.of(0)), mask(3, 4));
    row(new Reduce.ArgMax(1), rough(-1, 1, 3, 4));
    row(new Reduce.ArgMin(0), rough(-1, 1, 3, 4));
    row(new Reduce.CumSum(1, false), smooth(-1, 1, 3, 4));
    row(new Reduce.CumSum(0, true), smooth(-1, 1, 3, 4));
    row(new Reduce.CumProd(1, false), smooth(0.5, 1.5, 3, 4));
    row(new Reduce.CumProd(0, true), smooth(0.5, 1.5, 3, 4));
    row(new Reduce.Sort(1), formed(Form.DISTINCT, 3, 5));
  }

  private static void contract() {
    List<Integer> none = List.of();
    row(
        new Contract.Dot(none, none, List.of(1), List.of(0)),
        smooth(-1, 1, 3, 4),
        smooth(-1, 1, 4, 2));
    row(
        new Contract.Dot(List.of(1), List.of(0), List.of(0, 3), List.of(3, 1)),
        smooth(-1, 1, 2, 3, 4, 5),
        smooth(-1, 1, 3, 5, 6, 2));
    row(
        new Contract.Dot(none, none, List.of(0), List.of(0)),
        smooth(-1, 1, 130),
        smooth(-1, 1, 130));
    Contract.Window window = new Contract.Window(2, 1, 1, 0, 1, 1, 1, 2);
    long rows = window.rows(5, 2);
    long columns = window.columns(6, 3);
    row(Contract.Convolution.forward(window), smooth(-1, 1, 2, 3, 5, 6), smooth(-1, 1, 4, 3, 2, 3));
    row(
        new Contract.Convolution(Contract.Role.IMAGE, window, 5, 6),
        smooth(-1, 1, 4, 3, 2, 3),
        smooth(-1, 1, 2, 4, rows, columns));
    row(
        new Contract.Convolution(Contract.Role.WEIGHTS, window, 2, 3),
        smooth(-1, 1, 2, 3, 5, 6),
        smooth(-1, 1, 2, 4, rows, columns));
  }

  private static void index() {
    row(new Index.Gather(1, 0), smooth(-1, 1, 2, 4, 3), whole(DType.I32, 0, 4, 2, 2));
    row(new Index.Gather(2, 1), smooth(-1, 1, 2, 3, 4), whole(DType.I32, 0, 4, 2, 5));
    row(
        new Index.ScatterAdd(0, 0),
        smooth(-1, 1, 4, 3),
        whole(DType.I32, 0, 4, 5),
        smooth(-1, 1, 5, 3));
    row(
        new Index.ScatterAdd(1, 1),
        smooth(-1, 1, 2, 4),
        whole(DType.I64, 0, 4, 2, 5),
        smooth(-1, 1, 2, 5));
    row(new Index.DynamicSlice(Shape.of(2L, 2L)), smooth(-1, 1, 4, 3), whole(DType.I32, 0, 2, 2));
    row(
        new Index.DynamicUpdate(),
        smooth(-1, 1, 4, 3),
        smooth(-1, 1, 2, 2),
        whole(DType.I32, 0, 2, 2));
    row(new Index.Iota(TensorType.of(DType.F64, 2, 3), 1));
  }

  private static void linalg() {
    row(new Linalg.Cholesky(), formed(Form.POSITIVE_DEFINITE, 2, 3, 3));
    row(
        new Linalg.TriangularSolve(true, false, false),
        formed(Form.HEAVY_DIAGONAL, 2, 3, 3),
        smooth(-1, 1, 2, 3, 2));
    row(
        new Linalg.TriangularSolve(false, true, true),
        formed(Form.HEAVY_DIAGONAL, 3, 3),
        smooth(-1, 1, 3, 2));
    row(new Linalg.Lu(), formed(Form.HEAVY_DIAGONAL, 2, 3, 3));
  }

  private static void control() {
    TensorType row = TensorType.of(DType.F64, 3);
    row(
        new Control.Cond(program(row, true), program(row, false)),
        mask(),
        smooth(-1, 1, 3),
        smooth(-1, 1, 3));
    row(
        Control.Scan.of(recurrence(row), 1, 1, 4, false),
        smooth(-1, 1, 3),
        smooth(-1, 1, 3),
        smooth(-1, 1, 4, 3));
    row(
        Control.Scan.of(recurrence(row), 1, 1, 4, true),
        smooth(-1, 1, 3),
        smooth(-1, 1, 3),
        smooth(-1, 1, 4, 3));
    row(
        new Control.WhileLoop(belowLimit(row), doubling(row), 1, false),
        smooth(0.5, 1, 3),
        smooth(0.1, 2, 3));
    row(new Control.Call(program(row, true)), smooth(-1, 1, 3), smooth(-1, 1, 3));
  }

  private static Program program(TensorType row, boolean product) {
    Builder b = new Builder();
    Atom x = b.input(row);
    Atom y = b.input(row);
    Atom sine = b.one(new Transcendental.Sin(), x);
    return b.build(List.of(product ? b.times(sine, b.times(x, y)) : b.plus(sine, y)));
  }

  private static Program recurrence(TensorType row) {
    Builder b = new Builder();
    Atom weight = b.input(row);
    Atom carry = b.input(row);
    Atom x = b.input(row);
    Atom next = b.one(new Transcendental.Tanh(), b.plus(b.times(weight, carry), x));
    return b.build(List.of(next, b.times(next, x)));
  }

  private static Program belowLimit(TensorType row) {
    Builder b = new Builder();
    b.input(row);
    Atom x = b.input(row);
    Atom sum = b.sum(x, List.of(0));
    return b.build(List.of(b.less(sum, b.like(sum, 20))));
  }

  private static Program doubling(TensorType row) {
    Builder b = new Builder();
    Atom weight = b.input(row);
    Atom x = b.input(row);
    return b.build(List.of(b.plus(b.times(x, b.plus(x, b.like(x, 1))), weight)));
  }
}
