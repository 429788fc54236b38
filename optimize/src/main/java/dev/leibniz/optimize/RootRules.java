package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.UnivariateFunction;

/// How a root depends on what its function captures: from f(x, p) = 0 follows ẋ = −(∂f/∂p · ṗ) /
/// f′(x) (implicit function theorem). Of the result, `point` has the derivative; a root that is not
/// simple has none, and gives infinities.
final class RootRules {
  private RootRules() {}

  static double pointTangent(UnivariateFunction f, double from, double to, double point) {
    double rate = Parameters.univariateTangent(f).applyAsDouble(point);
    return -rate / Calculus.derivative(f).applyAsDouble(point);
  }

  static double pointTangent(
      UnivariateFunction f, double from, double to, RootOptions options, double point) {
    return pointTangent(f, from, to, point);
  }

  static double[] pointCotangent(
      UnivariateFunction f, double from, double to, double point, double w) {
    double factor = -w / Calculus.derivative(f).applyAsDouble(point);
    double[] cotangent = Parameters.univariateGradient(f).apply(point);
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] *= factor;
    }
    return cotangent;
  }

  static double[] pointCotangent(
      UnivariateFunction f, double from, double to, RootOptions options, double point, double w) {
    return pointCotangent(f, from, to, point, w);
  }
}
