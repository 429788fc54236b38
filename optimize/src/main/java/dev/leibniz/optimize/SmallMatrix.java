package dev.leibniz.optimize;

/// Matrices of a few rows.
final class SmallMatrix {
  private SmallMatrix() {}

  /// A⁻¹ column by column; infinities or NaN for a singular matrix.
  static double[][] inverse(double[][] a) {
    int n = a.length;
    double[][] inverse = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      double[] column = LinearSystem.solve(a, unit);
      for (int i = 0; i < n; i++) {
        inverse[i][j] = column[i];
      }
    }
    return inverse;
  }

  /// A·x.
  static double[] times(double[][] a, double[] x) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = Vectors.dot(a[i], x);
    }
    return product;
  }
}
