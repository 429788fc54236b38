package dev.leibniz.eval;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.LinalgException;
import java.util.Arrays;

/// Factorisations and triangular solves of one row-major `double` matrix. Every element is updated
/// by one `fma` per step, in the order of the steps.
final class DoubleLinalg {
  private DoubleLinalg() {}

  /// Cholesky's factor of the matrix in `l`, in place. Source: Golub, Van Loan: Matrix
  /// Computations, 4th edition, algorithm 4.2.2 (outer products); only the lower triangle is read,
  /// the upper one becomes zeros.
  static void cholesky(double[] l, int base, int n, String matrix) {
    double[] column = new double[n];
    for (int k = 0; k < n; k++) {
      double pivot = l[base + k * n + k];
      if (!(pivot > 0)) {
        throw notPositive(k, pivot, matrix);
      }
      double root = Math.sqrt(pivot);
      l[base + k * n + k] = root;
      for (int i = k + 1; i < n; i++) {
        column[i] = l[base + i * n + k] / root;
        l[base + i * n + k] = column[i];
      }
      for (int i = k + 1; i < n; i++) {
        subtract(l, base + i * n + k + 1, column[i], column, k + 1, i - k);
      }
      Arrays.fill(l, base + k * n + k + 1, base + (k + 1) * n, 0);
    }
  }

  private static LinalgException notPositive(int k, double pivot, String matrix) {
    return new LinalgException(
        Explanation.of("cholesky", "the matrix must be positive definite: every pivot above 0")
            .got("pivot " + k + " = " + pivot + matrix)
            .fix("check that the matrix is symmetric, or add a small multiple of the identity"));
  }

  /// y[to + i] = y[to + i] − factor · x[from + i] with one rounding.
  private static void subtract(double[] y, int to, double factor, double[] x, int from, int count) {
    for (int i = 0; i < count; i++) {
      y[to + i] = Math.fma(-factor, x[from + i], y[to + i]);
    }
  }

  /// Solves op(A)·X = B in place of B, an n × m matrix, by substitution row by row.
  static void solve(
      double[] a,
      int base,
      int n,
      double[] b,
      int target,
      int m,
      boolean forward,
      boolean transposed,
      boolean unitDiagonal) {
    for (int step = 0; step < n; step++) {
      int i = forward ? step : n - 1 - step;
      for (int before = 0; before < step; before++) {
        int k = forward ? before : n - 1 - before;
        double factor = transposed ? a[base + k * n + i] : a[base + i * n + k];
        subtract(b, target + i * m, factor, b, target + k * m, m);
      }
      if (!unitDiagonal) {
        double diagonal = a[base + i * n + i];
        for (int j = 0; j < m; j++) {
          b[target + i * m + j] /= diagonal;
        }
      }
    }
  }

  /// LU factors with partial pivoting in place of `a`; returns the sign of the order of rows.
  static int lu(double[] a, int base, int n, int[] order, int orderBase) {
    int sign = 1;
    for (int i = 0; i < n; i++) {
      order[orderBase + i] = i;
    }
    for (int k = 0; k < n; k++) {
      int p = pivot(a, base, n, k);
      if (p != k) {
        swap(a, base, n, k, p);
        int row = order[orderBase + k];
        order[orderBase + k] = order[orderBase + p];
        order[orderBase + p] = row;
        sign = -sign;
      }
      double pivot = a[base + k * n + k];
      for (int i = k + 1; i < n && pivot != 0; i++) {
        double factor = a[base + i * n + k] / pivot;
        a[base + i * n + k] = factor;
        subtract(a, base + i * n + k + 1, factor, a, base + k * n + k + 1, n - k - 1);
      }
    }
    return sign;
  }

  /// The first row from `k` on with the largest magnitude in column `k`.
  private static int pivot(double[] a, int base, int n, int k) {
    int best = k;
    for (int i = k + 1; i < n; i++) {
      if (Math.abs(a[base + i * n + k]) > Math.abs(a[base + best * n + k])) {
        best = i;
      }
    }
    return best;
  }

  private static void swap(double[] a, int base, int n, int k, int p) {
    for (int j = 0; j < n; j++) {
      double element = a[base + k * n + j];
      a[base + k * n + j] = a[base + p * n + j];
      a[base + p * n + j] = element;
    }
  }
}
