package dev.leibniz.testkit;

import dev.leibniz.data.Value;
import dev.leibniz.ir.Program;
import java.util.List;

/// Something that runs programs: the interpreter, or a compiler's result.
@FunctionalInterface
public interface Runner {
  /// The outputs for inputs.
  List<Value> run(Program program, List<Value> inputs);
}
