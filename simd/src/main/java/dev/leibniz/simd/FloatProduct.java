package dev.leibniz.simd;

import dev.leibniz.backend.Matrix;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
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
  private static final VectorSpecies<Float> SPECIES = Lanes.floats();
  private static final int LANES = SPECIES.length();
  private static final int TILE_ROWS = 6;
  private static final int TILE_COLUMNS = 2 * LANES;

  /// The block of k that one chain of `fma` covers; part of the law.
  private static final int BLOCK = 256;

  /// Rows of the left operand packed at a time: 96 × 256 numbers stay in the second-level cache.
  private static final int PANEL_ROWS = TILE_ROWS * 16;

  /// Columns of the right operand packed at a time; they bound the memory per thread.
  private static final int PANEL_COLUMNS = 4096;

  private static final ThreadLocal<Packs> PACKS = ThreadLocal.withInitial(Packs::new);

  private FloatProduct() {}

  /// The packed parts of the operands, kept per thread.
  private static final class Packs {
    private final float[] left = new float[PANEL_ROWS * BLOCK];
    private float[] right = new float[0];
    private final float[] tile = new float[TILE_ROWS * TILE_COLUMNS];

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
      Matrix leftAt,
      float[] right,
      Matrix rightAt,
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
    for (int column = 0; column < n; column += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - column);
      int padded = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS;
      float[] packedRight = packs.right(padded * Math.min(k, BLOCK));
      for (int from = 0; from < k; from += BLOCK) {
        int depth = Math.min(BLOCK, k - from);
        packRight(right, rightAt.from(from, column), depth, columns, packedRight);
        for (int row = 0; row < m; row += PANEL_ROWS) {
          int rows = Math.min(PANEL_ROWS, m - row);
          packLeft(left, leftAt.from(row, from), rows, depth, packs.left);
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
        tile(packs.left, row * depth, packs.right, column * depth, depth, sums);
        int to = resultAt + row * stride + column;
        if (height == TILE_ROWS && width == TILE_COLUMNS) {
          put(sums, result, to, stride, isFirst);
        } else {
          putPart(sums, height, width, result, to, stride, isFirst);
        }
      }
    }
  }

  /// Columns in panels of a tile's width, each row by row; missing columns are zeros.
  private static void packRight(float[] right, Matrix at, int depth, int n, float[] packed) {
    int to = 0;
    for (int column = 0; column < n; column += TILE_COLUMNS) {
      int width = Math.min(TILE_COLUMNS, n - column);
      if (at.columnStride() == 1 && width == TILE_COLUMNS) {
        for (int l = 0; l < depth; l++) {
          int source = at.offset() + l * at.rowStride() + column;
          int place = to + l * TILE_COLUMNS;
          FloatVector.fromArray(SPECIES, right, source).intoArray(packed, place);
          FloatVector.fromArray(SPECIES, right, source + LANES).intoArray(packed, place + LANES);
        }
      } else {
        for (int j = 0; j < width; j++) {
          int source = at.offset() + (column + j) * at.columnStride();
          for (int l = 0; l < depth; l++) {
            packed[to + l * TILE_COLUMNS + j] = right[source + l * at.rowStride()];
          }
        }
      }
      if (width < TILE_COLUMNS) {
        for (int l = 0; l < depth; l++) {
          Arrays.fill(packed, to + l * TILE_COLUMNS + width, to + (l + 1) * TILE_COLUMNS, 0);
        }
      }
      to += depth * TILE_COLUMNS;
    }
  }

  /// Rows in panels of a tile's height, each column by column; missing rows are zeros.
  private static void packLeft(float[] left, Matrix at, int rows, int depth, float[] packed) {
    int to = 0;
    for (int tile = 0; tile < rows; tile += TILE_ROWS) {
      int height = Math.min(TILE_ROWS, rows - tile);
      for (int i = 0; i < TILE_ROWS; i++) {
        if (i >= height) {
          for (int l = 0; l < depth; l++) {
            packed[to + l * TILE_ROWS + i] = 0;
          }
        } else {
          int source = at.offset() + (tile + i) * at.rowStride();
          for (int l = 0; l < depth; l++) {
            packed[to + l * TILE_ROWS + i] = left[source + l * at.columnStride()];
          }
        }
      }
      to += depth * TILE_ROWS;
    }
  }

  /// The product of six packed rows and two packed vectors of columns.
  private static void tile(
      float[] left, int leftAt, float[] right, int rightAt, int depth, float[] tile) {
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
    c00.intoArray(tile, 0);
    c01.intoArray(tile, LANES);
    c10.intoArray(tile, 2 * LANES);
    c11.intoArray(tile, 3 * LANES);
    c20.intoArray(tile, 4 * LANES);
    c21.intoArray(tile, 5 * LANES);
    c30.intoArray(tile, 6 * LANES);
    c31.intoArray(tile, 7 * LANES);
    c40.intoArray(tile, 8 * LANES);
    c41.intoArray(tile, 9 * LANES);
    c50.intoArray(tile, 10 * LANES);
    c51.intoArray(tile, 11 * LANES);
  }

  /// The tile as it is, or added to what is there.
  private static void put(float[] tile, float[] result, int to, int stride, boolean isFirst) {
    for (int i = 0; i < TILE_ROWS; i++) {
      for (int j = 0; j < TILE_COLUMNS; j += LANES) {
        FloatVector sum = FloatVector.fromArray(SPECIES, tile, i * TILE_COLUMNS + j);
        int place = to + i * stride + j;
        (isFirst ? sum : FloatVector.fromArray(SPECIES, result, place).add(sum))
            .intoArray(result, place);
      }
    }
  }

  /// The part of a tile that lies inside the result.
  private static void putPart(
      float[] tile, int height, int width, float[] result, int to, int stride, boolean isFirst) {
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        float sum = tile[i * TILE_COLUMNS + j];
        int place = to + i * stride + j;
        result[place] = isFirst ? sum : result[place] + sum;
      }
    }
  }
}
