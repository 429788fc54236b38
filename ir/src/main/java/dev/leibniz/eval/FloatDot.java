package dev.leibniz.eval;

import java.util.Arrays;

/// The two laws of dot products of `float` numbers, as the package documentation states them.
final class FloatDot {
  private static final int LANES = 64;

  private FloatDot() {}

  /// The block law: y[i, j] becomes (or, if `adds`, grows by) the dot product of row i of a[rows,
  /// k] and column j of b[k, n].
  static void blocks(
      float[] a,
      int aBase,
      float[] b,
      int bBase,
      float[] y,
      int yBase,
      int rows,
      int n,
      int k,
      boolean adds) {
    float[] sums = new float[n];
    for (int i = 0; i < rows; i++) {
      if (!adds) {
        Arrays.fill(y, yBase + i * n, yBase + (i + 1) * n, 0);
      }
      for (int from = 0; from < k; from += DotKernel.BLOCK) {
        int to = Math.min(k, from + DotKernel.BLOCK);
        Arrays.fill(sums, 0);
        for (int l = from; l < to; l++) {
          float factor = a[aBase + i * k + l];
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
      float[] a, int aBase, float[] b, int bBase, float[] y, int yBase, int rows, int n, int k) {
    float[] lanes = new float[LANES];
    float[] partial = new float[Fold.blocks(k)];
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
                : FloatReduce.row(Fold.SUM, partial, 0, partial.length, lanes);
      }
    }
  }

  private static float lanes(float[] a, int aFrom, float[] b, int bFrom, int count, float[] lanes) {
    int width = Fold.lanes(count, LANES);
    Arrays.fill(lanes, 0, width, 0);
    for (int k = 0; k < count; k += width) {
      int size = Math.min(width, count - k);
      for (int i = 0; i < size; i++) {
        lanes[i] = Math.fma(a[aFrom + k + i], b[bFrom + k + i], lanes[i]);
      }
    }
    FloatReduce.tree(Fold.SUM, lanes, width, 1);
    return lanes[0];
  }
}
