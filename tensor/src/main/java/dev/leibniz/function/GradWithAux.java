package dev.leibniz.function;

import java.util.function.Function;

/// The gradient of a function that also computes something else; see [Grad#withAux].
///
/// @param <A> the type of the first argument
/// @param <X> the type of what else is computed
public final class GradWithAux<A, X> implements Function<A, GradientAnd<A, X>> {
  private final Transformed gradient;

  GradWithAux(Function<A, Aux<X>> function) {
    gradient = Gradients.withAux(arguments -> function.apply(Gradients.cast(arguments[0])));
  }

  /// Value, gradient in the first argument, and what else was computed.
  @Override
  public GradientAnd<A, X> apply(A a) {
    return Gradients.cast(gradient.apply(a));
  }
}
