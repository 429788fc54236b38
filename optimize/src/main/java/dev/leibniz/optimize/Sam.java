package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Sharpness-aware minimization: another optimizer steps by the gradient at p + ρ · g / ‖g‖, the
/// worst place nearby, where ‖g‖ is over all leaves; so it prefers flat minima. Each step takes two
/// gradients.
///
/// Source: Foret, Kleiner, Mobahi, Neyshabur: Sharpness-aware minimization (ICLR 2021), algorithm
/// 1.
///
/// The step asks for the second gradient, so that it takes the function that gives it; a training
/// loop hands it over by itself.
///
/// ```java
/// Sam<Tensor, SgdState<Tensor>> sam = Sam.of(0.05, Sgd.of(0.1));
/// var next = sam.step(x, gradient.apply(x), at -> gradient.apply(at), sam.init(x));
/// ```
///
/// @param radius ρ
/// @param inner the optimizer that steps
/// @param <P> the parameters, a tree of tensors
/// @param <S> the other optimizer's state
public record Sam<P, S>(double radius, Optimizer<P, S> inner)
    implements WrappingOptimizer<P, SamState<S>> {
  /// Checks the radius.
  ///
  /// @throws ArgumentException if it is negative or not finite
  public Sam {
    Ranges.requireNotNegative("Sam", "radius", radius);
  }

  /// Another optimizer at the worst place nearby; the paper takes a radius of 0.05.
  public static <P, S> Sam<P, S> of(double radius, Optimizer<P, S> inner) {
    return new Sam<>(radius, inner);
  }

  @Override
  public SamState<S> init(P parameters) {
    return new SamState<>(Tensor.scalar(radius), inner.init(parameters));
  }

  @Override
  public P result(P parameters, SamState<S> state) {
    return inner.result(parameters, state.inner());
  }

  @Override
  public Updated<P, SamState<S>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, SamState<S> state) {
    Trees.requireGradient("Sam", parameters, gradient);
    Tensor norm = Trees.norm(gradient);
    Tensor isFlat = norm.equalTo(0);
    Tensor length = isFlat.select(0, state.radius().div(isFlat.select(1, norm)));
    P worst = Trees.map((p, g) -> p.plus(Trees.scaled(g, length)), parameters, gradient);
    Updated<P, S> next = inner.step(parameters, gradientAt.apply(worst), gradientAt, state.inner());
    return new Updated<>(next.parameters(), new SamState<>(state.radius(), next.state()));
  }
}
