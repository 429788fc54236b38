package dev.leibniz.eval;

import dev.leibniz.data.Value;
import dev.leibniz.ir.Equation;
import java.util.List;

/// Is told of each equation after it has run.
@FunctionalInterface
interface Observer {
  /// Takes notice of the operands and results of an equation.
  void see(Equation equation, List<Value> operands, List<Value> results);

  /// Whether it takes no notice, so that nothing need be prepared for it.
  default boolean isNone() {
    return false;
  }

  /// Takes no notice.
  record None() implements Observer {
    @Override
    public void see(Equation equation, List<Value> operands, List<Value> results) {}

    @Override
    public boolean isNone() {
      return true;
    }
  }
}
