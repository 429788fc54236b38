package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.eval.ReduceKernel;
import dev.leibniz.eval.View;
import dev.leibniz.ir.Reduce;

/// Runs a reduction, its independent parts split among threads.
///
/// @param prim the reduction
/// @param input the value of the operand
/// @param inputType its type
/// @param output the value of the result
/// @param type its type
/// @param parts the number of independent parts
record ReduceStep(
    Reduce.Over prim, int input, TensorType inputType, int output, TensorType type, int parts)
    implements Step {

  /// Elements that are reduced in about a nanosecond.
  private static final int PER_NANOSECOND = 4;

  @Override
  public void run(Frame frame) {
    View x = frame.view(input, inputType);
    View y = frame.view(output, type);
    Threads.split(
        parts,
        inputType.shape().elements() / PER_NANOSECOND,
        (from, to) -> ReduceKernel.run(prim, x, y, from, to));
  }

  @Override
  public String describe() {
    return prim.name() + " " + inputType + " -> " + type;
  }
}
