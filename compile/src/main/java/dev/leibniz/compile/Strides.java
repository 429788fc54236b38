package dev.leibniz.compile;

import dev.leibniz.backend.Matrix;
import dev.leibniz.data.TensorType;
import java.util.List;
import java.util.Optional;

/// How a tensor in row-major order reads as a batch of matrices.
///
/// @param batch the distance between matrices
/// @param row the distance between rows
/// @param column the distance between columns
record Strides(int batch, int row, int column) {

  /// The strides where the batch axes, the axes of the rows, and those of the columns each run
  /// through memory in equal steps; empty otherwise.
  static Optional<Strides> of(
      TensorType type, List<Integer> batch, List<Integer> rows, List<Integer> columns) {
    long[] strides = type.shape().strides();
    long first = step(type, strides, batch);
    long second = step(type, strides, rows);
    long third = step(type, strides, columns);
    return Math.min(first, Math.min(second, third)) < 0
        ? Optional.empty()
        : Optional.of(new Strides((int) first, (int) second, (int) third));
  }

  /// The step of several axes read as one, or −1; axes of one element are at every step.
  private static long step(TensorType type, long[] strides, List<Integer> axes) {
    long step = 0;
    long next = 0;
    for (int axis : axes.reversed()) {
      long extent = type.shape().extent(axis);
      if (extent == 1) {
        continue;
      }
      if (next == 0) {
        step = strides[axis];
      } else if (strides[axis] != next) {
        return -1;
      }
      next = strides[axis] * extent;
    }
    return step;
  }

  /// One of the matrices, of a tensor that begins at `offset`.
  Matrix matrix(int offset, int example) {
    return new Matrix(offset + example * batch, row, column);
  }
}
