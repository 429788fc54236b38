package dev.leibniz.backend;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.eval.NanCheck;
import dev.leibniz.ir.Program;
import java.util.List;

/// A program that is interpreted. With `-Dleibniz.check=nan` it stops at the first number that is
/// not finite.
///
/// @param program the program
public record InterpretedExecutable(Program program) implements Executable {
  @Override
  public TensorData[] run(TensorData... arguments) {
    List<Value> inputs = List.of(arguments);
    List<Value> outputs =
        NanCheck.isOn() ? NanCheck.run(program, inputs) : Interpreter.run(program, inputs);
    return outputs.stream().map(TensorData.class::cast).toArray(TensorData[]::new);
  }

  @Override
  public String explain() {
    return "interpreted, operation by operation:\n" + program;
  }
}
