package dev.leibniz.eval;

import java.util.Arrays;

/// The two laws of dot products of `double` numbers, as the package documentation states them.
///
/// Rows of both factors are copied into arrays of their own: HotSpot turns a loop into vector
/// instructions where all arrays are read at the same index, but not where they are read at
/// different offsets.
final class DoubleDot {
  private static final int LANES = 32;

  /// The number of columns computed at a time: a panel of as many columns fits into the
  /// second-level cache.
  private static final int COLUMNS = 256;

  /// Loops over fewer columns are not worth their start.
  private static final int NARROW = 128;

  private DoubleDot() {}

  /// The block law: y[i, j] becomes the dot product of row i of a[rows, k] and column j of b[k, n].
  static void blocks(
      double[] a, int aBase, double[] b, int bBase, double[] y, int yBase, int rows, int n, int k) {
    if (n >= NARROW || rows <= n) {
      product(a, aBase, b, bBase, y, yBase, rows, n, k);
      return;
    }
    double[] columns = new double[n * k];
    double[] turned = new double[rows * k];
    double[] result = new double[rows * n];
    transpose(b, bBase, k, n, columns, 0);
    transpose(a, aBase, rows, k, turned, 0);
    product(columns, 0, turned, 0, result, 0, n, rows, k);
    transpose(result, 0, n, rows, y, yBase);
  }

  private static void transpose(
      double[] x, int base, int rows, int columns, double[] y, int target) {
    long[] extents = {columns, rows};
    StridedCopy.copy(x, base, new long[] {1, columns}, y, target, new long[] {rows, 1}, extents);
  }

  private static void product(
      double[] a, int aBase, double[] b, int bBase, double[] y, int yBase, int rows, int n, int k) {
    if (k == 0) {
      Arrays.fill(y, yBase, yBase + rows * n, 0);
    }
    int columns = Math.min(COLUMNS, n);
    double[][] panel = new double[Math.min(DotKernel.BLOCK, k)][columns];
    double[][] sums = new double[4][columns];
    double[] before = new double[columns];
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
              DoubleReduce.combine(Fold.SUM, sums[r], before, width);
            }
            System.arraycopy(sums[r], 0, y, place, width);
          }
          i += group;
        }
      }
    }
  }

  private static void fourRows(
      double[] a, int first, int stride, double[][] panel, int depth, double[][] sums, int width) {
    for (double[] sum : sums) {
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
      double[] a, int first, double[][] panel, int depth, double[] sums, int width) {
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
      double[] a,
      int at,
      int stride,
      double[] b0,
      double[] b1,
      double[] b2,
      double[] b3,
      double[] y0,
      double[] y1,
      double[] y2,
      double[] y3,
      int width) {
    double a00 = a[at];
    double a01 = a[at + 1];
    double a02 = a[at + 2];
    double a03 = a[at + 3];
    int second = at + stride;
    double a10 = a[second];
    double a11 = a[second + 1];
    double a12 = a[second + 2];
    double a13 = a[second + 3];
    int third = second + stride;
    double a20 = a[third];
    double a21 = a[third + 1];
    double a22 = a[third + 2];
    double a23 = a[third + 3];
    int fourth = third + stride;
    double a30 = a[fourth];
    double a31 = a[fourth + 1];
    double a32 = a[fourth + 2];
    double a33 = a[fourth + 3];
    for (int j = 0; j < width; j++) {
      double x0 = b0[j];
      double x1 = b1[j];
      double x2 = b2[j];
      double x3 = b3[j];
      y0[j] = Math.fma(a03, x3, Math.fma(a02, x2, Math.fma(a01, x1, Math.fma(a00, x0, y0[j]))));
      y1[j] = Math.fma(a13, x3, Math.fma(a12, x2, Math.fma(a11, x1, Math.fma(a10, x0, y1[j]))));
      y2[j] = Math.fma(a23, x3, Math.fma(a22, x2, Math.fma(a21, x1, Math.fma(a20, x0, y2[j]))));
      y3[j] = Math.fma(a33, x3, Math.fma(a32, x2, Math.fma(a31, x1, Math.fma(a30, x0, y3[j]))));
    }
  }

  /// Four steps of k for one row.
  private static void step(
      double[] a,
      int at,
      double[] b0,
      double[] b1,
      double[] b2,
      double[] b3,
      double[] y,
      int width) {
    double a0 = a[at];
    double a1 = a[at + 1];
    double a2 = a[at + 2];
    double a3 = a[at + 3];
    for (int j = 0; j < width; j++) {
      y[j] =
          Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], y[j]))));
    }
  }

  /// One step of k for one row.
  private static void step(double a, double[] b, double[] y, int width) {
    for (int j = 0; j < width; j++) {
      y[j] = Math.fma(a, b[j], y[j]);
    }
  }

  /// The lane law: y[i, j] becomes the dot product of row i of a[rows, k] and row j of b[n, k].
  static void lanes(
      double[] a, int aBase, double[] b, int bBase, double[] y, int yBase, int rows, int n, int k) {
    double[] lanes = new double[LANES];
    double[][] scratch = new double[2][4 * LANES];
    double[] partial = new double[Fold.blocks(k)];
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
            partial.length == 1 ? partial[0] : DoubleReduce.sum(partial, partial.length);
      }
    }
  }

  private static double lanes(
      double[] a,
      int aFrom,
      double[] b,
      int bFrom,
      int count,
      double[] lanes,
      double[] x,
      double[] z) {
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
    return DoubleReduce.tree(Fold.SUM, lanes, width);
  }

  private static void fourTimes(double[] lanes, double[] x, double[] z) {
    for (int i = 0; i < LANES; i++) {
      double two = Math.fma(x[i + LANES], z[i + LANES], Math.fma(x[i], z[i], lanes[i]));
      double three = Math.fma(x[i + 2 * LANES], z[i + 2 * LANES], two);
      lanes[i] = Math.fma(x[i + 3 * LANES], z[i + 3 * LANES], three);
    }
  }
}
