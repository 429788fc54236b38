package dev.leibniz.eval;

import java.util.Arrays;

/// The two laws of dot products of `float` numbers, as the package documentation states them.
///
/// Rows of both factors are copied into arrays of their own: HotSpot turns a loop into vector
/// instructions where all arrays are read at the same index, but not where they are read at
/// different offsets.
final class FloatDot {
  private static final int LANES = 64;

  /// The number of columns computed at a time: a panel of as many columns fits into the
  /// second-level cache.
  private static final int COLUMNS = 512;

  /// Loops over fewer columns are not worth their start.
  private static final int NARROW = 128;

  private FloatDot() {}

  /// The block law: y[i, j] becomes the dot product of row i of a[rows, k] and column j of b[k, n].
  static void blocks(
      float[] a, int aBase, float[] b, int bBase, float[] y, int yBase, int rows, int n, int k) {
    if (n >= NARROW || rows <= n) {
      product(a, aBase, b, bBase, y, yBase, rows, n, k);
      return;
    }
    float[] columns = new float[n * k];
    float[] turned = new float[rows * k];
    float[] result = new float[rows * n];
    transpose(b, bBase, k, n, columns, 0);
    transpose(a, aBase, rows, k, turned, 0);
    product(columns, 0, turned, 0, result, 0, n, rows, k);
    transpose(result, 0, n, rows, y, yBase);
  }

  private static void transpose(float[] x, int base, int rows, int columns, float[] y, int target) {
    long[] extents = {columns, rows};
    StridedCopy.copy(x, base, new long[] {1, columns}, y, target, new long[] {rows, 1}, extents);
  }

  private static void product(
      float[] a, int aBase, float[] b, int bBase, float[] y, int yBase, int rows, int n, int k) {
    if (k == 0) {
      Arrays.fill(y, yBase, yBase + rows * n, 0);
    }
    int columns = Math.min(COLUMNS, n);
    float[][] panel = new float[Math.min(DotKernel.BLOCK, k)][columns];
    float[][] sums = new float[4][columns];
    float[] before = new float[columns];
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int from = 0; from < k; from += DotKernel.BLOCK) {
        int depth = Math.min(DotKernel.BLOCK, k - from);
        for (int l = 0; l < depth; l++) {
          System.arraycopy(b, bBase + (from + l) * n + j, panel[l], 0, width);
        }
        for (int i = 0; i < rows; ) {
          int group = rows - i >= 4 && width >= NARROW ? 4 : 1;
          int first = aBase + i * k + from;
          if (group == 4) {
            fourRows(a, first, k, panel, depth, sums, width);
          } else {
            oneRow(a, first, panel, depth, sums[0], width);
          }
          for (int r = 0; r < group; r++) {
            int place = yBase + (i + r) * n + j;
            if (from > 0) {
              System.arraycopy(y, place, before, 0, width);
              FloatReduce.combine(Fold.SUM, sums[r], before, width);
            }
            System.arraycopy(sums[r], 0, y, place, width);
          }
          i += group;
        }
      }
    }
  }

  private static void fourRows(
      float[] a, int first, int stride, float[][] panel, int depth, float[][] sums, int width) {
    for (float[] sum : sums) {
      Arrays.fill(sum, 0, width, 0);
    }
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      step(
          a,
          first + l,
          stride,
          panel[l],
          panel[l + 1],
          panel[l + 2],
          panel[l + 3],
          sums[0],
          sums[1],
          sums[2],
          sums[3],
          width);
    }
    for (; l < depth; l++) {
      for (int r = 0; r < 4; r++) {
        step(a[first + r * stride + l], panel[l], sums[r], width);
      }
    }
  }

  private static void oneRow(
      float[] a, int first, float[][] panel, int depth, float[] sums, int width) {
    Arrays.fill(sums, 0, width, 0);
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      step(a, first + l, panel[l], panel[l + 1], panel[l + 2], panel[l + 3], sums, width);
    }
    for (; l < depth; l++) {
      step(a[first + l], panel[l], sums, width);
    }
  }

  /// Four steps of k for four rows.
  private static void step(
      float[] a,
      int at,
      int stride,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] y0,
      float[] y1,
      float[] y2,
      float[] y3,
      int width) {
    float a00 = a[at];
    float a01 = a[at + 1];
    float a02 = a[at + 2];
    float a03 = a[at + 3];
    int second = at + stride;
    float a10 = a[second];
    float a11 = a[second + 1];
    float a12 = a[second + 2];
    float a13 = a[second + 3];
    int third = second + stride;
    float a20 = a[third];
    float a21 = a[third + 1];
    float a22 = a[third + 2];
    float a23 = a[third + 3];
    int fourth = third + stride;
    float a30 = a[fourth];
    float a31 = a[fourth + 1];
    float a32 = a[fourth + 2];
    float a33 = a[fourth + 3];
    for (int j = 0; j < width; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      y0[j] = Math.fma(a03, x3, Math.fma(a02, x2, Math.fma(a01, x1, Math.fma(a00, x0, y0[j]))));
      y1[j] = Math.fma(a13, x3, Math.fma(a12, x2, Math.fma(a11, x1, Math.fma(a10, x0, y1[j]))));
      y2[j] = Math.fma(a23, x3, Math.fma(a22, x2, Math.fma(a21, x1, Math.fma(a20, x0, y2[j]))));
      y3[j] = Math.fma(a33, x3, Math.fma(a32, x2, Math.fma(a31, x1, Math.fma(a30, x0, y3[j]))));
    }
  }

  /// Four steps of k for one row.
  private static void step(
      float[] a, int at, float[] b0, float[] b1, float[] b2, float[] b3, float[] y, int width) {
    float a0 = a[at];
    float a1 = a[at + 1];
    float a2 = a[at + 2];
    float a3 = a[at + 3];
    for (int j = 0; j < width; j++) {
      y[j] =
          Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], y[j]))));
    }
  }

  /// One step of k for one row.
  private static void step(float a, float[] b, float[] y, int width) {
    for (int j = 0; j < width; j++) {
      y[j] = Math.fma(a, b[j], y[j]);
    }
  }

  /// The lane law: y[i, j] becomes the dot product of row i of a[rows, k] and row j of b[n, k].
  static void lanes(
      float[] a, int aBase, float[] b, int bBase, float[] y, int yBase, int rows, int n, int k) {
    float[] lanes = new float[LANES];
    float[][] scratch = new float[2][4 * LANES];
    float[] partial = new float[Fold.blocks(k)];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        for (int block = 0; block < partial.length; block++) {
          int from = block * Fold.BLOCK;
          int count = Math.min(Fold.BLOCK, k - from);
          partial[block] =
              lanes(
                  a,
                  aBase + i * k + from,
                  b,
                  bBase + j * k + from,
                  count,
                  lanes,
                  scratch[0],
                  scratch[1]);
        }
        y[yBase + i * n + j] =
            partial.length == 1 ? partial[0] : FloatReduce.sum(partial, partial.length);
      }
    }
  }

  private static float lanes(
      float[] a, int aFrom, float[] b, int bFrom, int count, float[] lanes, float[] x, float[] z) {
    int width = Fold.lanes(count, LANES);
    Arrays.fill(lanes, 0, width, 0);
    int k = 0;
    for (; k + 4 * LANES <= count; k += 4 * LANES) {
      System.arraycopy(a, aFrom + k, x, 0, 4 * LANES);
      System.arraycopy(b, bFrom + k, z, 0, 4 * LANES);
      fourTimes(lanes, x, z);
    }
    for (; k < count; k += width) {
      int size = Math.min(width, count - k);
      System.arraycopy(a, aFrom + k, x, 0, size);
      System.arraycopy(b, bFrom + k, z, 0, size);
      for (int i = 0; i < size; i++) {
        lanes[i] = Math.fma(x[i], z[i], lanes[i]);
      }
    }
    return FloatReduce.tree(Fold.SUM, lanes, width);
  }

  private static void fourTimes(float[] lanes, float[] x, float[] z) {
    for (int i = 0; i < LANES; i++) {
      float two = Math.fma(x[i + LANES], z[i + LANES], Math.fma(x[i], z[i], lanes[i]));
      float three = Math.fma(x[i + 2 * LANES], z[i + 2 * LANES], two);
      lanes[i] = Math.fma(x[i + 3 * LANES], z[i + 3 * LANES], three);
    }
  }
}
