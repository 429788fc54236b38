package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − rate · m̂ / (√v̂ + ε) with m̂ = m /
/// (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at step t = 1, 2, ….
///
/// Source: Kingma, Ba: Adam (ICLR 2015), algorithm 1. The corrections 1 − βᵗ are computed in f64 as
/// −expm1(t · log β), which does not cancel.
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

  /// The same with another ε.
  public Adam<P> withEpsilon(double other) {
    return new Adam<>(rate, beta1, beta2, other);
  }

  @Override
  public AdamState<P> init(P parameters) {
    return new AdamState<>(
        Tensor.zeros(DType.I32),
        new AdamNumbers(
            Trees.copy(rate), Tensor.scalar(beta1), Tensor.scalar(beta2), Tensor.scalar(epsilon)),
        Trees.zeros(parameters),
        Trees.zeros(parameters));
  }

  @Override
  public Updated<P, AdamState<P>> step(P parameters, P gradient, AdamState<P> state) {
    Trees.requireGradient("Adam", parameters, gradient);
    AdamNumbers numbers = state.numbers();
    Tensor step = state.step().plus(1);
    Tensor size = numbers.rate().at(state.step()).div(correction(numbers.beta1(), step));
    Tensor inverse = correction(numbers.beta2(), step).rsqrt();
    P mean = average(numbers.beta1(), state.mean(), gradient);
    P square = average(numbers.beta2(), state.square(), Trees.map(Tensor::square, gradient));
    P next =
        Trees.zip(
            leaves -> {
              Tensor epsilonHere = numbers.epsilon().convert(leaves.get(2).dtype());
              Tensor root = Trees.scaled(leaves.get(2).sqrt(), inverse).plus(epsilonHere);
              return leaves.get(0).minus(Trees.scaled(leaves.get(1).div(root), size));
            },
            List.of(parameters, mean, square));
    return new Updated<>(next, new AdamState<>(step, numbers, mean, square));
  }

  /// 1 − βᵗ.
  private static Tensor correction(Tensor beta, Tensor step) {
    return step.convert(DType.F64).times(beta.log()).expm1().negate();
  }

  /// β·old + (1 − β)·now.
  private static <P> P average(Tensor beta, P old, P now) {
    Tensor rest = beta.negate().plus(1);
    return Trees.map((x, y) -> Trees.scaled(x, beta).plus(Trees.scaled(y, rest)), old, now);
  }
}
