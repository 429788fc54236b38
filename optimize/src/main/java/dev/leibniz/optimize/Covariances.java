package dev.leibniz.optimize;

/// The statistics that linear and nonlinear fits share.
final class Covariances {
  private Covariances() {}

  /// The matrix times the number; zero times infinity is infinity here: what is not determined
  /// stays so.
  static double[][] scaled(double[][] matrix, double factor) {
    double[][] result = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        boolean infinite = Double.isInfinite(matrix[i][j]) || Double.isInfinite(factor);
        result[i][j] = infinite ? Double.POSITIVE_INFINITY : matrix[i][j] * factor;
      }
    }
    return result;
  }

  static double[] deviations(double[][] covariance) {
    double[] result = new double[covariance.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = Math.sqrt(covariance[j][j]);
    }
    return result;
  }

  /// The roots of numbers times a factor, infinite where either is.
  static double[] deviations(double[] diagonal, double factor) {
    double[] result = new double[diagonal.length];
    for (int j = 0; j < result.length; j++) {
      boolean infinite = Double.isInfinite(diagonal[j]) || Double.isInfinite(factor);
      result[j] = infinite ? Double.POSITIVE_INFINITY : Math.sqrt(diagonal[j] * factor);
    }
    return result;
  }

  /// 1 − residual / total sum of squares; where all observations are alike, 1 for a perfect fit and
  /// 0 for any other. No weights are weights of 1.
  static double rSquared(
      double residual, double[] observations, double[] weights, boolean aboutMean) {
    Compensated sum = new Compensated();
    Compensated weight = new Compensated();
    for (int i = 0; i < observations.length; i++) {
      double w = weights.length == 0 ? 1 : weights[i];
      sum.plusProduct(w, observations[i]);
      weight.plus(w);
    }
    double mean = aboutMean ? sum.value() / weight.value() : 0;
    Compensated total = new Compensated();
    for (int i = 0; i < observations.length; i++) {
      double w = weights.length == 0 ? 1 : weights[i];
      double difference = observations[i] - mean;
      total.plusProduct(w * difference, difference);
    }
    if (total.value() == 0) {
      return residual == 0 ? 1 : 0;
    }
    return 1 - residual / total.value();
  }
}
