package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.Optional;

/// Stochastic gradient descent with momentum: v ← μ·v + g, p ← p − rate·v; with Nesterov's momentum
/// p ← p − rate·(g + μ·v).
///
/// Source: Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in
/// deep learning (ICML 2013), with the rate outside of the velocity, as PyTorch has it.
///
/// @param rate the learning rate
/// @param momentum μ, from 0 (none) to below 1
/// @param isNesterov whether the step looks ahead
/// @param <P> the parameters, a tree of tensors
public record Sgd<P>(Schedule rate, double momentum, boolean isNesterov)
    implements Optimizer<P, SgdState<P>> {
  /// Checks the momentum.
  ///
  /// @throws ArgumentException if it is not in [0, 1)
  public Sgd {
    Ranges.requireDecay("Sgd", "momentum", momentum);
  }

  /// Plain gradient descent with a constant rate.
  public static <P> Sgd<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Plain gradient descent.
  public static <P> Sgd<P> of(Schedule rate) {
    return new Sgd<>(rate, 0, false);
  }

  /// The same with momentum.
  public Sgd<P> withMomentum(double mu) {
    return new Sgd<>(rate, mu, false);
  }

  /// The same with Nesterov's momentum.
  public Sgd<P> withNesterov(double mu) {
    return new Sgd<>(rate, mu, true);
  }

  @Override
  public SgdState<P> init(P parameters) {
    Optional<P> velocity = momentum == 0 ? Optional.empty() : Optional.of(Trees.zeros(parameters));
    return new SgdState<>(
        Tensor.zeros(DType.I32), Trees.copy(rate), Tensor.scalar(momentum), velocity);
  }

  @Override
  public Updated<P, SgdState<P>> step(P parameters, P gradient, SgdState<P> state) {
    Trees.requireGradient("Sgd", parameters, gradient);
    Tensor now = state.rate().at(state.step());
    Optional<P> velocity = state.velocity().map(old -> add(state.momentum(), old, gradient));
    P direction =
        velocity.map(v -> isNesterov ? add(state.momentum(), v, gradient) : v).orElse(gradient);
    P next = Trees.map((p, d) -> p.minus(Trees.scaled(d, now)), parameters, direction);
    return new Updated<>(
        next, new SgdState<>(state.step().plus(1), state.rate(), state.momentum(), velocity));
  }

  /// μ·v + g.
  private static <P> P add(Tensor momentum, P velocity, P gradient) {
    return Trees.map((v, g) -> Trees.scaled(v, momentum).plus(g), velocity, gradient);
  }
}
