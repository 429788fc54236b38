package dev.leibniz.integrate;

import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.UnivariateFunction;

/// Leibniz's rule: d/dp ∫ₐᵇ f(x, p) dx = ∫ₐᵇ ∂f/∂p dx + f(b)·b′ − f(a)·a′. The derivative is an
/// integral of its own, to the tolerance that was asked of the first. Of the result, `value` has a
/// derivative; the other components are constants.
///
/// It does not hold for an f that jumps at a place that depends on p.
final class IntegralRules {
  private IntegralRules() {}

  static double valueTangent(
      UnivariateFunction f, double from, double to, IntegrateOptions options, double value) {
    return Integrate.of(Parameters.univariateTangent(f), from, to, options).value();
  }

  static double valueTangent(UnivariateFunction f, double from, double to, double value) {
    return Integrate.of(Parameters.univariateTangent(f), from, to).value();
  }

  static double[] valueCotangent(
      UnivariateFunction f, double from, double to, IntegrateOptions options, double v, double w) {
    PathFunction gradient = Parameters.univariateGradient(f);
    return times(w, Integrate.vector(gradient, from, to, options).values());
  }

  static double[] valueCotangent(
      UnivariateFunction f, double from, double to, double value, double w) {
    PathFunction gradient = Parameters.univariateGradient(f);
    return times(w, Integrate.vector(gradient, from, to).values());
  }

  private static double[] times(double w, double[] values) {
    double[] products = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = w * values[i];
    }
    return products;
  }

  static double valueBy1(UnivariateFunction f, double from, double to, double value, double t) {
    return -at(f, from) * t;
  }

  static double valueBy1(
      UnivariateFunction f, double from, double to, IntegrateOptions options, double v, double t) {
    return -at(f, from) * t;
  }

  static double valueBy2(UnivariateFunction f, double from, double to, double value, double t) {
    return at(f, to) * t;
  }

  static double valueBy2(
      UnivariateFunction f, double from, double to, IntegrateOptions options, double v, double t) {
    return at(f, to) * t;
  }

  /// What is integrable vanishes at infinity.
  private static double at(UnivariateFunction f, double limit) {
    return Double.isInfinite(limit) ? 0 : f.applyAsDouble(limit);
  }
}
