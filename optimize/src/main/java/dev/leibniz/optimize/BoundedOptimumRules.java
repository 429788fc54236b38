package dev.leibniz.optimize;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;

/// How a local minimum in a box depends on the bounds and on what its function captures.
final class BoundedOptimumRules {
  private BoundedOptimumRules() {}

  static double[] pointTangent(
      MultivariateFunction f, double[] start, double[] lower, double[] upper, double[] point) {
    return MinimumRules.tangent(f, lower, upper, point);
  }

  static double[] pointCotangent(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double[] point,
      double[] w) {
    return MinimumRules.cotangent(f, lower, upper, point, w);
  }

  static double[] pointTangentBy2(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double[] point,
      double[] rate) {
    return MinimumRules.boundTangent(f, lower, upper, point, lower, rate);
  }

  static double[] pointCotangentBy2(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double[] point,
      double[] w) {
    return MinimumRules.boundCotangent(f, lower, upper, point, lower, w);
  }

  static double[] valueBy2(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double value,
      double t) {
    return MinimumRules.boundSlopes(
        f, lower, Minimize.of(f, start, lower, upper).point(), lower, t);
  }

  static double[] pointTangentBy3(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double[] point,
      double[] rate) {
    return MinimumRules.boundTangent(f, lower, upper, point, upper, rate);
  }

  static double[] pointCotangentBy3(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double[] point,
      double[] w) {
    return MinimumRules.boundCotangent(f, lower, upper, point, upper, w);
  }

  static double[] valueBy3(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double value,
      double t) {
    return MinimumRules.boundSlopes(
        f, lower, Minimize.of(f, start, lower, upper).point(), upper, t);
  }

  static double valueTangent(
      MultivariateFunction f, double[] start, double[] lower, double[] upper, double value) {
    return Parameters.multivariateTangent(f)
        .applyAsDouble(Minimize.of(f, start, lower, upper).point());
  }

  static double[] valueCotangent(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      double value,
      double w) {
    return OptimumRules.scaled(
        w, Parameters.multivariateGradient(f).apply(Minimize.of(f, start, lower, upper).point()));
  }

  static double[] pointTangent(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double[] point) {
    return MinimumRules.tangent(f, lower, upper, point);
  }

  static double[] pointCotangent(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double[] point,
      double[] w) {
    return MinimumRules.cotangent(f, lower, upper, point, w);
  }

  static double[] pointTangentBy2(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double[] point,
      double[] rate) {
    return MinimumRules.boundTangent(f, lower, upper, point, lower, rate);
  }

  static double[] pointCotangentBy2(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double[] point,
      double[] w) {
    return MinimumRules.boundCotangent(f, lower, upper, point, lower, w);
  }

  static double[] valueBy2(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double value,
      double t) {
    return MinimumRules.boundSlopes(
        f, lower, Minimize.of(f, start, lower, upper, settings).point(), lower, t);
  }

  static double[] pointTangentBy3(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double[] point,
      double[] rate) {
    return MinimumRules.boundTangent(f, lower, upper, point, upper, rate);
  }

  static double[] pointCotangentBy3(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double[] point,
      double[] w) {
    return MinimumRules.boundCotangent(f, lower, upper, point, upper, w);
  }

  static double[] valueBy3(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double value,
      double t) {
    return MinimumRules.boundSlopes(
        f, lower, Minimize.of(f, start, lower, upper, settings).point(), upper, t);
  }

  static double valueTangent(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double value) {
    return Parameters.multivariateTangent(f)
        .applyAsDouble(Minimize.of(f, start, lower, upper, settings).point());
  }

  static double[] valueCotangent(
      MultivariateFunction f,
      double[] start,
      double[] lower,
      double[] upper,
      Minimizer settings,
      double value,
      double w) {
    return OptimumRules.scaled(
        w,
        Parameters.multivariateGradient(f)
            .apply(Minimize.of(f, start, lower, upper, settings).point()));
  }
}
