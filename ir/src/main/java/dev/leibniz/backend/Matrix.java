package dev.leibniz.backend;

/// Where a matrix lies in an array: element (i, j) at `offset + i·rowStride + j·columnStride`.
///
/// @param offset the place of its first element
/// @param rowStride the distance between rows
/// @param columnStride the distance between columns
public record Matrix(int offset, int rowStride, int columnStride) implements Places {
  /// The part that begins at an element.
  public Matrix from(int row, int column) {
    return new Matrix(offset + row * rowStride + column * columnStride, rowStride, columnStride);
  }
}
