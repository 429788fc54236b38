package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Adadelta: s ← ρ·s + (1 − ρ)·g², d = √(u + ε) / √(s + ε) · g, u ← ρ·u + (1 − ρ)·d², p ← p −
/// rate·d. A step has the unit of the parameters, so that a rate of 1 suits most.
///
/// Source: Zeiler: ADADELTA (arXiv:1212.5701), algorithm 1, with a rate, as PyTorch has it.
///
/// ```java
/// Optimizer<Mlp, AdadeltaState<Mlp>> adadelta = Adadelta.of(1);
/// ```
///
/// @param rate the learning rate
/// @param decay ρ
/// @param epsilon ε, which lets the first step move
/// @param <P> the parameters, a tree of tensors
public record Adadelta<P>(Schedule rate, double decay, double epsilon)
    implements Optimizer<P, AdadeltaState<P>> {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if the decay is not in [0, 1), or ε is not finite and positive
  public Adadelta {
    Ranges.requireDecay("Adadelta", "decay", decay);
    Ranges.requirePositive("Adadelta", "epsilon", epsilon);
  }

  /// Adadelta with a constant rate, ρ = 0.9 and ε = 1e-6.
  public static <P> Adadelta<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Adadelta with ρ = 0.9 and ε = 1e-6.
  public static <P> Adadelta<P> of(Schedule rate) {
    return new Adadelta<>(rate, 0.9, 1e-6);
  }

  /// The same with another ρ.
  public Adadelta<P> withDecay(double other) {
    return new Adadelta<>(rate, other, epsilon);
  }

  /// The same with another ε.
  public Adadelta<P> withEpsilon(double other) {
    return new Adadelta<>(rate, decay, other);
  }

  @Override
  public AdadeltaState<P> init(P parameters) {
    return new AdadeltaState<>(
        Tensor.zeros(DType.I32),
        Trees.copy(rate),
        Tensor.scalar(decay),
        Tensor.scalar(epsilon),
        Trees.zeros(parameters),
        Trees.zeros(parameters));
  }

  @Override
  public Updated<P, AdadeltaState<P>> step(P parameters, P gradient, AdadeltaState<P> state) {
    Trees.requireGradient("Adadelta", parameters, gradient);
    Tensor now = state.rate().at(state.step());
    P square = Moments.average(state.decay(), state.square(), Trees.map(Tensor::square, gradient));
    P change =
        Trees.zip(
            leaves -> {
              Tensor epsilonHere = state.epsilon().convert(leaves.get(0).dtype());
              Tensor moved = leaves.get(1).plus(epsilonHere).sqrt();
              return moved.div(leaves.get(2).plus(epsilonHere).sqrt()).times(leaves.get(0));
            },
            List.of(gradient, state.change(), square));
    P next = Trees.map((p, d) -> p.minus(Trees.scaled(d, now)), parameters, change);
    P changes = Moments.average(state.decay(), state.change(), Trees.map(Tensor::square, change));
    return new Updated<>(
        next,
        new AdadeltaState<>(
            state.step().plus(1), state.rate(), state.decay(), state.epsilon(), square, changes));
  }
}
