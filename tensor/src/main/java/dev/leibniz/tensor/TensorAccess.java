package dev.leibniz.tensor;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.ir.Prim;
import java.util.List;

/// The inside of tensors, for the other packages of Leibniz. Not for users.
public final class TensorAccess {
  private TensorAccess() {}

  /// A tensor of the given elements, whose array is given away.
  public static Tensor of(TensorData data) {
    return new Tensor(data);
  }

  /// The elements of a concrete tensor; they must not be changed.
  ///
  /// @throws TracedValueException if the tensor is traced
  /// @throws dev.leibniz.error.DonatedException if its memory was donated
  public static TensorData data(Tensor tensor) {
    return tensor.data("value");
  }

  /// Whether the tensor stands for a value in a traced function.
  public static boolean isTraced(Tensor tensor) {
    return tensor.content() instanceof Content.Symbol;
  }

  /// Marks a tensor whose memory now holds something else.
  public static void donate(Tensor tensor) {
    tensor.donate();
  }

  /// Applies a primitive to tensors, in the innermost open trace or at once.
  public static List<Tensor> apply(Prim prim, List<Tensor> operands) {
    return TensorOps.INSTANCE.apply(prim, operands);
  }
}
