package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.function.UnaryOperator;

/// An [Optimizer] around another one: it changes the gradient before the other's step, the
/// parameters after it, or how often the step is taken, and keeps the other's state in its own.
///
/// A wrapper says what the step is when the gradient can be asked for at other parameters, and
/// hands that function on, so that an optimizer inside that needs it has it.
///
/// @param <P> the parameters, a tree of tensors
/// @param <S> the state of the wrapper, with the other's in it
public interface WrappingOptimizer<P, S> extends Optimizer<P, S> {
  @Override
  Updated<P, S> step(P parameters, P gradient, UnaryOperator<P> gradientAt, S state);

  /// @throws ArgumentException if an optimizer inside needs the gradient at other parameters
  @Override
  default Updated<P, S> step(P parameters, P gradient, S state) {
    return step(
        parameters,
        gradient,
        elsewhere -> {
          throw new ArgumentException(
              Explanation.of(
                      "optimizer step",
                      "an optimizer that looks at other parameters needs the gradient there")
                  .got("the gradient at one point")
                  .fix("step(parameters, gradient, at -> gradientOfLoss.apply(at), state)"));
        },
        state);
  }

  @Override
  P result(P parameters, S state);
}
