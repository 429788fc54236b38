package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;

/// LAMB: [Adam]'s direction with decay, u = m̂ / (√v̂ + ε) + λ·p, by a rate for each leaf that is
/// in proportion to the leaf: p ← p − rate · (‖p‖ / ‖u‖) · u. The ratio is 1 where p or u is 0. It
/// is for large batches.
///
/// Source: You et al.: Large batch optimization for deep learning (ICLR 2020), algorithm 2 with
/// φ(z) = z. The paper's networks leave biases and normalization to Adam: [ByPath].
///
/// ```java
/// Optimizer<Mlp, LambState<Mlp>> lamb = Lamb.of(2e-3, 0.01);
/// ```
///
/// @param adam rate, decays and ε
/// @param decay λ
/// @param <P> the parameters, a tree of tensors
public record Lamb<P>(Adam<P> adam, double decay) implements Optimizer<P, LambState<P>> {
  /// Checks the decay.
  ///
  /// @throws ArgumentException if it is negative or not finite
  public Lamb {
    Ranges.requireNotNegative("Lamb", "decay", decay);
  }

  /// LAMB with a constant rate, β₁ = 0.9, β₂ = 0.999 and ε = 1e-6.
  public static <P> Lamb<P> of(double rate, double decay) {
    return of(Schedule.constant(rate), decay);
  }

  /// LAMB with β₁ = 0.9, β₂ = 0.999 and ε = 1e-6.
  public static <P> Lamb<P> of(Schedule rate, double decay) {
    return new Lamb<>(Adam.<P>of(rate).withEpsilon(1e-6), decay);
  }

  @Override
  public LambState<P> init(P parameters) {
    return new LambState<>(Tensor.scalar(decay), adam.init(parameters));
  }

  @Override
  public Updated<P, LambState<P>> step(P parameters, P gradient, LambState<P> state) {
    Trees.requireGradient("Lamb", parameters, gradient);
    AdamState<P> moments = Adam.moments(gradient, state.adam());
    P direction = Adam.change(moments, moments.square(), Tensor.scalar(1.0));
    Tensor now = moments.numbers().rate().at(state.adam().step());
    P next =
        Trees.map(
            (p, d) -> {
              Tensor decayed = d.plus(Trees.scaled(p, state.decay()));
              return p.minus(Trees.scaled(decayed.times(trust(p, decayed)), now));
            },
            parameters,
            direction);
    return new Updated<>(next, new LambState<>(state.decay(), moments));
  }

  /// ‖p‖ / ‖u‖, or 1 where one of them is 0.
  private static Tensor trust(Tensor parameter, Tensor direction) {
    Tensor size = parameter.norm();
    Tensor length = direction.norm();
    Tensor isZero = size.equalTo(0).or(length.equalTo(0));
    return isZero.select(1, size.div(isZero.select(1, length)));
  }
}
