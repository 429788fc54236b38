package dev.leibniz.optimize;

/// The QR factorization of an upper triangular R with s I below it, by Givens rotations that keep
/// the triangle: Moré (1978), section 3. The triangle S has SᵀS = RᵀR + s² I.
final class DampedTriangle implements TriangularFactors.Damped {
  private final double[][] triangle;
  private final double[] solution;

  DampedTriangle(HouseholderQr factors, double[] right, double damping) {
    int n = right.length;
    triangle = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        triangle[i][j] = factors.r(i, j);
      }
    }
    double[] rotated = right.clone();
    for (int j = 0; j < n; j++) {
      eliminate(j, damping, rotated);
    }
    solution = solved(rotated);
  }

  /// Rotates the row s eⱼ into the triangle.
  private void eliminate(int j, double damping, double[] rotated) {
    int n = rotated.length;
    double[] row = new double[n];
    row[j] = damping;
    double rowRight = 0;
    for (int k = j; k < n; k++) {
      if (row[k] == 0) {
        continue;
      }
      double length = Math.hypot(triangle[k][k], row[k]);
      double cosine = triangle[k][k] / length;
      double sine = row[k] / length;
      triangle[k][k] = length;
      for (int i = k + 1; i < n; i++) {
        double above = triangle[k][i];
        triangle[k][i] = cosine * above + sine * row[i];
        row[i] = cosine * row[i] - sine * above;
      }
      double above = rotated[k];
      rotated[k] = cosine * above + sine * rowRight;
      rowRight = cosine * rowRight - sine * above;
    }
  }

  private double[] solved(double[] right) {
    int n = right.length;
    double[] result = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = right[i];
      for (int j = i + 1; j < n; j++) {
        sum = Math.fma(-triangle[i][j], result[j], sum);
      }
      result[i] = sum / triangle[i][i];
    }
    return result;
  }

  @Override
  public double[] solve() {
    return solution;
  }

  @Override
  public double[] solveTransposed(double[] b) {
    int n = b.length;
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum = Math.fma(-triangle[j][i], result[j], sum);
      }
      result[i] = sum / triangle[i][i];
    }
    return result;
  }
}
