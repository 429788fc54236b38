package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.eval.Kernels;
import dev.leibniz.eval.View;
import dev.leibniz.ir.Local;
import java.util.ArrayList;
import java.util.List;

/// Runs one primitive by the interpreter's own kernel.
///
/// @param prim the primitive
/// @param inputs the values of its operands
/// @param inputTypes their types
/// @param outputs the values of its results
/// @param outputTypes their types
record LibraryStep(
    Local prim,
    int[] inputs,
    List<TensorType> inputTypes,
    int[] outputs,
    List<TensorType> outputTypes)
    implements Step {

  @Override
  public void run(Frame frame) {
    Kernels.run(prim, views(frame, inputs, inputTypes), views(frame, outputs, outputTypes));
  }

  static List<View> views(Frame frame, int[] values, List<TensorType> types) {
    List<View> views = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      views.add(frame.view(values[i], types.get(i)));
    }
    return views;
  }

  @Override
  public Work work() {
    return Work.of(0, inputTypes, outputTypes);
  }

  @Override
  public String describe() {
    return prim.name() + " " + inputTypes + " -> " + outputTypes;
  }
}
