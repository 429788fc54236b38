package dev.leibniz.tensor;

import dev.leibniz.data.Shape;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Reduce;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Reductions along axes, and what is made of them.
final class Reductions {
  private static final TensorOps OPS = TensorOps.INSTANCE;

  private Reductions() {}

  /// A reduction that is a primitive.
  static Tensor over(
      String operation, Takes takes, Function<List<Integer>, Reduce> prim, Tensor x, int... axes) {
    takes.check(operation, x);
    List<Integer> counted = TensorOps.axes(operation, x, axes);
    Reduce reduction = prim.apply(counted);
    boolean needsElements = reduction instanceof Reduce.Extremum && takes != Takes.BOOLEANS;
    if (needsElements) {
      requireElements(operation, x, counted);
    }
    return counted.isEmpty() ? x : OPS.one(reduction, x);
  }

  private static void requireElements(String operation, Tensor x, List<Integer> axes) {
    if (extent(x, axes) == 0) {
      throw new ShapeException(
          Explanation.of(operation, "the reduced axes must hold at least one element")
              .got("a = " + x.type() + ", axes = " + axes)
              .fix("leave empty tensors out before"));
    }
  }

  /// The number of elements along axes.
  private static long extent(Tensor x, List<Integer> axes) {
    return Shape.of(axes.stream().map(axis -> x.shape().extent(axis)).toList()).elements();
  }

  /// A reduction's result with the reduced axes kept, of size 1.
  static Tensor keep(Tensor x, int[] axes, Tensor reduced) {
    Shape shape = x.shape();
    for (int axis : TensorOps.axes("keep", x, axes)) {
      shape = shape.with(axis, 1);
    }
    return OPS.reshape(reduced, shape);
  }

  static Tensor mean(String operation, Tensor x, int... axes) {
    Takes.FLOATING.check(operation, x);
    List<Integer> counted = TensorOps.axes(operation, x, axes);
    requireElements(operation, x, counted);
    return OPS.sum(x, counted).div((double) extent(x, counted));
  }

  static Tensor variance(String operation, Tensor x, int... axes) {
    List<Integer> counted = TensorOps.axes(operation, x, axes);
    Tensor mean = mean(operation, x, axes);
    return mean(operation, x.minus(spread(mean, x, counted)).square(), axes);
  }

  /// A reduction's result copied back along the reduced axes.
  private static Tensor spread(Tensor reduced, Tensor x, List<Integer> axes) {
    List<Integer> kept = new ArrayList<>(Ops.range(0, x.shape().rank()));
    kept.removeAll(axes);
    return OPS.broadcast(reduced, x.shape(), kept);
  }

  /// The largest element along axes, as a constant.
  private static Tensor largest(Tensor x, List<Integer> axes) {
    Tensor constant = x.stopGradient();
    return axes.isEmpty() ? constant : OPS.one(new Reduce.Max(axes), constant);
  }

  /// s · √Σ(x/s)² with s the largest magnitude, so that squares neither overflow nor vanish. The
  /// norm is the same for every s, which therefore counts as constant in derivatives.
  static Tensor norm(String operation, Tensor x, int... axes) {
    Takes.FLOATING.check(operation, x);
    List<Integer> counted = TensorOps.axes(operation, x, axes);
    if (extent(x, counted) == 0) {
      return OPS.sum(x, counted);
    }
    Tensor largest = largest(x.abs(), counted);
    Tensor scale = largest.greater(0).and(largest.isFinite()).select(largest, 1);
    Tensor squares = OPS.sum(x.div(spread(scale, x, counted)).square(), counted);
    Tensor isZero = squares.equalTo(0);
    return isZero.select(0, isZero.select(1, squares).sqrt().times(scale));
  }

  /// The largest element along axes as a constant; 0 where it is infinite or NaN, so that
  /// differences from it are defined.
  private static Tensor shift(Tensor x, List<Integer> axes) {
    Tensor largest = largest(x, axes);
    return largest.isFinite().select(largest, 0);
  }

  /// Sums of exponentials, with 1 in place of those that are 0: nothing but −∞ was summed.
  private record Sums(Tensor isZero, Tensor safe) {
    static Sums of(Tensor powers, List<Integer> axes) {
      Tensor sums = OPS.sum(powers, axes);
      Tensor isZero = sums.equalTo(0);
      return new Sums(isZero, isZero.select(1, sums));
    }
  }

  static Tensor logSumExp(String operation, Tensor x, int... axes) {
    Takes.FLOATING.check(operation, x);
    List<Integer> counted = TensorOps.axes(operation, x, axes);
    if (extent(x, counted) == 0) {
      return OPS.like(OPS.sum(x, counted), Double.NEGATIVE_INFINITY);
    }
    Tensor shift = shift(x, counted);
    Sums sums = Sums.of(x.minus(spread(shift, x, counted)).exp(), counted);
    return sums.isZero().select(Double.NEGATIVE_INFINITY, sums.safe().log().plus(shift));
  }

  static Tensor softmax(Tensor x, int axis) {
    List<Integer> axes = alongOne("softmax", x, axis);
    if (x.shape().elements() == 0) {
      return x;
    }
    Tensor powers = x.minus(spread(shift(x, axes), x, axes)).exp();
    return powers.div(spread(Sums.of(powers, axes).safe(), x, axes));
  }

  static Tensor logSoftmax(Tensor x, int axis) {
    List<Integer> axes = alongOne("logSoftmax", x, axis);
    if (x.shape().elements() == 0) {
      return x;
    }
    Tensor shifted = x.minus(spread(shift(x, axes), x, axes));
    return shifted.minus(spread(Sums.of(shifted.exp(), axes).safe().log(), x, axes));
  }

  private static List<Integer> alongOne(String operation, Tensor x, int axis) {
    Takes.FLOATING.check(operation, x);
    return List.of(x.shape().axis(operation, axis));
  }

  /// The place of an extremum along axes, which are laid out one after the other first.
  static Tensor position(String operation, IntFunction<Reduce> prim, Tensor x, int... axes) {
    Takes.NUMBERS.check(operation, x);
    List<Integer> counted = TensorOps.axes(operation, x, axes);
    requireElements(operation, x, counted);
    if (counted.size() == 1) {
      return OPS.one(prim.apply(counted.getFirst()), x);
    }
    List<Integer> order = new ArrayList<>(Ops.range(0, x.shape().rank()));
    order.removeAll(counted);
    int kept = order.size();
    order.addAll(counted);
    Tensor moved = OPS.transpose(x, order);
    Shape rows = moved.shape().slice(0, kept).insert(kept, extent(x, counted));
    return OPS.one(prim.apply(kept), OPS.reshape(moved, rows));
  }

  /// The elements along an axis in rising order, and where they come from.
  static List<Tensor> sorted(String operation, Tensor x, int axis) {
    Takes.NUMBERS.check(operation, x);
    return OPS.apply(new Reduce.Sort(x.shape().axis(operation, axis)), List.of(x));
  }
}
