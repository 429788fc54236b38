package dev.leibniz.eval;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.LinalgException;
import java.util.Arrays;

/// Factorisations and triangular solves of one matrix of `double` numbers, given as its rows. Every
/// element is updated by one `fma` per step, in the order of the steps.
final class DoubleLinalg {
  private DoubleLinalg() {}

  /// The rows of a row-major matrix.
  static double[][] rows(double[] matrix, int base, int n, int m) {
    double[][] rows = new double[n][m];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix, base + i * m, rows[i], 0, m);
    }
    return rows;
  }

  /// Writes rows into a row-major matrix.
  static void store(double[][] rows, double[] matrix, int base) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, matrix, base + i * rows[i].length, rows[i].length);
    }
  }

  /// The columns as rows.
  static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }

  /// Cholesky's factor of `l`, in place. Source: Golub, Van Loan: Matrix Computations, 4th edition,
  /// algorithm 4.2.2 (outer products); only the lower triangle is read, the upper one becomes
  /// zeros.
  ///
  /// @param matrix which matrix it is, for the message
  static void cholesky(double[][] l, String matrix) {
    int n = l.length;
    double[] column = new double[n];
    for (int k = 0; k < n; k++) {
      double pivot = l[k][k];
      if (!(pivot > 0)) {
        throw notPositive(k, pivot, matrix);
      }
      double root = Math.sqrt(pivot);
      l[k][k] = root;
      Arrays.fill(l[k], k + 1, n, 0);
      for (int i = k + 1; i < n; i++) {
        column[i] = l[i][k] / root;
        l[i][k] = column[i];
      }
      for (int i = k + 1; i < n; i++) {
        subtract(l[i], column[i], column, k + 1, i + 1);
      }
    }
  }

  private static LinalgException notPositive(int k, double pivot, String matrix) {
    return new LinalgException(
        Explanation.of("cholesky", "the matrix must be positive definite: every pivot above 0")
            .got("pivot " + k + " = " + pivot + matrix)
            .fix("check that the matrix is symmetric, or add a small multiple of the identity"));
  }

  /// y[j] = y[j] − factor · x[j] with one rounding.
  private static void subtract(double[] y, double factor, double[] x, int from, int to) {
    for (int j = from; j < to; j++) {
      y[j] = Math.fma(-factor, x[j], y[j]);
    }
  }

  /// Solves A·X = B in place of B, by substitution row by row, from the first one on or from the
  /// last one on.
  static void solve(double[][] a, double[][] b, boolean forward, boolean unitDiagonal) {
    int n = a.length;
    for (int step = 0; step < n; step++) {
      int i = forward ? step : n - 1 - step;
      double[] row = b[i];
      for (int before = 0; before < step; before++) {
        int k = forward ? before : n - 1 - before;
        subtract(row, a[i][k], b[k], 0, row.length);
      }
      double diagonal = unitDiagonal ? 1 : a[i][i];
      for (int j = 0; j < row.length && !unitDiagonal; j++) {
        row[j] /= diagonal;
      }
    }
  }

  /// LU factors with partial pivoting in place of `a`; returns the sign of the order of rows.
  ///
  /// @param order receives the order of rows from `base` on
  static int lu(double[][] a, int[] order, int base) {
    int n = a.length;
    int sign = 1;
    for (int i = 0; i < n; i++) {
      order[base + i] = i;
    }
    for (int k = 0; k < n; k++) {
      int p = pivot(a, k);
      if (p != k) {
        double[] row = a[k];
        a[k] = a[p];
        a[p] = row;
        int place = order[base + k];
        order[base + k] = order[base + p];
        order[base + p] = place;
        sign = -sign;
      }
      double pivot = a[k][k];
      for (int i = k + 1; i < n && pivot != 0; i++) {
        double factor = a[i][k] / pivot;
        a[i][k] = factor;
        subtract(a[i], factor, a[k], k + 1, n);
      }
    }
    return sign;
  }

  /// The first row from `k` on with the largest magnitude in column `k`.
  private static int pivot(double[][] a, int k) {
    int best = k;
    for (int i = k + 1; i < a.length; i++) {
      if (Math.abs(a[i][k]) > Math.abs(a[best][k])) {
        best = i;
      }
    }
    return best;
  }
}
