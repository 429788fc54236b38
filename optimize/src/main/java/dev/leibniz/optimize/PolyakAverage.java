package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Another optimizer, and beside it the plain mean of the parameters after the steps `from +
/// every`, `from + 2·every`, …; before the first of them, of the newest parameters alone. With a
/// rate that stays large it is stochastic weight averaging. The mean is the result of training.
///
/// Source: Polyak, Juditsky: Acceleration of stochastic approximation by averaging (SIAM J. Control
/// Optim. 30, 1992); Izmailov et al.: Averaging weights leads to wider optima and better
/// generalization (UAI 2018), algorithm 1.
///
/// ```java
/// var optimizer = PolyakAverage.of(1_000, 100, Sgd.<Mlp>of(0.05).withMomentum(0.9));
/// ```
///
/// @param from the number of steps before the average begins
/// @param every how many steps lie between parameters that count
/// @param inner the optimizer that steps
/// @param <P> the parameters, a tree of tensors
/// @param <S> the other optimizer's state
public record PolyakAverage<P, S>(int from, int every, Optimizer<P, S> inner)
    implements WrappingOptimizer<P, PolyakAverageState<P, S>> {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if `from` is negative or `every` not positive
  public PolyakAverage {
    Ranges.requireNotNegative("PolyakAverage", "from", from);
    Ranges.requireCount("PolyakAverage", "every", every);
  }

  /// Another optimizer with a mean beside it.
  public static <P, S> PolyakAverage<P, S> of(int from, int every, Optimizer<P, S> inner) {
    return new PolyakAverage<>(from, every, inner);
  }

  @Override
  public PolyakAverageState<P, S> init(P parameters) {
    return new PolyakAverageState<>(
        Tensor.zeros(DType.I32),
        Tensor.scalar(from),
        Tensor.scalar(every),
        Trees.copy(parameters),
        inner.init(parameters));
  }

  @Override
  public P result(P parameters, PolyakAverageState<P, S> state) {
    return state.average();
  }

  @Override
  public Updated<P, PolyakAverageState<P, S>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, PolyakAverageState<P, S> state) {
    Updated<P, S> next = inner.step(parameters, gradient, gradientAt, state.inner());
    Tensor step = state.step().plus(1);
    Tensor since = step.minus(state.from());
    Tensor count = since.div(state.every());
    Tensor isMember = count.times(state.every()).equalTo(since);
    Tensor part = count.maximum(1).convert(DType.F64).reciprocal();
    Tensor weight = count.less(1).select(1, isMember.select(part, 0));
    P average = Moments.average(weight.negate().plus(1), state.average(), next.parameters());
    return new Updated<>(
        next.parameters(),
        new PolyakAverageState<>(step, state.from(), state.every(), average, next.state()));
  }
}
