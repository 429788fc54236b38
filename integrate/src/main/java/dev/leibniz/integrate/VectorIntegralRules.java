package dev.leibniz.integrate;

import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.PathFunction;

/// Leibniz's rule ([IntegralRules]) for several integrals at once.
final class VectorIntegralRules {
  private VectorIntegralRules() {}

  static double[] valuesTangent(
      PathFunction f, double from, double to, IntegrateOptions options, double[] values) {
    return Integrate.vector(Parameters.pathTangent(f), from, to, options).values();
  }

  static double[] valuesTangent(PathFunction f, double from, double to, double[] values) {
    return Integrate.vector(Parameters.pathTangent(f), from, to).values();
  }

  static double[] valuesCotangent(
      PathFunction f,
      double from,
      double to,
      IntegrateOptions options,
      double[] values,
      double[] w) {
    return Integrate.vector(Parameters.pathPullback(f, w), from, to, options).values();
  }

  static double[] valuesCotangent(
      PathFunction f, double from, double to, double[] values, double[] w) {
    return Integrate.vector(Parameters.pathPullback(f, w), from, to).values();
  }

  static double[] valuesBy1(
      PathFunction f, double from, double to, IntegrateOptions options, double[] values) {
    return at(f, from, values.length, -1);
  }

  static double[] valuesBy1(PathFunction f, double from, double to, double[] values) {
    return at(f, from, values.length, -1);
  }

  static double[] valuesBy2(
      PathFunction f, double from, double to, IntegrateOptions options, double[] values) {
    return at(f, to, values.length, 1);
  }

  static double[] valuesBy2(PathFunction f, double from, double to, double[] values) {
    return at(f, to, values.length, 1);
  }

  /// What is integrable vanishes at infinity.
  private static double[] at(PathFunction f, double limit, int components, double sign) {
    double[] partial = new double[components];
    if (!Double.isInfinite(limit)) {
      double[] values = f.apply(limit);
      for (int i = 0; i < components; i++) {
        partial[i] = sign * values[i];
      }
    }
    return partial;
  }
}
