package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What rules are written in: primitives applied to values of some kind `V`.
///
/// A rule written against it can itself be traced, transformed again, or split into a known and a
/// linear part, depending on what `V` is. Operands of an elementwise operation have the same type.
///
/// @param <V> a value: an [Atom] while building a program
public interface Ops<V> {
  /// Applies a primitive.
  List<V> apply(Prim prim, List<V> inputs);

  /// A constant.
  V literal(Literal literal);

  /// The type of a value.
  Type type(V value);

  /// The type of a value that is a tensor.
  default TensorType tensorType(V value) {
    return (TensorType) type(value);
  }

  /// Applies a primitive with one operand and one result.
  default V one(Prim prim, V x) {
    return apply(prim, List.of(x)).getFirst();
  }

  /// Applies a primitive with two operands and one result.
  default V one(Prim prim, V x, V y) {
    return apply(prim, List.of(x, y)).getFirst();
  }

  /// Applies a primitive with three operands and one result.
  default V one(Prim prim, V x, V y, V z) {
    return apply(prim, List.of(x, y, z)).getFirst();
  }

  /// A tensor of the type of `x` with one number in every element.
  default V like(V x, double value) {
    return literal(Literal.of(value, tensorType(x)));
  }

  /// Zeros of a tensor type, or the empty tape.
  default V zero(Type type) {
    return literal(Literal.zero(type));
  }

  /// x + y.
  default V plus(V x, V y) {
    return one(new Arithmetic.Plus(), x, y);
  }

  /// x − y.
  default V minus(V x, V y) {
    return one(new Arithmetic.Minus(), x, y);
  }

  /// x · y.
  default V times(V x, V y) {
    return one(new Arithmetic.Times(), x, y);
  }

  /// x · c.
  default V times(V x, double constant) {
    return times(x, like(x, constant));
  }

  /// x / y.
  default V div(V x, V y) {
    return one(new Arithmetic.Div(), x, y);
  }

  /// −x.
  default V negate(V x) {
    return one(new Arithmetic.Negate(), x);
  }

  /// 1 / x.
  default V reciprocal(V x) {
    return div(like(x, 1), x);
  }

  /// The sum of two tensors, or entry by entry of two tapes of equal length.
  default V add(V x, V y) {
    return switch (type(x)) {
      case TensorType tensor -> plus(x, y);
      case TapeType tape -> apply(Control.Scan.addTapes(tape), List.of(x, y)).getFirst();
    };
  }

  /// `yes` where the boolean `mask` holds, `no` elsewhere.
  default V select(V mask, V yes, V no) {
    return one(new Logic.Select(), mask, yes, no);
  }

  /// x < y.
  default V less(V x, V y) {
    return one(new Logic.Less(), x, y);
  }

  /// x = y.
  default V equal(V x, V y) {
    return one(new Logic.Equal(), x, y);
  }

  /// Conversion to another element type.
  default V convert(V x, DType to) {
    return tensorType(x).dtype() == to ? x : one(new Logic.Convert(to), x);
  }

  /// The sum along axes, which are removed.
  default V sum(V x, List<Integer> axes) {
    return axes.isEmpty() ? x : one(new Reduce.Sum(axes), x);
  }

  /// The same elements in another shape.
  default V reshape(V x, Shape shape) {
    return tensorType(x).shape().equals(shape) ? x : one(new Movement.Reshape(shape), x);
  }

  /// The axes in another order: axis `i` of the result is axis `permutation[i]` of `x`.
  default V transpose(V x, List<Integer> permutation) {
    boolean identity =
        IntStream.range(0, permutation.size()).allMatch(i -> permutation.get(i) == i);
    return identity ? x : one(new Movement.Transpose(permutation), x);
  }

  /// Copies along new axes: axis `i` of `x` becomes axis `axes[i]` of the result.
  default V broadcast(V x, Shape shape, List<Integer> axes) {
    return tensorType(x).shape().equals(shape) ? x : one(new Movement.Broadcast(shape, axes), x);
  }

  /// Copies along one new axis put before axis `axis`.
  default V broadcastAxis(V x, int axis, long size) {
    return switch (type(x)) {
      case TensorType tensor -> {
        List<Integer> axes = new ArrayList<>(range(0, tensor.rank() + 1));
        axes.remove(Integer.valueOf(axis));
        yield broadcast(x, tensor.shape().insert(axis, size), axes);
      }
      case TapeType tape ->
          apply(Control.Scan.broadcastTape(tape, axis, size), List.of(x)).getFirst();
    };
  }

  /// `x` with axis `from` moved to place `to`.
  default V moveAxis(V x, int from, int to) {
    List<Integer> order = new ArrayList<>(range(0, tensorType(x).rank()));
    order.remove(Integer.valueOf(from));
    order.add(to, from);
    return transpose(x, order);
  }

  /// Batched matrix product over the last two axes: [..., m, k] times [..., k, n]; leading axes are
  /// equal.
  default V matmul(V x, V y) {
    int rank = tensorType(x).rank();
    List<Integer> batch = range(0, rank - 2);
    return one(new Contract.Dot(batch, batch, List.of(rank - 1), List.of(rank - 2)), x, y);
  }

  /// The last two axes exchanged.
  default V transposeMatrix(V x) {
    int rank = tensorType(x).rank();
    List<Integer> order = new ArrayList<>(range(0, rank - 2));
    order.add(rank - 1);
    order.add(rank - 2);
    return transpose(x, order);
  }

  /// A boolean mask of a matrix type: true where `column − row ≤ diagonal`.
  default V lowerMask(TensorType type, long diagonal) {
    TensorType whole = type.withDType(DType.I32);
    int rank = type.rank();
    V row = apply(new Index.Iota(whole, rank - 2), List.of()).getFirst();
    V column = apply(new Index.Iota(whole, rank - 1), List.of()).getFirst();
    return one(new Logic.LessEqual(), minus(column, row), literal(Literal.of(diagonal, whole)));
  }

  /// The lower triangle up to a diagonal (0 is the main one), zeros elsewhere.
  default V lowerTriangle(V x, long diagonal) {
    return select(lowerMask(tensorType(x), diagonal), x, like(x, 0));
  }

  /// The upper triangle from a diagonal on (0 is the main one), zeros elsewhere.
  default V upperTriangle(V x, long diagonal) {
    return select(lowerMask(tensorType(x), diagonal - 1), like(x, 0), x);
  }

  /// The whole numbers from `from` (inclusive) to `to` (exclusive).
  static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
