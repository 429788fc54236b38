package dev.leibniz.bytecode.runtime;

import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// Loops that are differentiated in reverse with few of their states in memory.
public final class Checkpoints {
  private Checkpoints() {}

  /// A state after so many steps.
  ///
  /// @param start the state before the first step, the same for each argument; a function, so that
  ///   the state counts as captured
  @DerivativeBy(CheckpointRules.class)
  public static double[] iterate(VectorFunction step, PathFunction start, int steps) {
    if (steps < 0) {
      throw new ArgumentException(
          Explanation.of("checkpointed", "the number of steps must not be negative")
              .got("steps = " + steps));
    }
    double[] state = start.apply(0).clone();
    for (int k = 0; k < steps; k++) {
      state = step.apply(state);
    }
    return state;
  }
}
