package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Another optimizer, and beside it an average of the parameters that forgets: a ← p after the
/// first step, then a ← β·a + (1 − β)·p. The average is commonly the better model; it is the result
/// of training, and does not act on the steps. Statistics that a model keeps outside of its
/// parameters are of the newest parameters, not of the average.
///
/// Source: Polyak, Juditsky: Acceleration of stochastic approximation by averaging (SIAM J. Control
/// Optim. 30, 1992), for averages of iterates; the form is that of PyTorch's `AveragedModel`.
///
/// ```java
/// var optimizer = ExponentialAverage.of(0.999, Adam.<Mlp>of(1e-3));
/// ```
///
/// @param decay β
/// @param inner the optimizer that steps
/// @param <P> the parameters, a tree of tensors
/// @param <S> the other optimizer's state
public record ExponentialAverage<P, S>(double decay, Optimizer<P, S> inner)
    implements WrappingOptimizer<P, ExponentialAverageState<P, S>> {
  /// Checks the decay.
  ///
  /// @throws ArgumentException if it is not in [0, 1)
  public ExponentialAverage {
    Ranges.requireDecay("ExponentialAverage", "decay", decay);
  }

  /// Another optimizer with an average beside it.
  public static <P, S> ExponentialAverage<P, S> of(double decay, Optimizer<P, S> inner) {
    return new ExponentialAverage<>(decay, inner);
  }

  @Override
  public ExponentialAverageState<P, S> init(P parameters) {
    return new ExponentialAverageState<>(
        Tensor.zeros(DType.I32),
        Tensor.scalar(decay),
        Trees.copy(parameters),
        inner.init(parameters));
  }

  @Override
  public P result(P parameters, ExponentialAverageState<P, S> state) {
    return state.average();
  }

  @Override
  public Updated<P, ExponentialAverageState<P, S>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, ExponentialAverageState<P, S> state) {
    Updated<P, S> next = inner.step(parameters, gradient, gradientAt, state.inner());
    Tensor beta = state.step().equalTo(0).select(0, state.decay());
    P average = Moments.average(beta, state.average(), next.parameters());
    return new Updated<>(
        next.parameters(),
        new ExponentialAverageState<>(state.step().plus(1), state.decay(), average, next.state()));
  }
}
