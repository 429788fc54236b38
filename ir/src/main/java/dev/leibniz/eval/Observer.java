package dev.leibniz.eval;

import dev.leibniz.data.Value;
import dev.leibniz.error.SourceLine;
import dev.leibniz.ir.Prim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Is told of each operation after it has run.
@FunctionalInterface
interface Observer {
  /// Takes notice of the operands and results of an operation.
  ///
  /// @param where the line that asked for it, if known
  void see(Prim prim, @Nullable SourceLine where, List<Value> operands, List<Value> results);

  /// Whether it takes no notice, so that nothing need be prepared for it.
  default boolean isNone() {
    return false;
  }

  /// Takes no notice.
  record None() implements Observer {
    @Override
    public void see(
        Prim prim, @Nullable SourceLine where, List<Value> operands, List<Value> results) {}

    @Override
    public boolean isNone() {
      return true;
    }
  }
}
