package dev.leibniz.optimize;

/// Small systems of linear equations in code that is differentiated.
final class LinearSystem {
  private LinearSystem() {}

  /// The solution of A·x = b by elimination with partial pivoting (Golub and Van Loan, Matrix
  /// Computations, 4th ed., algorithm 3.4.1), stable but for contrived matrices. A singular matrix
  /// gives infinities.
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] rows = new double[n][];
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i] = a[i].clone();
      x[i] = b[i];
    }
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) {
          pivot = i;
        }
      }
      double[] row = rows[pivot];
      rows[pivot] = rows[k];
      rows[k] = row;
      double number = x[pivot];
      x[pivot] = x[k];
      x[k] = number;
      for (int i = k + 1; i < n; i++) {
        double factor = rows[i][k] / row[k];
        for (int j = k + 1; j < n; j++) {
          rows[i][j] -= factor * row[j];
        }
        x[i] -= factor * x[k];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int j = i + 1; j < n; j++) {
        sum -= rows[i][j] * x[j];
      }
      x[i] = sum / rows[i][i];
    }
    return x;
  }

  /// The transpose of a square matrix.
  static double[][] transposed(double[][] a) {
    double[][] turned = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        turned[i][j] = a[j][i];
      }
    }
    return turned;
  }

  /// −v.
  static double[] negated(double[] v) {
    double[] negated = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      negated[i] = -v[i];
    }
    return negated;
  }
}
