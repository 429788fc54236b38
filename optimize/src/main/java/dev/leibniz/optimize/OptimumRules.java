package dev.leibniz.optimize;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;

/// How a local minimum without bounds depends on what its function captures. The value's derivative
/// is that of the function at the minimum (envelope theorem), which is found once more for it.
final class OptimumRules {
  private OptimumRules() {}

  static double[] pointTangent(MultivariateFunction f, double[] start, double[] point) {
    return MinimumRules.tangent(f, point);
  }

  static double[] pointTangent(
      MultivariateFunction f, double[] start, Minimizer settings, double[] point) {
    return MinimumRules.tangent(f, point);
  }

  static double[] pointCotangent(
      MultivariateFunction f, double[] start, double[] point, double[] w) {
    return MinimumRules.cotangent(f, point, w);
  }

  static double[] pointCotangent(
      MultivariateFunction f, double[] start, Minimizer settings, double[] point, double[] w) {
    return MinimumRules.cotangent(f, point, w);
  }

  static double valueTangent(MultivariateFunction f, double[] start, double value) {
    double[] point = Minimize.of(f, start).point();
    return Parameters.multivariateTangent(f).applyAsDouble(point);
  }

  static double valueTangent(
      MultivariateFunction f, double[] start, Minimizer settings, double value) {
    double[] point = Minimize.of(f, start, settings).point();
    return Parameters.multivariateTangent(f).applyAsDouble(point);
  }

  static double[] valueCotangent(MultivariateFunction f, double[] start, double value, double w) {
    return scaled(w, Parameters.multivariateGradient(f).apply(Minimize.of(f, start).point()));
  }

  static double[] valueCotangent(
      MultivariateFunction f, double[] start, Minimizer settings, double value, double w) {
    double[] point = Minimize.of(f, start, settings).point();
    return scaled(w, Parameters.multivariateGradient(f).apply(point));
  }

  static double[] scaled(double factor, double[] v) {
    double[] scaled = new double[v.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = factor * v[i];
    }
    return scaled;
  }
}
