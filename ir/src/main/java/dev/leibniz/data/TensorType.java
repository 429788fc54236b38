package dev.leibniz.data;

/// Element type and shape of a tensor; prints as `f32[3, 4]`.
///
/// @param dtype the type of the elements
/// @param shape the extents
public record TensorType(DType dtype, Shape shape) implements Type {

  /// The type of a tensor with the given extents.
  public static TensorType of(DType dtype, long... extents) {
    return new TensorType(dtype, Shape.of(extents));
  }

  /// The number of axes.
  public int rank() {
    return shape.rank();
  }

  /// The same shape with another element type.
  public TensorType withDType(DType other) {
    return new TensorType(other, shape);
  }

  /// The same element type with another shape.
  public TensorType withShape(Shape other) {
    return new TensorType(dtype, other);
  }

  /// The same with an axis of the given size put before axis `axis`.
  public TensorType insertAxis(int axis, long size) {
    return new TensorType(dtype, shape.insert(axis, size));
  }

  /// The same without axis `axis`.
  public TensorType removeAxis(int axis) {
    return new TensorType(dtype, shape.remove(axis));
  }

  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
