package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;

/// How a minimum depends on what its function captures: from ∇f(x, p) = 0 follows H·ẋ = −∂∇f/∂p ·
/// ṗ. The Hessian must be regular at the minimum. A variable at a bound stays there, so its
/// equation is ẋᵢ = the tangent of the bound; where its slope is zero, too, that is one of two
/// one-sided derivatives.
final class MinimumRules {
  private MinimumRules() {}

  static double[] tangent(MultivariateFunction f, double[] point) {
    return LinearSystem.solve(
        Calculus.hessian(f).apply(point), LinearSystem.negated(rate(f, point)));
  }

  static double[] cotangent(MultivariateFunction f, double[] point, double[] w) {
    double[] multipliers = LinearSystem.solve(Calculus.hessian(f).apply(point), w);
    return pulledBack(f, point, LinearSystem.negated(multipliers));
  }

  static double[] tangent(MultivariateFunction f, double[] lower, double[] upper, double[] point) {
    double[] right = LinearSystem.negated(rate(f, point));
    for (int i = 0; i < right.length; i++) {
      right[i] = isHeld(lower, upper, point, i) ? 0 : right[i];
    }
    return LinearSystem.solve(conditions(f, lower, upper, point), right);
  }

  static double[] cotangent(
      MultivariateFunction f, double[] lower, double[] upper, double[] point, double[] w) {
    double[] direction = LinearSystem.negated(multipliers(f, lower, upper, point, w));
    for (int i = 0; i < direction.length; i++) {
      direction[i] = isHeld(lower, upper, point, i) ? 0 : direction[i];
    }
    return pulledBack(f, point, direction);
  }

  /// The tangent from one of the two bounds; a variable between equal bounds follows the lower one.
  ///
  /// @param bound that bound
  /// @param rate its tangent
  static double[] boundTangent(
      MultivariateFunction f,
      double[] lower,
      double[] upper,
      double[] point,
      double[] bound,
      double[] rate) {
    double[] right = LinearSystem.negated(rate);
    for (int i = 0; i < right.length; i++) {
      right[i] = follows(lower, point, bound, i) ? rate[i] : 0;
    }
    return LinearSystem.solve(conditions(f, lower, upper, point), right);
  }

  /// The cotangent of one of the two bounds.
  static double[] boundCotangent(
      MultivariateFunction f,
      double[] lower,
      double[] upper,
      double[] point,
      double[] bound,
      double[] w) {
    double[] cotangent = multipliers(f, lower, upper, point, w);
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] = follows(lower, point, bound, i) ? cotangent[i] : 0;
    }
    return cotangent;
  }

  /// t times the derivative of the least value by one of the two bounds: the slopes of the
  /// variables that are held there.
  static double[] boundSlopes(
      MultivariateFunction f, double[] lower, double[] point, double[] bound, double t) {
    double[] slopes = Calculus.gradient(f).apply(point);
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = follows(lower, point, bound, i) ? t * slopes[i] : 0;
    }
    return slopes;
  }

  private static double[] rate(MultivariateFunction f, double[] point) {
    return Calculus.gradient(Parameters.multivariateTangent(f)).apply(point);
  }

  private static double[] pulledBack(MultivariateFunction f, double[] point, double[] direction) {
    return Calculus.jvp(Parameters.multivariateGradient(f)).apply(point, direction);
  }

  private static boolean isHeld(double[] lower, double[] upper, double[] point, int i) {
    return point[i] == lower[i] || point[i] == upper[i];
  }

  /// Whether a variable is held by this one of the two bounds.
  @SuppressWarnings("ReferenceEquality") // which of the two it is, not what it holds
  private static boolean follows(double[] lower, double[] point, double[] bound, int i) {
    return point[i] == bound[i] && (bound == lower || point[i] != lower[i]);
  }

  private static double[] multipliers(
      MultivariateFunction f, double[] lower, double[] upper, double[] point, double[] w) {
    double[][] matrix = conditions(f, lower, upper, point);
    return LinearSystem.solve(LinearSystem.transposed(matrix), w);
  }

  /// The Hessian, with rows of the identity for variables at a bound.
  private static double[][] conditions(
      MultivariateFunction f, double[] lower, double[] upper, double[] point) {
    double[][] matrix = Calculus.hessian(f).apply(point);
    for (int i = 0; i < point.length; i++) {
      if (isHeld(lower, upper, point, i)) {
        for (int j = 0; j < point.length; j++) {
          matrix[i][j] = i == j ? 1 : 0;
        }
      }
    }
    return matrix;
  }
}
