package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// How the root of a system depends on what its function captures: J·ẋ = −∂f/∂p · ṗ (implicit
/// function theorem), and Jᵀ·λ = w for cotangents. Of the result, `point` has the derivative.
final class SystemRules {
  private SystemRules() {}

  static double[] pointTangent(VectorFunction f, double[] start, double[] point) {
    double[] rate = Parameters.vectorTangent(f).apply(point);
    double[][] jacobian = Calculus.jacobian(f).apply(point);
    return LinearSystem.solve(jacobian, LinearSystem.negated(rate));
  }

  static double[] pointTangent(
      VectorFunction f, double[] start, SystemOptions options, double[] point) {
    return pointTangent(f, start, point);
  }

  static double[] pointCotangent(VectorFunction f, double[] start, double[] point, double[] w) {
    double[][] jacobian = Calculus.jacobian(f).apply(point);
    double[] multipliers = LinearSystem.solve(LinearSystem.transposed(jacobian), w);
    return Parameters.vectorPullback(f).apply(point, LinearSystem.negated(multipliers));
  }

  static double[] pointCotangent(
      VectorFunction f, double[] start, SystemOptions options, double[] point, double[] w) {
    return pointCotangent(f, start, point, w);
  }
}
