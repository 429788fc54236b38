package dev.leibniz.simd;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.Places;
import dev.leibniz.backend.Scattered;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Products whose right operand has scattered rows of neighbouring elements, such as the patches of
/// an image, which are read where they lie. It wants the 32 registers of 512 bits.
final class DoubleDirect {
  private static final VectorSpecies<Double> SPECIES = DoubleProduct.SPECIES;
  private static final int LANES = DoubleProduct.LANES;
  private static final int ROWS = DoubleProduct.TILE_ROWS;
  private static final int PANEL_ROWS = DoubleProduct.PANEL_ROWS;
  private static final int BLOCK = DoubleProduct.BLOCK;

  /// The most columns of a tile.
  private static final int WIDE = 4 * LANES;

  /// The shortest run of neighbours that is not worth copying.
  private static final int SHORTEST_RUN = LANES;

  private DoubleDirect() {}

  /// Where the columns of the right operand cease to be neighbours: the first of each run, and the
  /// number of columns; empty if the operand has to be copied.
  static int[] runs(double[] right, Scattered at, int n) {
    int[] columns = at.columns();
    int[] runs = new int[n / SHORTEST_RUN + 2];
    int count = 0;
    for (int j = 0; j < n; j++) {
      if (j == 0 || columns[j] != columns[j - 1] + 1) {
        if (count > 0 && j - runs[count - 1] < SHORTEST_RUN) {
          return new int[0];
        }
        runs[count++] = j;
      }
    }
    int last = 0;
    for (int row : at.rows()) {
      last = Math.max(last, row);
    }
    boolean isInside = (long) last + columns[n - 1] + WIDE <= right.length;
    if (LANES != DoubleVector.SPECIES_512.length() || !isInside) {
      return new int[0];
    }
    runs[count] = n;
    return Arrays.copyOf(runs, count + 1);
  }

  /// result[i, j] = Σ left[i, l] · right[l, j].
  static void multiply(
      double[] left,
      Places leftAt,
      double[] right,
      Scattered rightAt,
      int[] runs,
      DoubleProduct.Packs packs,
      double[] result,
      int resultAt,
      int resultStride,
      int m,
      int k) {
    for (int from = 0; from < k; from += BLOCK) {
      int depth = Math.min(BLOCK, k - from);
      for (int row = 0; row < m; row += PANEL_ROWS) {
        int height = Math.min(PANEL_ROWS, m - row);
        Rows rows = Rows.of(left, leftAt, row, from, height, depth, packs.left());
        for (int run = 0; run + 1 < runs.length; run++) {
          Part part = new Part(rightAt, from, depth, runs[run], runs[run + 1]);
          int to = resultAt + row * resultStride;
          panel(packs, rows, right, part, height, result, to, resultStride);
        }
      }
    }
  }

  /// Rows of the left operand, as they lie or copied, and a whole tile of which can be read.
  ///
  /// @param elements an array
  /// @param at the place of the first element
  /// @param apart the distance between rows
  /// @param whole the rows before the last tile if that is not whole, which lies apart
  /// @param rest where it lies
  private record Rows(double[] elements, int at, int apart, int whole, double[] rest) {
    static Rows of(
        double[] left, Places at, int row, int from, int height, int depth, double[] packed) {
      int whole = height / ROWS * ROWS;
      if (at instanceof Matrix matrix && matrix.columnStride() == 1) {
        Matrix part = matrix.from(row, from);
        for (int i = whole; i < height; i++) {
          System.arraycopy(left, part.from(i, 0).offset(), packed, (i - whole) * depth, depth);
        }
        return new Rows(left, part.offset(), part.rowStride(), whole, packed);
      }
      DoublePacking.rowsInOrder(left, at, row, from, height, depth, packed);
      return new Rows(packed, 0, depth, height, packed);
    }
  }

  /// A part of the right operand: `depth` rows and neighbouring columns.
  private record Part(Scattered at, int from, int depth, int first, int limit) {
    /// The number of vectors in a tile that begins at a column. Tiles have two at least: none is
    /// left alone.
    int vectors(int column) {
      int left = Math.ceilDiv(limit - column, LANES);
      return left > 4 && left % 4 == 1 ? 3 : Math.clamp(left, 2, 4);
    }
  }

  private static void panel(
      DoubleProduct.Packs packs,
      Rows rows,
      double[] right,
      Part part,
      int height,
      double[] result,
      int resultAt,
      int stride) {
    double[] sums = packs.wideTile();
    int[] places = part.at().rows();
    int depth = part.depth();
    int first = part.from();
    for (int j = part.first(); j < part.limit(); ) {
      int vectors = part.vectors(j);
      int columns = vectors * LANES;
      int width = Math.min(columns, part.limit() - j);
      int column = part.at().columns()[j];
      for (int i = 0; i < height; i += ROWS) {
        int tall = Math.min(ROWS, height - i);
        boolean isCopied = i >= rows.whole();
        double[] left = isCopied ? rows.rest() : rows.elements();
        int at = isCopied ? (i - rows.whole()) * depth : rows.at() + i * rows.apart();
        int apart = isCopied ? depth : rows.apart();
        int to = resultAt + i * stride + j;
        boolean isDirect = first == 0 && tall == ROWS && width == columns;
        double[] target = isDirect ? result : sums;
        int place = isDirect ? to : 0;
        int next = isDirect ? stride : columns;
        switch (vectors) {
          case 2 -> two(left, at, apart, right, places, first, column, depth, target, place, next);
          case 3 ->
              three(left, at, apart, right, places, first, column, depth, target, place, next);
          default ->
              four(left, at, apart, right, places, first, column, depth, target, place, next);
        }
        if (!isDirect) {
          DoubleProduct.put(sums, columns, tall, width, result, to, stride, first == 0);
        }
      }
      j += width;
    }
  }

  /// Six rows times four vectors of columns, whose rows begin where the table says.
  private static void four(
      double[] left,
      int leftAt,
      int apart,
      double[] right,
      int[] rows,
      int from,
      int column,
      int depth,
      double[] result,
      int to,
      int stride) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c02 = zero;
    DoubleVector c03 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c12 = zero;
    DoubleVector c13 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c22 = zero;
    DoubleVector c23 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    DoubleVector c32 = zero;
    DoubleVector c33 = zero;
    DoubleVector c40 = zero;
    DoubleVector c41 = zero;
    DoubleVector c42 = zero;
    DoubleVector c43 = zero;
    DoubleVector c50 = zero;
    DoubleVector c51 = zero;
    DoubleVector c52 = zero;
    DoubleVector c53 = zero;
    int r0 = leftAt;
    int r1 = leftAt + apart;
    int r2 = leftAt + 2 * apart;
    int r3 = leftAt + 3 * apart;
    int r4 = leftAt + 4 * apart;
    int r5 = leftAt + 5 * apart;
    for (int l = 0; l < depth; l++) {
      int place = rows[from + l] + column;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, right, place);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, right, place + LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, right, place + 2 * LANES);
      DoubleVector b3 = DoubleVector.fromArray(SPECIES, right, place + 3 * LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[r0 + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[r1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[r2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, left[r3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, left[r4 + l]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      c43 = a4.fma(b3, c43);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, left[r5 + l]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      c53 = a5.fma(b3, c53);
    }
    c00.intoArray(result, to);
    c01.intoArray(result, to + LANES);
    c02.intoArray(result, to + 2 * LANES);
    c03.intoArray(result, to + 3 * LANES);
    c10.intoArray(result, to + stride);
    c11.intoArray(result, to + stride + LANES);
    c12.intoArray(result, to + stride + 2 * LANES);
    c13.intoArray(result, to + stride + 3 * LANES);
    c20.intoArray(result, to + 2 * stride);
    c21.intoArray(result, to + 2 * stride + LANES);
    c22.intoArray(result, to + 2 * stride + 2 * LANES);
    c23.intoArray(result, to + 2 * stride + 3 * LANES);
    c30.intoArray(result, to + 3 * stride);
    c31.intoArray(result, to + 3 * stride + LANES);
    c32.intoArray(result, to + 3 * stride + 2 * LANES);
    c33.intoArray(result, to + 3 * stride + 3 * LANES);
    c40.intoArray(result, to + 4 * stride);
    c41.intoArray(result, to + 4 * stride + LANES);
    c42.intoArray(result, to + 4 * stride + 2 * LANES);
    c43.intoArray(result, to + 4 * stride + 3 * LANES);
    c50.intoArray(result, to + 5 * stride);
    c51.intoArray(result, to + 5 * stride + LANES);
    c52.intoArray(result, to + 5 * stride + 2 * LANES);
    c53.intoArray(result, to + 5 * stride + 3 * LANES);
  }

  /// Six rows times three vectors of columns, whose rows begin where the table says.
  private static void three(
      double[] left,
      int leftAt,
      int apart,
      double[] right,
      int[] rows,
      int from,
      int column,
      int depth,
      double[] result,
      int to,
      int stride) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c02 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c12 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c22 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    DoubleVector c32 = zero;
    DoubleVector c40 = zero;
    DoubleVector c41 = zero;
    DoubleVector c42 = zero;
    DoubleVector c50 = zero;
    DoubleVector c51 = zero;
    DoubleVector c52 = zero;
    int r0 = leftAt;
    int r1 = leftAt + apart;
    int r2 = leftAt + 2 * apart;
    int r3 = leftAt + 3 * apart;
    int r4 = leftAt + 4 * apart;
    int r5 = leftAt + 5 * apart;
    for (int l = 0; l < depth; l++) {
      int place = rows[from + l] + column;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, right, place);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, right, place + LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, right, place + 2 * LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[r0 + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[r1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[r2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, left[r3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, left[r4 + l]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, left[r5 + l]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
    }
    c00.intoArray(result, to);
    c01.intoArray(result, to + LANES);
    c02.intoArray(result, to + 2 * LANES);
    c10.intoArray(result, to + stride);
    c11.intoArray(result, to + stride + LANES);
    c12.intoArray(result, to + stride + 2 * LANES);
    c20.intoArray(result, to + 2 * stride);
    c21.intoArray(result, to + 2 * stride + LANES);
    c22.intoArray(result, to + 2 * stride + 2 * LANES);
    c30.intoArray(result, to + 3 * stride);
    c31.intoArray(result, to + 3 * stride + LANES);
    c32.intoArray(result, to + 3 * stride + 2 * LANES);
    c40.intoArray(result, to + 4 * stride);
    c41.intoArray(result, to + 4 * stride + LANES);
    c42.intoArray(result, to + 4 * stride + 2 * LANES);
    c50.intoArray(result, to + 5 * stride);
    c51.intoArray(result, to + 5 * stride + LANES);
    c52.intoArray(result, to + 5 * stride + 2 * LANES);
  }

  /// Six rows times two vectors of columns, whose rows begin where the table says.
  private static void two(
      double[] left,
      int leftAt,
      int apart,
      double[] right,
      int[] rows,
      int from,
      int column,
      int depth,
      double[] result,
      int to,
      int stride) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector c00 = zero;
    DoubleVector c01 = zero;
    DoubleVector c10 = zero;
    DoubleVector c11 = zero;
    DoubleVector c20 = zero;
    DoubleVector c21 = zero;
    DoubleVector c30 = zero;
    DoubleVector c31 = zero;
    DoubleVector c40 = zero;
    DoubleVector c41 = zero;
    DoubleVector c50 = zero;
    DoubleVector c51 = zero;
    int r0 = leftAt;
    int r1 = leftAt + apart;
    int r2 = leftAt + 2 * apart;
    int r3 = leftAt + 3 * apart;
    int r4 = leftAt + 4 * apart;
    int r5 = leftAt + 5 * apart;
    for (int l = 0; l < depth; l++) {
      int place = rows[from + l] + column;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, right, place);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, right, place + LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[r0 + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[r1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[r2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, left[r3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, left[r4 + l]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, left[r5 + l]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
    }
    c00.intoArray(result, to);
    c01.intoArray(result, to + LANES);
    c10.intoArray(result, to + stride);
    c11.intoArray(result, to + stride + LANES);
    c20.intoArray(result, to + 2 * stride);
    c21.intoArray(result, to + 2 * stride + LANES);
    c30.intoArray(result, to + 3 * stride);
    c31.intoArray(result, to + 3 * stride + LANES);
    c40.intoArray(result, to + 4 * stride);
    c41.intoArray(result, to + 4 * stride + LANES);
    c50.intoArray(result, to + 5 * stride);
    c51.intoArray(result, to + 5 * stride + LANES);
  }
}
