package dev.leibniz.compile;

import dev.leibniz.compile.Expression.Kind;
import dev.leibniz.data.DType;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Routine;
import dev.leibniz.ir.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Builds the expressions of one kernel; the text of an elementwise primitive, run on it, writes
/// them.
final class Expressions implements Scalar<Expression> {
  private final Map<Key, Expression> known = new HashMap<>();
  private final List<Expression> inOrder = new ArrayList<>();

  /// What makes two expressions equal; operands are named by their numbers.
  private record Key(Object operation, DType dtype, List<Integer> operands) {}

  /// All expressions, operands first.
  List<Expression> all() {
    return inOrder;
  }

  private Expression keep(
      Object operation,
      DType dtype,
      List<Expression> operands,
      IntFunction<Expression> expression) {
    Key key = new Key(operation, dtype, operands.stream().map(Expression::number).toList());
    return known.computeIfAbsent(
        key,
        absent -> {
          Expression made = expression.apply(inOrder.size());
          inOrder.add(made);
          return made;
        });
  }

  Expression load(DType dtype, int access) {
    return keep("load " + access, dtype, List.of(), n -> new Expression.Load(n, dtype, access));
  }

  Expression place(DType dtype, int access) {
    return keep("place " + access, dtype, List.of(), n -> new Expression.Place(n, dtype, access));
  }

  private Expression bits(DType dtype, long bits) {
    return keep(bits, dtype, List.of(), n -> new Expression.Constant(n, dtype, bits));
  }

  Expression literal(Literal literal, DType dtype) {
    return dtype.isFloating()
        ? constant(dtype, literal.value().doubleValue())
        : whole(dtype, literal.value().longValue());
  }

  private Expression apply(Kind kind, DType dtype, Expression... operands) {
    List<Expression> list = List.of(operands);
    return keep(kind, dtype, list, n -> new Expression.Apply(n, kind, dtype, list));
  }

  private Expression same(Kind kind, Expression... operands) {
    return apply(kind, operands[0].dtype(), operands);
  }

  @Override
  public DType dtype(Expression x) {
    return x.dtype();
  }

  @Override
  public Expression constant(DType dtype, double value) {
    return switch (dtype) {
      case F64 -> bits(dtype, Double.doubleToRawLongBits(value));
      case F32 -> bits(dtype, Double.doubleToRawLongBits((double) (float) value));
      case I32 -> whole(dtype, (int) value);
      case I64 -> whole(dtype, (long) value);
      case BOOL -> whole(dtype, value != 0 ? 1 : 0);
    };
  }

  @Override
  public Expression whole(DType dtype, long value) {
    return dtype.isFloating() ? constant(dtype, (double) value) : bits(dtype, value);
  }

  @Override
  public Expression plus(Expression x, Expression y) {
    return same(Kind.PLUS, x, y);
  }

  @Override
  public Expression minus(Expression x, Expression y) {
    return same(Kind.MINUS, x, y);
  }

  @Override
  public Expression times(Expression x, Expression y) {
    return same(Kind.TIMES, x, y);
  }

  @Override
  public Expression div(Expression x, Expression y) {
    return same(Kind.DIV, x, y);
  }

  @Override
  public Expression fma(Expression x, Expression y, Expression z) {
    return same(Kind.FMA, x, y, z);
  }

  @Override
  public Expression negate(Expression x) {
    return same(Kind.NEGATE, x);
  }

  @Override
  public Expression abs(Expression x) {
    return same(Kind.ABS, x);
  }

  @Override
  public Expression sqrt(Expression x) {
    return same(Kind.SQRT, x);
  }

  @Override
  public Expression floor(Expression x) {
    return same(Kind.FLOOR, x);
  }

  @Override
  public Expression ceil(Expression x) {
    return same(Kind.CEIL, x);
  }

  @Override
  public Expression rint(Expression x) {
    return same(Kind.RINT, x);
  }

  @Override
  public Expression min(Expression x, Expression y) {
    return same(Kind.MIN, x, y);
  }

  @Override
  public Expression max(Expression x, Expression y) {
    return same(Kind.MAX, x, y);
  }

  @Override
  public Expression less(Expression x, Expression y) {
    return apply(Kind.LESS, DType.BOOL, x, y);
  }

  @Override
  public Expression lessEqual(Expression x, Expression y) {
    return apply(Kind.LESS_EQUAL, DType.BOOL, x, y);
  }

  @Override
  public Expression equal(Expression x, Expression y) {
    return apply(Kind.EQUAL, DType.BOOL, x, y);
  }

  @Override
  public Expression select(Expression mask, Expression yes, Expression no) {
    return apply(Kind.SELECT, yes.dtype(), mask, yes, no);
  }

  @Override
  public Expression and(Expression x, Expression y) {
    return same(Kind.AND, x, y);
  }

  @Override
  public Expression or(Expression x, Expression y) {
    return same(Kind.OR, x, y);
  }

  @Override
  public Expression xor(Expression x, Expression y) {
    return same(Kind.XOR, x, y);
  }

  @Override
  public Expression not(Expression x) {
    return same(Kind.NOT, x);
  }

  @Override
  public Expression shiftLeft(Expression x, Expression distance) {
    return same(Kind.SHIFT_LEFT, x, distance);
  }

  @Override
  public Expression shiftRight(Expression x, Expression distance) {
    return same(Kind.SHIFT_RIGHT, x, distance);
  }

  @Override
  public Expression shiftRightLogical(Expression x, Expression distance) {
    return same(Kind.SHIFT_RIGHT_LOGICAL, x, distance);
  }

  @Override
  public Expression bits(Expression x) {
    return apply(Kind.BITS, x.dtype() == DType.F32 ? DType.I32 : DType.I64, x);
  }

  @Override
  public Expression fromBits(Expression x) {
    return apply(Kind.FROM_BITS, x.dtype() == DType.I32 ? DType.F32 : DType.F64, x);
  }

  @Override
  public Expression convert(Expression x, DType to) {
    return x.dtype() == to ? x : apply(Kind.CONVERT, to, x);
  }

  @Override
  public Expression call(Routine routine, Expression x) {
    return call(routine, List.of(x));
  }

  @Override
  public Expression call(Routine routine, Expression x, Expression y) {
    return call(routine, List.of(x, y));
  }

  private Expression call(Routine routine, List<Expression> operands) {
    DType dtype = operands.getFirst().dtype();
    return keep(routine, dtype, operands, n -> new Expression.Call(n, routine, dtype, operands));
  }
}
