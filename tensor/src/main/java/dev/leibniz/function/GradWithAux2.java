package dev.leibniz.function;

import java.util.function.BiFunction;

/// The gradient of a function that also computes something else; see [Grad#withAux].
///
/// @param <A> the type of the first argument
/// @param <B> the type of the second argument
/// @param <X> the type of what else is computed
public final class GradWithAux2<A, B, X> implements BiFunction<A, B, GradientAnd<A, X>> {
  private final Transformed gradient;

  GradWithAux2(BiFunction<A, B, Aux<X>> function) {
    gradient =
        Gradients.withAux(arguments ->
            function.apply(Gradients.cast(arguments[0]), Gradients.cast(arguments[1])));
  }

  /// Value, gradient in the first argument, and what else was computed.
  @Override
  public GradientAnd<A, X> apply(A a, B b) {
    return Gradients.cast(gradient.apply(a, b));
  }
}
