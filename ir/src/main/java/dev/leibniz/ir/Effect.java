package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import java.util.List;

/// Operations that are run for what they do. They have no results, and keep their order.
public sealed interface Effect extends Prim {

  /// Prints its operand on standard error, with a label.
  ///
  /// @param label what stands before the value
  record Print(String label) implements Effect {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of();
    }
  }

  /// Stops the run with a [dev.leibniz.error.CheckException] unless every element of its boolean
  /// operand holds.
  ///
  /// @param law what must hold, for the message
  record Check(String law) implements Effect {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType condition = (TensorType) inputs.getFirst();
      if (condition.dtype() != DType.BOOL) {
        throw new DTypeException(
            Explanation.of("check", "the condition must be boolean")
                .got("condition = " + condition));
      }
      return List.of();
    }
  }
}
