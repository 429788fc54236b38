package dev.leibniz.function;

import java.util.function.Function;

/// Reverse mode: the value of a function and its pullback, w ↦ J(x)ᵀ·w.
///
/// ```java
/// Pullback<Tensor, Tensor> pullback = Vjp.of((Tensor x) -> x.sin().times(x)).apply(x);
/// Tensor cotangent = pullback.apply(w); // w has the shape of pullback.value()
/// ```
///
/// @param <A> the type of the argument, a tree of tensors
/// @param <B> the type of the result, a tree of tensors
public final class Vjp<A, B> {
  private final Transformed value;
  private final Transformed pullback;

  private Vjp(Function<A, B> function) {
    value =
        new Transformed(
            "Vjp", arguments -> Plans.value(a -> function.apply(Gradients.cast(a[0])), arguments));
    pullback =
        new Transformed(
            "Vjp", arguments -> Plans.vjp(a -> function.apply(Gradients.cast(a[0])), arguments));
  }

  /// The reverse-mode derivative of a function.
  public static <A, B> Vjp<A, B> of(Function<A, B> function) {
    return new Vjp<>(function);
  }

  /// The value at `x`, and what takes cotangents of it back to `x`.
  public Pullback<A, B> apply(A x) {
    return new Pullback<>(x, Gradients.cast(value.apply(x)), pullback);
  }
}
