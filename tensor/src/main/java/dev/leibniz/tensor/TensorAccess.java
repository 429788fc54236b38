package dev.leibniz.tensor;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.ir.Prim;
import java.util.List;

/// The inside of tensors, for the other modules of Leibniz. Not for users.
public final class TensorAccess {
  private TensorAccess() {}

  /// A tensor of the given elements, whose array is given away.
  public static Tensor of(TensorData data) {
    return new Tensor(data);
  }

  /// The elements of a concrete tensor; they must not be changed.
  ///
  /// @throws TracedValueException if the tensor is traced
  public static TensorData data(Tensor tensor) {
    return tensor.data("value");
  }

  /// Whether the tensor stands for a value in a traced function.
  public static boolean isTraced(Tensor tensor) {
    return tensor.trace() != null;
  }

  /// Marks a tensor whose memory now holds something else.
  public static void donate(Tensor tensor) {
    tensor.donate();
  }

  /// Applies a primitive to tensors.
  public static List<Tensor> apply(Prim prim, List<Tensor> operands) {
    return TensorOps.INSTANCE.apply(prim, operands);
  }

  /// The error of asking a traced tensor for its numbers.
  static TracedValueException noNumbers(String operation, Tensor tensor) {
    return new TracedValueException(
        Explanation.of(operation, "a traced tensor has no numbers yet")
            .got(tensor.type() + " inside a function that is being traced")
            .fix(
                "for an if use Control.cond or mask.select(a, b), for a loop Control.whileLoop;"
                    + " numbers to look at can be returned, or printed with print(label)"));
  }
}
