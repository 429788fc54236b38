package dev.leibniz.simd;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.Places;
import dev.leibniz.backend.Scattered;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Copies parts of operands into the order in which [DoubleProduct] reads them. Where a part has
/// fewer rows or columns than a tile, the rest of the tile holds anything.
final class DoublePacking {
  private static final VectorSpecies<Double> SPECIES = DoubleProduct.SPECIES;
  private static final int LANES = DoubleProduct.LANES;
  private static final int ROWS = DoubleProduct.TILE_ROWS;
  private static final int COLUMNS = DoubleProduct.TILE_COLUMNS;

  /// How many elements may be written behind the last one.
  static final int SLACK = COLUMNS;

  /// Runs of neighbouring columns that are shorter on average are copied one by one.
  private static final int SHORT_RUN = 6;

  private DoublePacking() {}

  /// Columns in panels of a tile's width, each row by row.
  static void right(
      double[] right, Places at, int from, int column, int depth, int n, double[] packed) {
    int whole = at instanceof Matrix matrix && matrix.columnStride() == 1 ? n / COLUMNS : 0;
    if (whole > 0 && at instanceof Matrix matrix) {
      panels(right, matrix.from(from, column), depth, whole, packed);
    }
    for (int j = whole * COLUMNS; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      switch (at) {
        case Matrix matrix ->
            panel(right, matrix.from(from, column + j), depth, width, packed, j * depth);
        case Scattered places ->
            panel(right, places, from, column + j, depth, width, packed, j * depth);
      }
    }
  }

  /// Whole panels of rows that lie in one piece, row by row: so memory is read in long pieces.
  private static void panels(double[] right, Matrix at, int depth, int panels, double[] packed) {
    for (int l = 0; l < depth; l++) {
      int source = at.offset() + l * at.rowStride();
      int place = l * COLUMNS;
      for (int panel = 0; panel < panels; panel++) {
        DoubleVector.fromArray(SPECIES, right, source).intoArray(packed, place);
        DoubleVector.fromArray(SPECIES, right, source + LANES).intoArray(packed, place + LANES);
        source += COLUMNS;
        place += depth * COLUMNS;
      }
    }
  }

  private static void panel(
      double[] right, Matrix at, int depth, int width, double[] packed, int to) {
    for (int j = 0; j < width; j++) {
      int source = at.offset() + j * at.columnStride();
      for (int l = 0; l < depth; l++) {
        packed[to + l * COLUMNS + j] = right[source + l * at.rowStride()];
      }
    }
  }

  /// Runs of neighbours are copied by vectors, of which the last one may write too far: what
  /// follows is written afterwards.
  private static void panel(
      double[] right,
      Scattered at,
      int from,
      int column,
      int depth,
      int width,
      double[] packed,
      int to) {
    int[] columns = at.columns();
    int[] starts = new int[width + 1];
    int runs = 0;
    for (int j = 0; j < width; j++) {
      if (j == 0 || columns[column + j] != columns[column + j - 1] + 1) {
        starts[runs++] = j;
      }
    }
    starts[runs] = width;
    if (runs * SHORT_RUN > width) {
      for (int j = 0; j < width; j++) {
        int distance = columns[column + j];
        for (int l = 0; l < depth; l++) {
          packed[to + l * COLUMNS + j] = right[at.rows()[from + l] + distance];
        }
      }
      return;
    }
    for (int l = 0; l < depth; l++) {
      int row = at.rows()[from + l];
      int place = to + l * COLUMNS;
      for (int run = 0; run < runs; run++) {
        int lane = starts[run];
        copy(right, row + columns[column + lane], packed, place + lane, starts[run + 1] - lane);
      }
    }
  }

  private static void copy(double[] right, int source, double[] packed, int place, int length) {
    if (length > 1 && source + length + LANES <= right.length) {
      for (int i = 0; i < length; i += LANES) {
        DoubleVector.fromArray(SPECIES, right, source + i).intoArray(packed, place + i);
      }
    } else {
      for (int i = 0; i < length; i++) {
        packed[place + i] = right[source + i];
      }
    }
  }

  /// Rows one after the other.
  static void rowsInOrder(
      double[] left, Places at, int row, int from, int rows, int depth, double[] packed) {
    switch (at) {
      case Matrix matrix -> {
        for (int i = 0; i < rows; i++) {
          int source = matrix.from(row + i, from).offset();
          for (int l = 0; l < depth; l++) {
            packed[i * depth + l] = left[source + l * matrix.columnStride()];
          }
        }
      }
      case Scattered places -> {
        int[] columns = places.columns();
        for (int l = 0; l < depth; ) {
          int end = l + 1;
          while (end < depth && columns[from + end] == columns[from + end - 1] + 1) {
            end++;
          }
          for (int i = 0; i < rows; i++) {
            int source = places.rows()[row + i] + columns[from + l];
            System.arraycopy(left, source, packed, i * depth + l, end - l);
          }
          l = end;
        }
      }
    }
  }

  /// Rows in panels of a tile's height, each column by column.
  static void left(
      double[] left, Places at, int row, int from, int rows, int depth, double[] packed) {
    for (int i = 0; i < rows; i += ROWS) {
      int height = Math.min(ROWS, rows - i);
      switch (at) {
        case Matrix matrix ->
            rows(left, matrix.from(row + i, from), height, depth, packed, i * depth);
        case Scattered places ->
            rows(left, places, row + i, from, height, depth, packed, i * depth);
      }
    }
  }

  private static void rows(
      double[] left,
      Scattered at,
      int row,
      int from,
      int height,
      int depth,
      double[] packed,
      int to) {
    int[] columns = at.columns();
    for (int h = 0; h < height; h++) {
      int source = at.rows()[row + h];
      for (int l = 0; l < depth; l++) {
        packed[to + l * ROWS + h] = left[source + columns[from + l]];
      }
    }
  }

  private static void rows(
      double[] left, Matrix at, int height, int depth, double[] packed, int to) {
    int last = at.from(0, depth - 1).offset() + LANES;
    boolean fits = to + (depth - 1) * ROWS + LANES <= packed.length && last <= left.length;
    if (at.rowStride() == 1 && LANES >= ROWS && fits) {
      for (int l = 0; l < depth; l++) {
        int source = at.offset() + l * at.columnStride();
        DoubleVector.fromArray(SPECIES, left, source).intoArray(packed, to + l * ROWS);
      }
      return;
    }
    for (int h = 0; h < height; h++) {
      int source = at.offset() + h * at.rowStride();
      for (int l = 0; l < depth; l++) {
        packed[to + l * ROWS + h] = left[source + l * at.columnStride()];
      }
    }
  }
}
