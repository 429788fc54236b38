package dev.leibniz.simd;

import dev.leibniz.backend.Places;
import dev.leibniz.backend.Scattered;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Matrix products of `float` numbers in vector lanes: packed, blocked for the caches, and tiled
/// for the registers.
///
/// The order of additions is the block law of `dev.leibniz.eval`: within 256 neighbouring k one
/// `fma` after the other, the blocks added from left to right; so the bits are those of the plain
/// loops, at any lane width.
///
/// Source: Goto, van de Geijn: Anatomy of high-performance matrix multiplication (ACM TOMS 34,
/// 2008); Van Zee, van de Geijn: BLIS (ACM TOMS 41, 2015). Tiles are 6 rows by two vectors, which
/// fit into sixteen registers too.
final class FloatProduct {
  static final VectorSpecies<Float> SPECIES = Lanes.floats();
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

  private FloatProduct() {}

  /// The packed parts of the operands, kept per thread.
  static final class Packs {
    private final float[] left = new float[PANEL_ROWS * BLOCK];
    private float[] right = new float[0];
    private final float[] tile = new float[TILE_ROWS * TILE_COLUMNS];
    private final float[] wideTile = new float[2 * TILE_ROWS * TILE_COLUMNS];

    float[] left() {
      return left;
    }

    /// Room for a tile of twice as many columns.
    float[] wideTile() {
      return wideTile;
    }

    float[] right(int size) {
      if (right.length < size) {
        right = new float[size];
      }
      return right;
    }
  }

  /// result[i, j] = Σ left[i, l] · right[l, j].
  static void multiply(
      float[] left,
      Places leftAt,
      float[] right,
      Places rightAt,
      float[] result,
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
      int[] runs = FloatDirect.runs(right, places, n);
      if (runs.length > 0) {
        FloatDirect.multiply(
            left, leftAt, right, places, runs, packs, result, resultAt, resultStride, m, k);
        return;
      }
    }
    for (int column = 0; column < n; column += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - column);
      int padded = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS;
      float[] packedRight = packs.right(padded * Math.min(k, BLOCK) + FloatPacking.SLACK);
      for (int from = 0; from < k; from += BLOCK) {
        int depth = Math.min(BLOCK, k - from);
        FloatPacking.right(right, rightAt, from, column, depth, columns, packedRight);
        for (int row = 0; row < m; row += PANEL_ROWS) {
          int rows = Math.min(PANEL_ROWS, m - row);
          FloatPacking.left(left, leftAt, row, from, rows, depth, packs.left);
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
      float[] result,
      int resultAt,
      int stride,
      boolean isFirst) {
    float[] sums = packs.tile;
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
      float[] left,
      int leftAt,
      float[] right,
      int rightAt,
      int depth,
      float[] result,
      int to,
      int stride) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero;
    FloatVector c01 = zero;
    FloatVector c10 = zero;
    FloatVector c11 = zero;
    FloatVector c20 = zero;
    FloatVector c21 = zero;
    FloatVector c30 = zero;
    FloatVector c31 = zero;
    FloatVector c40 = zero;
    FloatVector c41 = zero;
    FloatVector c50 = zero;
    FloatVector c51 = zero;
    int at = leftAt;
    int bAt = rightAt;
    for (int l = 0; l < depth; l++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, right, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, right, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, left[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, left[at + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, left[at + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, left[at + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(SPECIES, left[at + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, left[at + 5]);
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
  private static void add(float[] tile, float[] result, int to, int stride) {
    for (int i = 0; i < TILE_ROWS; i++) {
      for (int j = 0; j < TILE_COLUMNS; j += LANES) {
        int place = to + i * stride + j;
        FloatVector.fromArray(SPECIES, result, place)
            .add(FloatVector.fromArray(SPECIES, tile, i * TILE_COLUMNS + j))
            .intoArray(result, place);
      }
    }
  }

  /// Puts the part of a tile that lies inside the result there, or adds it.
  ///
  /// @param columns the tile's columns
  static void put(
      float[] tile,
      int columns,
      int height,
      int width,
      float[] result,
      int to,
      int stride,
      boolean isFirst) {
    for (int j = 0; j < width; j += LANES) {
      VectorMask<Float> mask = SPECIES.indexInRange(j, width);
      for (int i = 0; i < height; i++) {
        FloatVector sum = FloatVector.fromArray(SPECIES, tile, i * columns + j);
        int place = to + i * stride + j;
        if (!isFirst) {
          sum = FloatVector.fromArray(SPECIES, result, place, mask).add(sum);
        }
        sum.intoArray(result, place, mask);
      }
    }
  }
}
