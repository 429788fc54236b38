package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// How a fixed point depends on what its function captures: (I − J)·ẋ = ∂g/∂p · ṗ. Of the result,
/// `point` has the derivative.
final class FixedPointRules {
  private FixedPointRules() {}

  static double[] pointTangent(VectorFunction g, double[] start, double[] point) {
    double[] rate = Parameters.vectorTangent(g).apply(point);
    return LinearSystem.solve(distance(g, point), rate);
  }

  static double[] pointTangent(
      VectorFunction g, double[] start, FixedPointOptions options, double[] point) {
    return pointTangent(g, start, point);
  }

  static double[] pointCotangent(VectorFunction g, double[] start, double[] point, double[] w) {
    double[] multipliers = LinearSystem.solve(LinearSystem.transposed(distance(g, point)), w);
    return Parameters.vectorPullback(g).apply(point, multipliers);
  }

  static double[] pointCotangent(
      VectorFunction g, double[] start, FixedPointOptions options, double[] point, double[] w) {
    return pointCotangent(g, start, point, w);
  }

  /// I − J.
  private static double[][] distance(VectorFunction g, double[] point) {
    double[][] matrix = Calculus.jacobian(g).apply(point);
    for (int i = 0; i < point.length; i++) {
      for (int j = 0; j < point.length; j++) {
        matrix[i][j] = (i == j ? 1 : 0) - matrix[i][j];
      }
    }
    return matrix;
  }
}
