package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;
import java.util.function.UnaryOperator;

/// [Adam] with weight decay apart from the gradient: p ← (1 − rate·λ)·p before Adam's step.
///
/// Source: Loshchilov, Hutter: Decoupled weight decay regularization (ICLR 2019), algorithm 2.
///
/// @param adam the algorithm without decay
/// @param decay λ
/// @param <P> the parameters, a tree of tensors
public record AdamW<P>(Adam<P> adam, double decay) implements Optimizer<P, AdamState<P>> {
  /// Checks the decay.
  ///
  /// @throws ArgumentException if it is negative
  public AdamW {
    if (!(decay >= 0)) {
      throw new ArgumentException(
          Explanation.of("AdamW", "the decay must not be negative").got("decay = " + decay));
    }
  }

  /// AdamW with a constant rate.
  public static <P> AdamW<P> of(double rate, double decay) {
    return of(Schedule.constant(rate), decay);
  }

  /// AdamW with Adam's usual numbers.
  public static <P> AdamW<P> of(Schedule rate, double decay) {
    return new AdamW<>(Adam.of(rate), decay);
  }

  @Override
  public AdamState<P> init(P parameters) {
    return adam.init(parameters);
  }

  @Override
  public Updated<P, AdamState<P>> step(P parameters, P gradient, AdamState<P> state) {
    Tensor kept = adam.rate().at(state.step()).times(-decay).plus(1);
    UnaryOperator<Tensor> shrink = leaf -> Trees.scaled(leaf, kept);
    return adam.step(Trees.map(shrink, parameters), gradient, state);
  }
}
