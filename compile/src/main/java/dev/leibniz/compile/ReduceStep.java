package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.eval.ReduceKernel;
import dev.leibniz.eval.View;
import dev.leibniz.ir.Reduce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a reduction, its independent parts split among threads.
///
/// @param prim the reduction
/// @param input the value of the operand
/// @param inputType its type
/// @param output the value of the result
/// @param type its type
/// @param parts the number of independent parts
/// @param rows the same as a loop, for rows that can be reduced in vector lanes; else null
record ReduceStep(
    Reduce.Over prim,
    int input,
    TensorType inputType,
    int output,
    TensorType type,
    int parts,
    @Nullable KernelStep rows)
    implements Step {

  /// Elements that are reduced in about a nanosecond.
  private static final int PER_NANOSECOND = 4;

  @Override
  public void run(Frame frame) {
    if (rows != null && rows.isInLanes()) {
      rows.run(frame);
      return;
    }
    View x = frame.view(input, inputType);
    View y = frame.view(output, type);
    Threads.split(
        parts,
        inputType.shape().elements() / PER_NANOSECOND,
        (from, to) -> ReduceKernel.run(prim, x, y, from, to));
  }

  @Override
  public Work work() {
    return Work.of(inputType.shape().elements(), List.of(inputType), type);
  }

  @Override
  public String describe() {
    String lanes = rows != null && rows.isInLanes() ? ", in lanes" : "";
    return prim.name() + " " + inputType + " -> " + type + lanes;
  }
}
