package dev.leibniz.optimize;

/// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: Golub and Van Loan,
/// "Matrix Computations" (2013), algorithm 8.5.3. Small eigenvalues keep their relative accuracy.
///
/// @param values the eigenvalues, in no order
/// @param vectors the eigenvectors, as columns
record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;

  static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      boolean isDiagonal = true;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double size = Math.sqrt(Math.abs(a[p][p])) * Math.sqrt(Math.abs(a[q][q]));
          if (Math.abs(a[p][q]) > 1e-17 * size && a[p][q] != 0) {
            isDiagonal = false;
            rotate(a, v, p, q);
          }
        }
      }
      if (isDiagonal) {
        break;
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new SymmetricEigen(values, v);
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    int n = a.length;
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double c = 1 / Math.hypot(1, t);
    double s = t * c;
    double moved = t * a[p][q];
    a[p][p] -= moved;
    a[q][q] += moved;
    a[p][q] = 0;
    a[q][p] = 0;
    for (int k = 0; k < n; k++) {
      if (k != p && k != q) {
        double x = a[k][p];
        double y = a[k][q];
        a[k][p] = c * x - s * y;
        a[k][q] = s * x + c * y;
        a[p][k] = a[k][p];
        a[q][k] = a[k][q];
      }
      double x = v[k][p];
      double y = v[k][q];
      v[k][p] = c * x - s * y;
      v[k][q] = s * x + c * y;
    }
  }
}
