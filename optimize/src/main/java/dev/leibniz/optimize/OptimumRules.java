package dev.leibniz.optimize;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;

/// How a minimum depends on what its function captures. Of the result, `point` and `value` have
/// derivatives; that of the value is the partial derivative of f at the minimum (envelope theorem),
/// which is found once more for it.
final class OptimumRules {
  private OptimumRules() {}

  static double[] pointTangent(MultivariateFunction f, double[] start, double[] point) {
    return MinimumRules.tangent(f, point);
  }

  static double[] pointCotangent(
      MultivariateFunction f, double[] start, double[] point, double[] w) {
    return MinimumRules.cotangent(f, point, w);
  }

  static double valueTangent(MultivariateFunction f, double[] start, double value) {
    double[] point = Minimize.of(f, start).point();
    return Parameters.multivariateTangent(f).applyAsDouble(point);
  }

  static double[] valueCotangent(MultivariateFunction f, double[] start, double value, double w) {
    double[] point = Minimize.of(f, start).point();
    double[] cotangent = Parameters.multivariateGradient(f).apply(point);
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] *= w;
    }
    return cotangent;
  }
}
