package dev.leibniz.optimize;

/// L·Lᵀ of a symmetric matrix, or of the matrix plus the smallest tried multiple of the identity
/// that makes it positive definite: Nocedal and Wright, "Numerical Optimization" (2006), algorithm
/// 3.3.
final class ModifiedCholesky {
  private final double[][] lower;
  private final double added;

  private ModifiedCholesky(double[][] lower, double added) {
    this.lower = lower;
    this.added = added;
  }

  static ModifiedCholesky of(double[][] matrix) {
    int n = matrix.length;
    double least = Double.POSITIVE_INFINITY;
    double scale = 0;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, matrix[i][i]);
      scale = Math.max(scale, Vectors.norm(matrix[i]));
    }
    double start = 1e-3 * (scale == 0 ? 1 : scale);
    double shift = least > 0 ? 0 : start - least;
    while (true) {
      double[][] lower = factor(matrix, shift);
      if (lower != null) {
        return new ModifiedCholesky(lower, shift);
      }
      shift = Math.max(2 * shift, start);
    }
  }

  /// The multiple of the identity that was added.
  double added() {
    return added;
  }

  /// Whether a symmetric matrix is positive definite, and not only within rounding errors.
  static boolean isDefinite(double[][] matrix) {
    return factor(matrix, 0) != null;
  }

  private static double @org.jspecify.annotations.Nullable [][] factor(
      double[][] matrix, double shift) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    for (int j = 0; j < n; j++) {
      double diagonal = matrix[j][j] + shift;
      for (int k = 0; k < j; k++) {
        diagonal -= lower[j][k] * lower[j][k];
      }
      if (!(diagonal > 1e-14 * Math.abs(matrix[j][j] + shift))) {
        return null;
      }
      lower[j][j] = Math.sqrt(diagonal);
      for (int i = j + 1; i < n; i++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = sum / lower[j][j];
      }
    }
    return lower;
  }

  /// The solution of L·Lᵀ·x = b.
  double[] solve(double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
