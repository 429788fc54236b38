package dev.leibniz.function;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compares derivatives with central differences of values, leaf by leaf, along random directions.
///
/// ```java
/// GradientCheck check = GradCheck.of((Tensor x) -> x.sin().times(x)).order(2).at(x);
/// System.out.println(check.report());
/// ```
///
/// The derivative of order k along a direction is compared with the difference of that of order k −
/// 1. Differences are extrapolated once (Richardson), so their error is of order h⁴: the tolerance
///    is 1e-6 of the sizes compared in f64, and 2e-2 in f32, where rounding rules. At kinks and
///    jumps the two differ, whatever the derivative.
///
/// @param <A> the type of the argument, a tensor or a tree of tensors
public final class GradCheck<A> {
  private final Function<A, Tensor> function;
  private final int order;
  private final boolean isForward;

  private GradCheck(Function<A, Tensor> function, int order, boolean isForward) {
    this.function = function;
    this.order = order;
    this.isForward = isForward;
  }

  /// A check of the first derivative, by reverse mode, of a function to a tensor of any shape.
  public static <A> GradCheck<A> of(Function<A, Tensor> function) {
    return new GradCheck<>(function, 1, false);
  }

  /// The same up to a higher order.
  ///
  /// @throws ArgumentException if the order is below 1
  public GradCheck<A> order(int highest) {
    if (highest < 1) {
      throw new ArgumentException(
          Explanation.of("GradCheck.order", "the order must be at least 1")
              .got("order = " + highest));
    }
    return new GradCheck<>(function, highest, isForward);
  }

  /// The same by forward mode.
  public GradCheck<A> forward() {
    return new GradCheck<>(function, order, true);
  }

  /// The comparison at `x`.
  public GradientCheck at(A x) {
    Flat flat = Tree.flatten(x);
    List<GradientCheck.Row> rows = new ArrayList<>();
    RandomKey key = RandomKey.of(20260101);
    Tensor weights = normal(function.apply(x), key.fold(-1));
    for (int leaf = 0; leaf < flat.leaves().size(); leaf++) {
      if (flat.leaves().get(leaf).dtype().isFloating()) {
        checkLeaf(x, flat, leaf, weights, key.fold(leaf), rows);
      }
    }
    return new GradientCheck(rows);
  }

  private static Tensor normal(Tensor like, RandomKey key) {
    int[] shape = new int[like.shape().rank()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Math.toIntExact(like.shape().extent(axis));
    }
    return key.normal(like.dtype(), shape);
  }

  private void checkLeaf(
      A x, Flat flat, int leaf, Tensor weights, RandomKey key, List<GradientCheck.Row> rows) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < flat.leaves().size(); i++) {
      Tensor like = flat.leaves().get(i);
      Tensor still = like.dtype().isFloating() ? like.times(0) : like;
      parts.add(i == leaf ? normal(like, key) : still);
    }
    A direction = Gradients.cast(flat.structure().rebuild(parts));
    Function<A, Tensor> lower = a -> function.apply(a).times(weights).sum();
    for (int k = 1; k <= order; k++) {
      Function<A, Tensor> before = lower;
      Function<A, Tensor> slope = a -> derivative(before, a, direction);
      boolean isDouble = flat.leaves().get(leaf).dtype() == DType.F64;
      double exact = slope.apply(x).item();
      double difference = difference(before, x, direction, isDouble ? 1e-3 : 3e-2);
      double size = Math.abs(exact) + Math.abs(difference) + Math.abs(before.apply(x).item());
      double tolerance = (isDouble ? 1e-6 : 2e-2) * Math.max(size, 1e-3);
      rows.add(
          new GradientCheck.Row(
              k, flat.structure().paths().get(leaf), exact, difference, tolerance));
      lower = slope;
    }
  }

  private Tensor derivative(Function<A, Tensor> f, A x, A direction) {
    if (isForward) {
      return Jvp.of(f).apply(x, direction).tangent();
    }
    List<Tensor> gradient = Tree.flatten(Grad.of(f).apply(x)).leaves();
    List<Tensor> along = Tree.flatten(direction).leaves();
    Tensor sum = null;
    for (int i = 0; i < gradient.size(); i++) {
      if (gradient.get(i).dtype().isFloating()) {
        Tensor term = gradient.get(i).times(along.get(i)).sum();
        sum = sum == null ? term : sum.plus(term);
      }
    }
    if (sum == null) {
      throw new AssertionError("a checked argument has a floating-point leaf");
    }
    return sum;
  }

  /// (4·d(h/2) − d(h)) / 3 for the central difference d.
  private static <A> double difference(Function<A, Tensor> f, A x, A direction, double step) {
    double wide = central(f, x, direction, step);
    double narrow = central(f, x, direction, step / 2);
    return (4 * narrow - wide) / 3;
  }

  private static <A> double central(Function<A, Tensor> f, A x, A direction, double step) {
    double above = f.apply(moved(x, direction, step)).item();
    double below = f.apply(moved(x, direction, -step)).item();
    return (above - below) / (2 * step);
  }

  private static <A> A moved(A x, A direction, double step) {
    return Tree.map(
        (value, along) -> value.dtype().isFloating() ? value.plus(along.times(step)) : value,
        x,
        direction);
  }
}
