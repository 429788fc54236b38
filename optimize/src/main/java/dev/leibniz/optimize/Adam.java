package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;

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
  /// @throws ArgumentException if a decay is not in [0, 1) or ε is negative or not finite
  public Adam {
    Ranges.requireDecay("Adam", "beta1", beta1);
    Ranges.requireDecay("Adam", "beta2", beta2);
    Ranges.requireNotNegative("Adam", "epsilon", epsilon);
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
    AdamState<P> next = moments(gradient, state);
    Tensor now = state.numbers().rate().at(state.step());
    P change = change(next, next.square(), now);
    return new Updated<>(Trees.map(Tensor::minus, parameters, change), next);
  }

  /// The state after a gradient.
  static <P> AdamState<P> moments(P gradient, AdamState<P> before) {
    AdamNumbers numbers = before.numbers();
    P squared = Trees.map(Tensor::square, gradient);
    return new AdamState<>(
        before.step().plus(1),
        numbers,
        Moments.average(numbers.beta1(), before.mean(), gradient),
        Moments.average(numbers.beta2(), before.square(), squared));
  }

  /// rate · m̂ / (√v̂ + ε), where `square` is v.
  static <P> P change(AdamState<P> moments, P square, Tensor rate) {
    AdamNumbers numbers = moments.numbers();
    Tensor size = rate.div(Moments.correction(numbers.beta1(), moments.step()));
    Tensor inverse = Moments.correction(numbers.beta2(), moments.step()).rsqrt();
    return Trees.map(
        (m, v) -> {
          Tensor root = Trees.scaled(v.sqrt(), inverse).plus(numbers.epsilon().convert(v.dtype()));
          return Trees.scaled(m.div(root), size);
        },
        moments.mean(),
        square);
  }
}
