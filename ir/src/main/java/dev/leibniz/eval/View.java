package dev.leibniz.eval;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;

/// A tensor somewhere inside an array: its elements lie one after the other from `offset` on, in
/// row-major order.
///
/// @param type the tensor's type
/// @param array an array of the Java type that the element type names
/// @param offset the place of the first element
public record View(TensorType type, Object array, int offset) {
  /// All elements of a tensor.
  public static View of(TensorData data) {
    return new View(data.type(), data.array(), 0);
  }

  /// The element type.
  public DType dtype() {
    return type.dtype();
  }

  /// The shape.
  public Shape shape() {
    return type.shape();
  }

  /// The number of elements.
  public int length() {
    return type.shape().arrayLength("tensor");
  }
}
