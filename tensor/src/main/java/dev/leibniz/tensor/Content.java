package dev.leibniz.tensor;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.SourceLine;
import dev.leibniz.ir.Atom;
import org.jspecify.annotations.Nullable;

/// What a tensor holds.
sealed interface Content {
  /// Elements in memory.
  ///
  /// @param data the elements
  record Numbers(TensorData data) implements Content {}

  /// A value of a function that is being traced.
  ///
  /// @param trace where it belongs
  /// @param atom what stands for it there
  /// @param where the user's line that asked for it
  record Symbol(Trace trace, Atom atom, @Nullable SourceLine where) implements Content {}

  /// Nothing any more: the memory holds a result.
  record Donated() implements Content {}
}
