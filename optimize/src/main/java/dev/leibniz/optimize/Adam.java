package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − rate · m̂ / (√v̂ + ε) with m̂ = m /
/// (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
///
/// Source: Kingma, Ba: Adam (ICLR 2015), algorithm 1.
///
/// @param rate the learning rate
/// @param beta1 β₁, the decay of the mean
/// @param beta2 β₂, the decay of the squares
/// @param epsilon ε, which keeps the step finite
/// @param <P> the parameters, a tree of tensors
public record Adam<P>(Schedule rate, double beta1, double beta2, double epsilon)
    implements Optimizer<P, AdamState<P>> {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if a decay is not in [0, 1) or ε is negative
  public Adam {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon >= 0)) {
      throw new ArgumentException(
          Explanation.of("Adam", "decays must be from 0 to below 1, and epsilon not negative")
              .got("beta1 = " + beta1 + ", beta2 = " + beta2 + ", epsilon = " + epsilon));
    }
  }

  /// Adam with a constant rate and the paper's β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
  public static <P> Adam<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Adam with the paper's β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
  public static <P> Adam<P> of(Schedule rate) {
    return new Adam<>(rate, 0.9, 0.999, 1e-8);
  }

  /// The same with other decays.
  public Adam<P> withBetas(double first, double second) {
    return new Adam<>(rate, first, second, epsilon);
  }

  @Override
  public AdamState<P> init(P parameters) {
    return new AdamState<>(
        Tensor.zeros(DType.I32), Trees.zeros(parameters), Trees.zeros(parameters));
  }

  @Override
  public Updated<P, AdamState<P>> step(P parameters, P gradient, AdamState<P> state) {
    Tensor step = state.step().plus(1);
    Tensor count = step.convert(DType.F64);
    Tensor first = count.times(Math.log(beta1)).expm1().negate();
    Tensor rootOfSecond = count.times(Math.log(beta2)).expm1().negate().sqrt();
    Tensor size = rate.at(state.step()).div(first);
    Tensor inverse = rootOfSecond.reciprocal();
    P mean = Trees.map((m, g) -> m.times(beta1).plus(g.times(1 - beta1)), state.mean(), gradient);
    P square =
        Trees.map(
            (v, g) -> v.times(beta2).plus(g.square().times(1 - beta2)), state.square(), gradient);
    P next =
        Trees.zip(
            leaves -> {
              Tensor root = Trees.scaled(leaves.get(2).sqrt(), inverse).plus(epsilon);
              return leaves.get(0).minus(Trees.scaled(leaves.get(1).div(root), size));
            },
            List.of(parameters, mean, square));
    return new Updated<>(next, new AdamState<>(step, mean, square));
  }
}
