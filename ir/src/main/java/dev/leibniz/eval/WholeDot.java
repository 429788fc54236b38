package dev.leibniz.eval;

import java.util.Arrays;

/// Dot products of whole numbers, which wrap around: their order does not matter.
final class WholeDot {
  private WholeDot() {}

  /// y[i, j] becomes the dot product of row i of a[rows, k] and column j of b[k, n].
  static void rows(
      int[] a, int aBase, int[] b, int bBase, int[] y, int yBase, int rows, int n, int k) {
    Arrays.fill(y, yBase, yBase + rows * n, 0);
    for (int i = 0; i < rows; i++) {
      for (int l = 0; l < k; l++) {
        int factor = a[aBase + i * k + l];
        for (int j = 0; j < n; j++) {
          y[yBase + i * n + j] += factor * b[bBase + l * n + j];
        }
      }
    }
  }

  /// The same for `long` numbers.
  static void rows(
      long[] a, int aBase, long[] b, int bBase, long[] y, int yBase, int rows, int n, int k) {
    Arrays.fill(y, yBase, yBase + rows * n, 0);
    for (int i = 0; i < rows; i++) {
      for (int l = 0; l < k; l++) {
        long factor = a[aBase + i * k + l];
        for (int j = 0; j < n; j++) {
          y[yBase + i * n + j] += factor * b[bBase + l * n + j];
        }
      }
    }
  }
}
