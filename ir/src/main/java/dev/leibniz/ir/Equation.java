package dev.leibniz.ir;

import dev.leibniz.error.SourceLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a program: `outputs = prim(inputs)`.
///
/// @param prim what is applied
/// @param inputs the operands
/// @param outputs the variables that it defines
/// @param where the user's line that asked for it, if known
public record Equation(
    Prim prim, List<Atom> inputs, List<Var> outputs, @Nullable SourceLine where) {
  /// An equation; the lists are copied.
  public Equation {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// The only output of an equation that has one.
  public Var output() {
    return outputs.getFirst();
  }
}
