package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// RMSProp: s ← α·s + (1 − α)·g², p ← p − rate · g / (√s + ε). Centred, s is the variance: the mean
/// square less the squared mean. With momentum, v ← μ·v + g / (√s + ε), p ← p − rate·v.
///
/// Source: Tieleman, Hinton: Lecture 6.5 (COURSERA: Neural networks for machine learning, 2012);
/// centred: Graves: Generating sequences with recurrent neural networks (arXiv:1308.0850), eq. 38
/// to 45, with ε outside of the root, as PyTorch has it. The variance is carried by s ← α·(s + (1 −
/// α)·(g − m)²), which is the same number without the difference of two large ones, and never
/// negative.
///
/// ```java
/// Optimizer<Mlp, RmsPropState<Mlp>> rmsProp = RmsProp.<Mlp>of(1e-3).withMomentum(0.9).centered();
/// ```
///
/// @param rate the learning rate
/// @param decay α
/// @param epsilon ε, which keeps the step finite
/// @param momentum μ, from 0 (none) to below 1
/// @param isCentered whether gradients are scaled by their deviation
/// @param <P> the parameters, a tree of tensors
public record RmsProp<P>(
    Schedule rate, double decay, double epsilon, double momentum, boolean isCentered)
    implements Optimizer<P, RmsPropState<P>> {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if decay or momentum is not in [0, 1), or ε is negative or not
  ///   finite
  public RmsProp {
    Ranges.requireDecay("RmsProp", "decay", decay);
    Ranges.requireNotNegative("RmsProp", "epsilon", epsilon);
    Ranges.requireDecay("RmsProp", "momentum", momentum);
  }

  /// RMSProp with a constant rate, α = 0.99 and ε = 1e-8.
  public static <P> RmsProp<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// RMSProp with α = 0.99 and ε = 1e-8.
  public static <P> RmsProp<P> of(Schedule rate) {
    return new RmsProp<>(rate, 0.99, 1e-8, 0, false);
  }

  /// The same with another α.
  public RmsProp<P> withDecay(double other) {
    return new RmsProp<>(rate, other, epsilon, momentum, isCentered);
  }

  /// The same with another ε.
  public RmsProp<P> withEpsilon(double other) {
    return new RmsProp<>(rate, decay, other, momentum, isCentered);
  }

  /// The same with momentum.
  public RmsProp<P> withMomentum(double mu) {
    return new RmsProp<>(rate, decay, epsilon, mu, isCentered);
  }

  /// The same with gradients scaled by their deviation instead of their size.
  public RmsProp<P> centered() {
    return new RmsProp<>(rate, decay, epsilon, momentum, true);
  }

  @Override
  public RmsPropState<P> init(P parameters) {
    return new RmsPropState<>(
        Tensor.zeros(DType.I32),
        new RmsPropNumbers(
            Trees.copy(rate),
            Tensor.scalar(decay),
            Tensor.scalar(epsilon),
            Tensor.scalar(momentum)),
        Trees.zeros(parameters),
        isCentered ? Optional.of(Trees.zeros(parameters)) : Optional.empty(),
        momentum == 0 ? Optional.empty() : Optional.of(Trees.zeros(parameters)));
  }

  @Override
  public Updated<P, RmsPropState<P>> step(P parameters, P gradient, RmsPropState<P> state) {
    Trees.requireGradient("RmsProp", parameters, gradient);
    RmsPropNumbers numbers = state.numbers();
    Tensor alpha = numbers.decay();
    P square =
        state
            .mean()
            .map(mean -> variance(alpha, state.square(), mean, gradient))
            .orElseGet(
                () -> Moments.average(alpha, state.square(), Trees.map(Tensor::square, gradient)));
    Optional<P> mean = state.mean().map(old -> Moments.average(alpha, old, gradient));
    P scaled =
        Trees.map(
            (g, s) -> g.div(s.sqrt().plus(numbers.epsilon().convert(s.dtype()))), gradient, square);
    Optional<P> velocity =
        state
            .velocity()
            .map(old ->
                Trees.map((v, d) -> Trees.scaled(v, numbers.momentum()).plus(d), old, scaled));
    Tensor now = numbers.rate().at(state.step());
    P next =
        Trees.map((p, d) -> p.minus(Trees.scaled(d, now)), parameters, velocity.orElse(scaled));
    return new Updated<>(
        next, new RmsPropState<>(state.step().plus(1), numbers, square, mean, velocity));
  }

  /// α·(s + (1 − α)·(g − m)²).
  private static <P> P variance(Tensor alpha, P old, P mean, P gradient) {
    Tensor rest = alpha.negate().plus(1);
    return Trees.zip(
        leaves -> {
          Tensor apart = leaves.get(2).minus(leaves.get(1)).square();
          return Trees.scaled(leaves.get(0).plus(Trees.scaled(apart, rest)), alpha);
        },
        List.of(old, mean, gradient));
  }
}
