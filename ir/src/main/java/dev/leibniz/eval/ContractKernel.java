package dev.leibniz.eval;

import dev.leibniz.ir.Contract;
import java.util.List;

/// Runs sums of products; see [DotKernel] and [ConvolutionKernel] for running them in parts.
public final class ContractKernel {
  private ContractKernel() {}

  /// Writes the result of `prim` for `inputs` into `output`, which shares no memory with them.
  public static void run(Contract prim, List<View> inputs, View output) {
    switch (prim) {
      case Contract.Dot dot -> DotKernel.run(dot, inputs.get(0), inputs.get(1), output);
      case Contract.Convolution convolution ->
          ConvolutionKernel.run(convolution, inputs.get(0), inputs.get(1), output);
    }
  }
}
