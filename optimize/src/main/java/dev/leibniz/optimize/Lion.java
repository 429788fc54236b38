package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Lion: p ← p − rate · sign(β₁·m + (1 − β₁)·g), m ← β₂·m + (1 − β₂)·g. Every element moves by the
/// rate, which should be 3 to 10 times smaller than Adam's, and the decay as much larger.
///
/// Source: Chen et al.: Symbolic discovery of optimization algorithms (NeurIPS 2023), algorithm 2;
/// its decay of weights is [WeightDecay#decoupled(Schedule, double, Optimizer)].
///
/// ```java
/// Schedule rate = Schedule.cosine(1e-4, 10_000);
/// var lion = WeightDecay.decoupled(rate, 0.1, Lion.<Mlp>of(rate));
/// ```
///
/// @param rate the learning rate
/// @param beta1 β₁, how much of the mean the direction takes
/// @param beta2 β₂, the decay of the mean
/// @param <P> the parameters, a tree of tensors
public record Lion<P>(Schedule rate, double beta1, double beta2)
    implements Optimizer<P, LionState<P>> {
  /// Checks the decays.
  ///
  /// @throws ArgumentException if one is not in [0, 1)
  public Lion {
    Ranges.requireDecay("Lion", "beta1", beta1);
    Ranges.requireDecay("Lion", "beta2", beta2);
  }

  /// Lion with a constant rate, β₁ = 0.9 and β₂ = 0.99.
  public static <P> Lion<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Lion with β₁ = 0.9 and β₂ = 0.99.
  public static <P> Lion<P> of(Schedule rate) {
    return new Lion<>(rate, 0.9, 0.99);
  }

  /// The same with other decays.
  public Lion<P> withBetas(double first, double second) {
    return new Lion<>(rate, first, second);
  }

  @Override
  public LionState<P> init(P parameters) {
    return new LionState<>(
        Tensor.zeros(DType.I32),
        Trees.copy(rate),
        Tensor.scalar(beta1),
        Tensor.scalar(beta2),
        Trees.zeros(parameters));
  }

  @Override
  public Updated<P, LionState<P>> step(P parameters, P gradient, LionState<P> state) {
    Trees.requireGradient("Lion", parameters, gradient);
    Tensor now = state.rate().at(state.step());
    P next =
        Trees.zip(
            leaves -> {
              Tensor blend = Moments.average(state.beta1(), leaves.get(1), leaves.get(2));
              return leaves.get(0).minus(Trees.scaled(blend.sign(), now));
            },
            List.of(parameters, state.mean(), gradient));
    P mean = Moments.average(state.beta2(), state.mean(), gradient);
    return new Updated<>(
        next,
        new LionState<>(state.step().plus(1), state.rate(), state.beta1(), state.beta2(), mean));
  }
}
