package dev.leibniz.eval;

import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Linalg;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Random;
import dev.leibniz.ir.Reduce;
import java.util.List;

/// Runs any primitive that depends on its operands alone, from arrays to arrays.
public final class Kernels {
  private Kernels() {}

  /// Writes the results of `prim` for `inputs` into `outputs`, whose arrays may hold anything
  /// before and share no memory with the inputs.
  ///
  /// @throws dev.leibniz.error.LeibnizException if the operation cannot be carried out for these
  ///   elements
  public static void run(Local prim, List<View> inputs, List<View> outputs) {
    View output = outputs.getFirst();
    switch (prim) {
      case Elementwise elementwise -> ElementwiseKernel.run(elementwise, inputs, output);
      case Movement movement -> MovementKernel.run(movement, inputs, output);
      case Reduce reduce -> ReduceKernel.run(reduce, inputs.getFirst(), outputs);
      case Contract contract -> ContractKernel.run(contract, inputs, output);
      case Index index -> IndexKernel.run(index, inputs, output);
      case Linalg linalg -> LinalgKernel.run(linalg, inputs, outputs);
      case Random random -> RandomKernel.run(random, inputs, output);
    }
  }
}
