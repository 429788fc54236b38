package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Adagrad: s ← s + g², p ← p − rate · g / (√s + ε); a leaf's element that has moved much moves
/// ever less.
///
/// Source: Duchi, Hazan, Singer: Adaptive subgradient methods (JMLR 12, 2011), the diagonal form of
/// figure 1; ε is outside of the root, as PyTorch has it.
///
/// ```java
/// Optimizer<Mlp, AdagradState<Mlp>> adagrad = Adagrad.of(0.01);
/// ```
///
/// @param rate the learning rate
/// @param initial what s begins with
/// @param epsilon ε, which keeps the step finite
/// @param <P> the parameters, a tree of tensors
public record Adagrad<P>(Schedule rate, double initial, double epsilon)
    implements Optimizer<P, AdagradState<P>> {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if one is negative or not finite
  public Adagrad {
    Ranges.requireNotNegative("Adagrad", "initial", initial);
    Ranges.requireNotNegative("Adagrad", "epsilon", epsilon);
  }

  /// Adagrad with a constant rate, sums that begin at 0, and ε = 1e-10.
  public static <P> Adagrad<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Adagrad with sums that begin at 0, and ε = 1e-10.
  public static <P> Adagrad<P> of(Schedule rate) {
    return new Adagrad<>(rate, 0, 1e-10);
  }

  /// The same with sums that begin at another number.
  public Adagrad<P> withInitial(double other) {
    return new Adagrad<>(rate, other, epsilon);
  }

  /// The same with another ε.
  public Adagrad<P> withEpsilon(double other) {
    return new Adagrad<>(rate, initial, other);
  }

  @Override
  public AdagradState<P> init(P parameters) {
    return new AdagradState<>(
        Tensor.zeros(DType.I32),
        Trees.copy(rate),
        Tensor.scalar(epsilon),
        Trees.map((Tensor leaf) -> leaf.plus(initial), Trees.zeros(parameters)));
  }

  @Override
  public Updated<P, AdagradState<P>> step(P parameters, P gradient, AdagradState<P> state) {
    Trees.requireGradient("Adagrad", parameters, gradient);
    Tensor now = state.rate().at(state.step());
    P sum = Trees.map((s, g) -> s.plus(g.square()), state.sum(), gradient);
    P next =
        Trees.zip(
            leaves -> {
              Tensor root = leaves.get(2).sqrt();
              Tensor scale = root.plus(state.epsilon().convert(root.dtype()));
              return leaves.get(0).minus(Trees.scaled(leaves.get(1).div(scale), now));
            },
            List.of(parameters, gradient, sum));
    return new Updated<>(
        next, new AdagradState<>(state.step().plus(1), state.rate(), state.epsilon(), sum));
  }
}
