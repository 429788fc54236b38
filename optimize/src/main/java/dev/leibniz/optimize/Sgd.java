package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Stochastic gradient descent with momentum: v ← μ·v + g, p ← p − rate·v; with Nesterov's momentum
/// p ← p − rate·(g + μ·v).
///
/// Source: Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in
/// deep learning (ICML 2013), in the form without a factor on g.
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
    if (!(momentum >= 0 && momentum < 1)) {
      throw new ArgumentException(
          Explanation.of("Sgd", "the momentum must be from 0 to below 1")
              .got("momentum = " + momentum));
    }
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
    return new Sgd<>(rate, mu, isNesterov);
  }

  /// The same with Nesterov's momentum.
  public Sgd<P> withNesterov(double mu) {
    return new Sgd<>(rate, mu, true);
  }

  @Override
  public SgdState<P> init(P parameters) {
    return new SgdState<>(Tensor.zeros(DType.I32), Trees.zeros(parameters));
  }

  @Override
  public Updated<P, SgdState<P>> step(P parameters, P gradient, SgdState<P> state) {
    Tensor now = rate.at(state.step());
    P velocity =
        momentum == 0
            ? state.velocity()
            : Trees.map((v, g) -> v.times(momentum).plus(g), state.velocity(), gradient);
    P next =
        Trees.zip(
            leaves -> leaves.get(0).minus(Trees.scaled(direction(leaves), now)),
            List.of(parameters, gradient, velocity));
    return new Updated<>(next, new SgdState<>(state.step().plus(1), velocity));
  }

  private Tensor direction(List<Tensor> leaves) {
    Tensor gradient = leaves.get(1);
    Tensor velocity = leaves.get(2);
    if (momentum == 0) {
      return gradient;
    }
    return isNesterov ? gradient.plus(velocity.times(momentum)) : velocity;
  }
}
