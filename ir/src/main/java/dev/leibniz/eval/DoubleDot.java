package dev.leibniz.eval;

import java.util.Arrays;

/// The two laws of dot products of `double` numbers, as the package documentation states them.
final class DoubleDot {
  private static final int LANES = 32;

  private DoubleDot() {}

  /// The block law: y[i, j] becomes (or, if `adds`, grows by) the dot product of row i of a[rows,
  /// k] and column j of b[k, n].
  static void blocks(
      double[] a,
      int aBase,
      double[] b,
      int bBase,
      double[] y,
      int yBase,
      int rows,
      int n,
      int k,
      boolean adds) {
    double[] sums = new double[n];
    for (int i = 0; i < rows; i++) {
      if (!adds) {
        Arrays.fill(y, yBase + i * n, yBase + (i + 1) * n, 0);
      }
      for (int from = 0; from < k; from += DotKernel.BLOCK) {
        int to = Math.min(k, from + DotKernel.BLOCK);
        Arrays.fill(sums, 0);
        for (int l = from; l < to; l++) {
          double factor = a[aBase + i * k + l];
          for (int j = 0; j < n; j++) {
            sums[j] = Math.fma(factor, b[bBase + l * n + j], sums[j]);
          }
        }
        boolean first = from == 0 && !adds;
        for (int j = 0; j < n; j++) {
          y[yBase + i * n + j] = first ? sums[j] : y[yBase + i * n + j] + sums[j];
        }
      }
    }
  }

  /// The lane law: y[i, j] becomes the dot product of row i of a[rows, k] and row j of b[n, k].
  static void lanes(
      double[] a, int aBase, double[] b, int bBase, double[] y, int yBase, int rows, int n, int k) {
    double[] lanes = new double[LANES];
    double[] partial = new double[Fold.blocks(k)];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        for (int block = 0; block < partial.length; block++) {
          int from = block * Fold.BLOCK;
          int count = Math.min(Fold.BLOCK, k - from);
          partial[block] = lanes(a, aBase + i * k + from, b, bBase + j * k + from, count, lanes);
        }
        y[yBase + i * n + j] =
            partial.length == 1
                ? partial[0]
                : DoubleReduce.row(Fold.SUM, partial, 0, partial.length, lanes);
      }
    }
  }

  private static double lanes(
      double[] a, int aFrom, double[] b, int bFrom, int count, double[] lanes) {
    int width = Fold.lanes(count, LANES);
    Arrays.fill(lanes, 0, width, 0);
    for (int k = 0; k < count; k += width) {
      int size = Math.min(width, count - k);
      for (int i = 0; i < size; i++) {
        lanes[i] = Math.fma(a[aFrom + k + i], b[bFrom + k + i], lanes[i]);
      }
    }
    DoubleReduce.tree(Fold.SUM, lanes, width, 1);
    return lanes[0];
  }
}
