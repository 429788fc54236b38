package dev.leibniz.simd;

import dev.leibniz.backend.Matrix;
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

  /// Columns of the right operand packed at a time: they and the part of the result that they give
  /// stay in the second-level cache.
  private static final int PANEL_COLUMNS = 256;

  /// Rows whose part of the result stays in caches while all blocks of k are added to it.
  private static final int BAND_ROWS = 4 * PANEL_ROWS;

  /// Columns of a result that is computed transposed, at a time.
  private static final int EXCHANGED = 192;

  /// The side of the squares in which it is transposed.
  private static final int SQUARE = 16;

  private static final ThreadLocal<Packs> PACKS = ThreadLocal.withInitial(Packs::new);

  private FloatProduct() {}

  /// The packed parts of the operands, kept per thread.
  static final class Packs {
    private final float[] left = new float[PANEL_ROWS * BLOCK + FloatPacking.SLACK];
    private final float[] right = new float[BLOCK * PANEL_COLUMNS + FloatPacking.SLACK];
    private float[] turned = new float[0];
    private final float[] tile = new float[TILE_ROWS * TILE_COLUMNS];
    private final float[] wideTile = new float[2 * TILE_ROWS * TILE_COLUMNS];

    float[] left() {
      return left;
    }

    /// Room for a tile of twice as many columns.
    float[] wideTile() {
      return wideTile;
    }

    float[] turned(int size) {
      if (turned.length < size) {
        turned = new float[size];
      }
      return turned;
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
    if (leftAt instanceof Matrix x && rightAt instanceof Matrix y && isExchanged(x, y, m, n, k)) {
      exchanged(left, x, right, y, packs, result, resultAt, resultStride, m, n, k);
    } else {
      inOrder(left, leftAt, right, rightAt, packs, result, resultAt, resultStride, m, n, k);
    }
  }

  /// Whether copying the right operand, whose columns lie in one piece, would cost more than
  /// copying the left one and the result.
  private static boolean isExchanged(Matrix left, Matrix right, int m, int n, int k) {
    return right.rowStride() == 1
        && right.columnStride() != 1
        && left.columnStride() == 1
        && (double) m / n + (double) m / k < 0.3;
  }

  /// The transposed product of the transposed operands, which has the same bits: a product of two
  /// numbers does not depend on their order.
  private static void exchanged(
      float[] left,
      Matrix leftAt,
      float[] right,
      Matrix rightAt,
      Packs packs,
      float[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k) {
    Matrix columns = new Matrix(leftAt.offset(), leftAt.columnStride(), leftAt.rowStride());
    float[] turned = packs.turned(EXCHANGED * m);
    for (int j = 0; j < n; j += EXCHANGED) {
      int count = Math.min(EXCHANGED, n - j);
      Matrix rows = new Matrix(rightAt.from(0, j).offset(), rightAt.columnStride(), 1);
      inOrder(right, rows, left, columns, packs, turned, 0, m, count, m, k);
      for (int i = 0; i < m; i += SQUARE) {
        for (int c = 0; c < count; c += SQUARE) {
          int to = resultAt + i * resultStride + j + c;
          int height = Math.min(SQUARE, m - i);
          turn(turned, c * m + i, m, result, to, resultStride, height, Math.min(SQUARE, count - c));
        }
      }
    }
  }

  /// Copies a transposed square.
  private static void turn(
      float[] from, int at, int apart, float[] result, int to, int stride, int height, int width) {
    for (int i = 0; i < height; i++) {
      for (int c = 0; c < width; c++) {
        result[to + i * stride + c] = from[at + c * apart + i];
      }
    }
  }

  private static void inOrder(
      float[] left,
      Places leftAt,
      float[] right,
      Places rightAt,
      Packs packs,
      float[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k) {
    for (int top = 0; top < m; top += BAND_ROWS) {
      int bottom = Math.min(m, top + BAND_ROWS);
      for (int column = 0; column < n; column += PANEL_COLUMNS) {
        int columns = Math.min(PANEL_COLUMNS, n - column);
        for (int from = 0; from < k; from += BLOCK) {
          int depth = Math.min(BLOCK, k - from);
          FloatPacking.right(right, rightAt, from, column, depth, columns, packs.right);
          for (int row = top; row < bottom; row += PANEL_ROWS) {
            int rows = Math.min(PANEL_ROWS, bottom - row);
            int to = resultAt + row * resultStride + column;
            Part part = new Part(rows, columns, depth, result, to, resultStride, from == 0);
            if (leftAt instanceof Matrix matrix && matrix.columnStride() == 1) {
              part.multiply(left, matrix.from(row, from).offset(), matrix.rowStride(), packs);
            } else {
              FloatPacking.left(left, leftAt, row, from, rows, depth, packs.left);
              part.multiply(packs);
            }
          }
        }
      }
    }
  }

  /// The part of the result that the packed right operand gives or adds to.
  private record Part(
      int rows, int columns, int depth, float[] result, int resultAt, int stride, boolean isFirst) {

    /// With the packed left operand.
    void multiply(Packs packs) {
      for (int j = 0; j < columns; j += TILE_COLUMNS) {
        for (int i = 0; i < rows; i += TILE_ROWS) {
          boolean isDirect = isDirect(i, j);
          float[] target = isDirect ? result : packs.tile;
          int to = isDirect ? resultAt + i * stride + j : 0;
          int apart = isDirect ? stride : TILE_COLUMNS;
          tile(
              packs.left,
              i * depth,
              packs.right,
              j * depth,
              depth,
              target,
              to,
              apart,
              !isDirect || isFirst);
          if (!isDirect) {
            put(packs.tile, i, j);
          }
        }
      }
    }

    /// With the left operand as it lies, its rows `apart` apart.
    void multiply(float[] left, int leftAt, int apart, Packs packs) {
      int whole = rows / TILE_ROWS * TILE_ROWS;
      if (whole < rows) {
        Matrix rest = new Matrix(leftAt + whole * apart, apart, 1);
        FloatPacking.left(left, rest, 0, 0, rows - whole, depth, packs.left);
      }
      for (int j = 0; j < columns; j += TILE_COLUMNS) {
        for (int i = 0; i < rows; i += TILE_ROWS) {
          boolean isDirect = isDirect(i, j);
          float[] target = isDirect ? result : packs.tile;
          int to = isDirect ? resultAt + i * stride + j : 0;
          int between = isDirect ? stride : TILE_COLUMNS;
          boolean isWritten = !isDirect || isFirst;
          if (i < whole) {
            int row = leftAt + i * apart;
            rowsTimes(
                left, row, apart, packs.right, j * depth, depth, target, to, between, isWritten);
          } else {
            tile(packs.left, 0, packs.right, j * depth, depth, target, to, between, isWritten);
          }
          if (!isDirect) {
            put(packs.tile, i, j);
          }
        }
      }
    }

    private boolean isDirect(int i, int j) {
      return rows - i >= TILE_ROWS && columns - j >= TILE_COLUMNS;
    }

    private void put(float[] tile, int i, int j) {
      int height = Math.min(TILE_ROWS, rows - i);
      int width = Math.min(TILE_COLUMNS, columns - j);
      int to = resultAt + i * stride + j;
      FloatProduct.put(tile, TILE_COLUMNS, height, width, result, to, stride, isFirst);
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
      int stride,
      boolean isFirst) {
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
    if (isFirst) {
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
    } else {
      FloatVector.fromArray(SPECIES, result, to).add(c00).intoArray(result, to);
      FloatVector.fromArray(SPECIES, result, to + LANES).add(c01).intoArray(result, to + LANES);
      FloatVector.fromArray(SPECIES, result, to + stride).add(c10).intoArray(result, to + stride);
      FloatVector.fromArray(SPECIES, result, to + stride + LANES)
          .add(c11)
          .intoArray(result, to + stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 2 * stride)
          .add(c20)
          .intoArray(result, to + 2 * stride);
      FloatVector.fromArray(SPECIES, result, to + 2 * stride + LANES)
          .add(c21)
          .intoArray(result, to + 2 * stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 3 * stride)
          .add(c30)
          .intoArray(result, to + 3 * stride);
      FloatVector.fromArray(SPECIES, result, to + 3 * stride + LANES)
          .add(c31)
          .intoArray(result, to + 3 * stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 4 * stride)
          .add(c40)
          .intoArray(result, to + 4 * stride);
      FloatVector.fromArray(SPECIES, result, to + 4 * stride + LANES)
          .add(c41)
          .intoArray(result, to + 4 * stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 5 * stride)
          .add(c50)
          .intoArray(result, to + 5 * stride);
      FloatVector.fromArray(SPECIES, result, to + 5 * stride + LANES)
          .add(c51)
          .intoArray(result, to + 5 * stride + LANES);
    }
  }

  /// The same with rows as they lie, `apart` apart.
  private static void rowsTimes(
      float[] left,
      int leftAt,
      int apart,
      float[] right,
      int rightAt,
      int depth,
      float[] result,
      int to,
      int stride,
      boolean isFirst) {
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
    int r0 = leftAt;
    int r1 = leftAt + apart;
    int r2 = leftAt + 2 * apart;
    int r3 = leftAt + 3 * apart;
    int r4 = leftAt + 4 * apart;
    int r5 = leftAt + 5 * apart;
    int bAt = rightAt;
    for (int l = 0; l < depth; l++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, right, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, right, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, left[r0 + l]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, left[r1 + l]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, left[r2 + l]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, left[r3 + l]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(SPECIES, left[r4 + l]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, left[r5 + l]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      bAt += TILE_COLUMNS;
    }
    if (isFirst) {
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
    } else {
      FloatVector.fromArray(SPECIES, result, to).add(c00).intoArray(result, to);
      FloatVector.fromArray(SPECIES, result, to + LANES).add(c01).intoArray(result, to + LANES);
      FloatVector.fromArray(SPECIES, result, to + stride).add(c10).intoArray(result, to + stride);
      FloatVector.fromArray(SPECIES, result, to + stride + LANES)
          .add(c11)
          .intoArray(result, to + stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 2 * stride)
          .add(c20)
          .intoArray(result, to + 2 * stride);
      FloatVector.fromArray(SPECIES, result, to + 2 * stride + LANES)
          .add(c21)
          .intoArray(result, to + 2 * stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 3 * stride)
          .add(c30)
          .intoArray(result, to + 3 * stride);
      FloatVector.fromArray(SPECIES, result, to + 3 * stride + LANES)
          .add(c31)
          .intoArray(result, to + 3 * stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 4 * stride)
          .add(c40)
          .intoArray(result, to + 4 * stride);
      FloatVector.fromArray(SPECIES, result, to + 4 * stride + LANES)
          .add(c41)
          .intoArray(result, to + 4 * stride + LANES);
      FloatVector.fromArray(SPECIES, result, to + 5 * stride)
          .add(c50)
          .intoArray(result, to + 5 * stride);
      FloatVector.fromArray(SPECIES, result, to + 5 * stride + LANES)
          .add(c51)
          .intoArray(result, to + 5 * stride + LANES);
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
