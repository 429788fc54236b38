package dev.leibniz.simd;

import dev.leibniz.backend.Places;
import dev.leibniz.backend.Scattered;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Matrix products of `double` numbers in vector lanes: packed, blocked for the caches, and tiled
/// for the registers.
///
/// The order of additions is the block law of `dev.leibniz.eval`: within 256 neighbouring k one
/// `fma` after the other, the blocks added from left to right; so the bits are those of the plain
/// loops, at any lane width.
///
/// Source: Goto, van de Geijn: Anatomy of high-performance matrix multiplication (ACM TOMS 34,
/// 2008); Van Zee, van de Geijn: BLIS (ACM TOMS 41, 2015). Tiles are 6 rows by two vectors, which
/// fit into sixteen registers too.
final class DoubleProduct {
  static final VectorSpecies<Double> SPECIES = Lanes.doubles();
  static final int LANES = SPECIES.length();
  static final int TILE_ROWS = 6;
  static final int TILE_COLUMNS = 2 * LANES;

  /// The block of k that one chain of `fma` covers; part of the law.
  static final int BLOCK = 256;

  /// Rows of the left operand packed at a time: 192 × 256 numbers stay in the second-level cache.
  static final int PANEL_ROWS = TILE_ROWS * 32;

  /// Columns of the right operand packed at a time; they bound the memory per thread.
  private static final int PANEL_COLUMNS = 4096;

  private static final ThreadLocal<Packs> PACKS = ThreadLocal.withInitial(Packs::new);

  private DoubleProduct() {}

  /// The packed parts of the operands, kept per thread.
  static final class Packs {
    private final double[] left = new double[PANEL_ROWS * BLOCK];
    private double[] right = new double[0];
    private final double[] tile = new double[TILE_ROWS * TILE_COLUMNS];
    private final double[] wideTile = new double[2 * TILE_ROWS * TILE_COLUMNS];

    double[] left() {
      return left;
    }

    /// Room for a tile of twice as many columns.
    double[] wideTile() {
      return wideTile;
    }

    double[] right(int size) {
      if (right.length < size) {
        right = new double[size];
      }
      return right;
    }
  }

  /// result[i, j] = Σ left[i, l] · right[l, j].
  static void multiply(
      double[] left,
      Places leftAt,
      double[] right,
      Places rightAt,
      double[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k) {
    if (k == 0) {
      for (int i = 0; i < m; i++) {
        int row = resultAt + i * resultStride;
        Arrays.fill(result, row, row + n, 0);
      }
      return;
    }
    Packs packs = PACKS.get();
    if (rightAt instanceof Scattered places) {
      int[] runs = DoubleDirect.runs(right, places, n);
      if (runs.length > 0) {
        DoubleDirect.multiply(
            left, leftAt, right, places, runs, packs, result, resultAt, resultStride, m, k);
        return;
      }
    }
    for (int column = 0; column < n; column += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - column);
      int padded = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS;
      double[] packedRight = packs.right(padded * Math.min(k, BLOCK) + DoublePacking.SLACK);
      for (int from = 0; from < k; from += BLOCK) {
        int depth = Math.min(BLOCK, k - from);
        DoublePacking.right(right, rightAt, from, column, depth, columns, packedRight);
        for (int row = 0; row < m; row += PANEL_ROWS) {
          int rows = Math.min(PANEL_ROWS, m - row);
          DoublePacking.left(left, leftAt, row, from, rows, depth, packs.left);
          int to = resultAt + row * resultStride + column;
          panel(packs, rows, columns, depth, result, to, resultStride, from == 0);
        }
      }
    }
  }

  /// The product of the packed operands, put into or added to a part of the result.
  private static void panel(
      Packs packs,
      int rows,
      int columns,
      int depth,
      double[] result,
      int resultAt,
      int stride,
      boolean isFirst) {
    double[] sums = packs.tile;
    for (int column = 0; column < columns; column += TILE_COLUMNS) {
      int width = Math.min(TILE_COLUMNS, columns - column);
      for (int row = 0; row < rows; row += TILE_ROWS) {
        int height = Math.min(TILE_ROWS, rows - row);
        int to = resultAt + row * stride + column;
        boolean isWhole = height == TILE_ROWS && width == TILE_COLUMNS;
        if (isWhole && isFirst) {
          tile(packs.left, row * depth, packs.right, column * depth, depth, result, to, stride);
        } else {
          tile(packs.left, row * depth, packs.right, column * depth, depth, sums, 0, TILE_COLUMNS);
          if (isWhole) {
            add(sums, result, to, stride);
          } else {
            put(sums, TILE_COLUMNS, height, width, result, to, stride, isFirst);
          }
        }
      }
    }
  }

  /// The product of six packed rows and two packed vectors of columns, into rows that are `stride`
  /// apart.
  private static void tile(
      double[] left,
      int leftAt,
      double[] right,
      int rightAt,
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
    int at = leftAt;
    int bAt = rightAt;
    for (int l = 0; l < depth; l++) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, right, bAt);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, right, bAt + LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[at + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[at + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, left[at + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      DoubleVector a4 = DoubleVector.broadcast(SPECIES, left[at + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      DoubleVector a5 = DoubleVector.broadcast(SPECIES, left[at + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      at += TILE_ROWS;
      bAt += TILE_COLUMNS;
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

  /// Adds a tile to what is there.
  private static void add(double[] tile, double[] result, int to, int stride) {
    for (int i = 0; i < TILE_ROWS; i++) {
      for (int j = 0; j < TILE_COLUMNS; j += LANES) {
        int place = to + i * stride + j;
        DoubleVector.fromArray(SPECIES, result, place)
            .add(DoubleVector.fromArray(SPECIES, tile, i * TILE_COLUMNS + j))
            .intoArray(result, place);
      }
    }
  }

  /// Puts the part of a tile that lies inside the result there, or adds it.
  ///
  /// @param columns the tile's columns
  static void put(
      double[] tile,
      int columns,
      int height,
      int width,
      double[] result,
      int to,
      int stride,
      boolean isFirst) {
    for (int j = 0; j < width; j += LANES) {
      VectorMask<Double> mask = SPECIES.indexInRange(j, width);
      for (int i = 0; i < height; i++) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, tile, i * columns + j);
        int place = to + i * stride + j;
        if (!isFirst) {
          sum = DoubleVector.fromArray(SPECIES, result, place, mask).add(sum);
        }
        sum.intoArray(result, place, mask);
      }
    }
  }
}
