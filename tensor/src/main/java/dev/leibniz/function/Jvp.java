package dev.leibniz.function;

import java.util.function.Function;

/// Forward mode: the value of a function and its derivative in a direction, J(x)·v, in one pass.
///
/// ```java
/// ValueAndTangent<Tensor> result = Jvp.of((Tensor x) -> x.sin().times(x)).apply(x, v);
/// ```
///
/// @param <A> the type of the argument, a tree of tensors
/// @param <B> the type of the result, a tree of tensors
public final class Jvp<A, B> {
  private final Transformed derivative;

  private Jvp(Function<A, B> function) {
    derivative =
        new Transformed(
            "Jvp", arguments -> Plans.jvp(a -> function.apply(Gradients.cast(a[0])), arguments));
  }

  /// The derivative of a function in directions.
  public static <A, B> Jvp<A, B> of(Function<A, B> function) {
    return new Jvp<>(function);
  }

  /// The value at `x` and the derivative in direction `v`, which has the tree and types of `x`.
  ///
  /// @throws dev.leibniz.error.TreeException if `v` has another tree or other types
  public ValueAndTangent<B> apply(A x, A v) {
    return Gradients.cast(derivative.apply(x, v));
  }
}
