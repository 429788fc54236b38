package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;

/// [Adam] with weight decay apart from the gradient: p ← (1 − rate·λ)·p before Adam's step.
///
/// Source: Loshchilov, Hutter: Decoupled weight decay regularization (ICLR 2019), algorithm 2; the
/// decay is multiplied by the learning rate, as PyTorch does. [WeightDecay] decays some leaves
/// only, and beside any optimizer.
///
/// @param adam the algorithm without decay
/// @param decay λ
/// @param <P> the parameters, a tree of tensors
public record AdamW<P>(Adam<P> adam, double decay) implements Optimizer<P, AdamWState<P>> {
  /// Checks the decay.
  ///
  /// @throws ArgumentException if it is negative or not finite
  public AdamW {
    Ranges.requireNotNegative("AdamW", "decay", decay);
  }

  /// AdamW with a constant rate and Adam's usual numbers.
  public static <P> AdamW<P> of(double rate, double decay) {
    return of(Schedule.constant(rate), decay);
  }

  /// AdamW with Adam's usual numbers.
  public static <P> AdamW<P> of(Schedule rate, double decay) {
    return new AdamW<>(Adam.of(rate), decay);
  }

  @Override
  public AdamWState<P> init(P parameters) {
    return new AdamWState<>(Tensor.scalar(decay), adam.init(parameters));
  }

  @Override
  public Updated<P, AdamWState<P>> step(P parameters, P gradient, AdamWState<P> state) {
    Tensor rate = state.adam().numbers().rate().at(state.adam().step());
    Tensor kept = rate.times(state.decay()).negate().plus(1);
    P decayed = Trees.map((Tensor leaf) -> Trees.scaled(leaf, kept), parameters);
    Updated<P, AdamState<P>> next = adam.step(decayed, gradient, state.adam());
    return new Updated<>(next.parameters(), new AdamWState<>(state.decay(), next.state()));
  }
}
