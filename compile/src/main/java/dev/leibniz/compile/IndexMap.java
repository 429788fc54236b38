package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import dev.leibniz.ir.Movement;
import java.util.Arrays;
import java.util.Optional;

/// Which element of a value a kernel needs: for each axis of the value an index that depends
/// linearly on the kernel's own indices.
///
/// @param rank the number of the kernel's indices
/// @param rows per axis of the value: one factor per index of the kernel, then a constant
record IndexMap(int rank, long[][] rows) {

  /// The element at the kernel's own indices.
  static IndexMap identity(int rank) {
    long[][] rows = new long[rank][rank + 1];
    for (int axis = 0; axis < rank; axis++) {
      rows[axis][axis] = 1;
    }
    return new IndexMap(rank, rows);
  }

  boolean isIdentity() {
    return equals(identity(rank));
  }

  /// The map for the operand of a movement, if it moves whole indices linearly.
  Optional<IndexMap> through(Movement movement, Shape operand) {
    return switch (movement) {
      case Movement.Transpose transpose -> {
        long[][] moved = new long[operand.rank()][];
        for (int axis = 0; axis < moved.length; axis++) {
          moved[transpose.permutation().get(axis)] = rows[axis];
        }
        yield Optional.of(new IndexMap(rank, moved));
      }
      case Movement.Broadcast broadcast ->
          Optional.of(
              new IndexMap(
                  rank, broadcast.axes().stream().map(axis -> rows[axis]).toArray(long[][]::new)));
      case Movement.Slice slice -> {
        long[][] moved = new long[rows.length][];
        for (int axis = 0; axis < moved.length; axis++) {
          moved[axis] = affine(rows[axis], slice.steps().get(axis), slice.starts().get(axis));
        }
        yield Optional.of(new IndexMap(rank, moved));
      }
      case Movement.Flip flip -> {
        long[][] moved = rows.clone();
        for (int axis : flip.axes()) {
          moved[axis] = affine(rows[axis], -1, operand.extent(axis) - 1);
        }
        yield Optional.of(new IndexMap(rank, moved));
      }
      case Movement.Reshape reshape -> throughSplitAxes(reshape.shape(), operand);
      case Movement.Pad pad -> Optional.empty();
      case Movement.Concat concat -> Optional.empty();
    };
  }

  private long[] affine(long[] row, long factor, long constant) {
    long[] result = new long[row.length];
    for (int i = 0; i < row.length; i++) {
      result[i] = row[i] * factor;
    }
    result[rank] += constant;
    return result;
  }

  /// A reshape that splits axes, and puts in or takes out axes of size 1.
  private Optional<IndexMap> throughSplitAxes(Shape result, Shape operand) {
    long[][] moved = new long[operand.rank()][];
    int next = 0;
    for (int axis = 0; axis < moved.length; axis++) {
      long[] row = new long[rank + 1];
      long covered = 1;
      while (covered < operand.extent(axis) && next < result.rank()) {
        covered *= result.extent(next);
        for (int i = 0; i <= rank; i++) {
          row[i] = row[i] * result.extent(next) + rows[next][i];
        }
        next++;
      }
      if (covered != operand.extent(axis)) {
        return Optional.empty();
      }
      moved[axis] = row;
    }
    return Optional.of(new IndexMap(rank, moved));
  }

  /// The place in a row-major array: one stride per index of the kernel, then an offset.
  long[] placeIn(Shape shape) {
    long[] strides = shape.strides();
    long[] place = new long[rank + 1];
    for (int axis = 0; axis < rows.length; axis++) {
      for (int i = 0; i <= rank; i++) {
        place[i] += rows[axis][i] * strides[axis];
      }
    }
    return place;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexMap map && rank == map.rank && Arrays.deepEquals(rows, map.rows);
  }

  @Override
  public int hashCode() {
    return 31 * rank + Arrays.deepHashCode(rows);
  }
}
