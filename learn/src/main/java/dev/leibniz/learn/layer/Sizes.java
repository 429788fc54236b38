package dev.leibniz.learn.layer;

import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.Tensor;

/// What layers ask of sizes.
final class Sizes {
  private Sizes() {}

  /// Refuses a size below 1.
  static void requirePositive(String layer, String name, int size) {
    if (size < 1) {
      throw new ArgumentException(
          Explanation.of(layer, "sizes must be positive").got(name + " = " + size));
    }
  }

  /// Refuses a batch whose axis is not as long as the layer's vectors: it would be stretched.
  static void requireExtent(String layer, String what, Tensor x, int axis, Tensor vector) {
    TensorType type = x.type();
    int counted = axis < 0 ? axis + type.rank() : axis;
    boolean fits = type.rank() >= 2 && type.shape().extent(counted) == vector.shape().extent(0);
    if (!fits) {
      throw new ShapeException(
          Explanation.of(layer, "the batch must have as many " + what + " as the layer")
              .got("x = " + type + ", " + what + " = " + vector.shape().extent(0)));
    }
  }
}
