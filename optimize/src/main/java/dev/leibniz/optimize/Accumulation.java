package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.function.Control;
import dev.leibniz.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Another optimizer that steps once for several gradients, by their mean: a large batch in small
/// memory. Between those steps the parameters stay, and a schedule counts the steps taken.
///
/// [Sam] goes around an accumulation, not into it: its second gradient is of one batch.
///
/// ```java
/// var patient = Accumulation.of(8, Adam.<Mlp>of(1e-3));
/// ```
///
/// @param every the number of gradients for a step
/// @param inner the optimizer that steps
/// @param <P> the parameters, a tree of tensors
/// @param <S> the other optimizer's state
public record Accumulation<P, S>(int every, Optimizer<P, S> inner)
    implements WrappingOptimizer<P, AccumulationState<P, S>> {
  /// Checks the number.
  ///
  /// @throws ArgumentException if it is not positive
  public Accumulation {
    Ranges.requireCount("Accumulation", "every", every);
  }

  /// Another optimizer that steps once for several gradients.
  public static <P, S> Accumulation<P, S> of(int every, Optimizer<P, S> inner) {
    return new Accumulation<>(every, inner);
  }

  @Override
  public AccumulationState<P, S> init(P parameters) {
    return new AccumulationState<>(
        Tensor.scalar(every),
        Tensor.zeros(DType.I32),
        Trees.zeros(parameters),
        inner.init(parameters));
  }

  @Override
  public P result(P parameters, AccumulationState<P, S> state) {
    return inner.result(parameters, state.inner());
  }

  @Override
  public Updated<P, AccumulationState<P, S>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, AccumulationState<P, S> state) {
    Trees.requireGradient("Accumulation", parameters, gradient);
    P sum = Trees.map(Tensor::plus, state.sum(), gradient);
    Tensor count = state.count().plus(1);
    return Control.cond(
        count.greaterEqual(state.every()),
        (Updated<P, AccumulationState<P, S>> now) -> stepped(now),
        (Updated<P, AccumulationState<P, S>> now) -> now,
        new Updated<>(
            parameters, new AccumulationState<>(state.every(), count, sum, state.inner())));
  }

  private Updated<P, AccumulationState<P, S>> stepped(Updated<P, AccumulationState<P, S>> full) {
    AccumulationState<P, S> state = full.state();
    Tensor part = state.count().convert(DType.F64).reciprocal();
    P mean = Trees.map((Tensor leaf) -> Trees.scaled(leaf, part), state.sum());
    Updated<P, S> next = inner.step(full.parameters(), mean, state.inner());
    return new Updated<>(
        next.parameters(),
        new AccumulationState<>(
            state.every(), Tensor.zeros(DType.I32), Trees.blank(state.sum()), next.state()));
  }
}
