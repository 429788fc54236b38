package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// How a nonlinear fit depends on what its residuals capture: the parameters are the minimum of
/// half the sum of the losses of the weighted residuals, in the box of the bounds. Of the result,
/// `parameters` and `residualSumOfSquares` have derivatives; the latter needs the parameters again,
/// and fits once more. With Huber's and Tukey's loss they are those of the residuals that stay on
/// their side of the scale.
final class FitRules {
  private FitRules() {}

  static double[] parametersTangent(VectorFunction r, double[] start, double[] parameters) {
    return MinimumRules.tangent(x -> halfSquares(r.apply(x)), parameters);
  }

  static double[] parametersTangent(
      VectorFunction r, double[] start, FitOptions options, double[] parameters) {
    double[] loss = FitFacts.loss(options);
    return MinimumRules.tangent(
        x -> halfLosses(r.apply(x), loss),
        FitFacts.lower(options, parameters.length),
        FitFacts.upper(options, parameters.length),
        parameters);
  }

  static double[] parametersCotangent(
      VectorFunction r, double[] start, double[] parameters, double[] w) {
    return MinimumRules.cotangent(x -> halfSquares(r.apply(x)), parameters, w);
  }

  static double[] parametersCotangent(
      VectorFunction r, double[] start, FitOptions options, double[] parameters, double[] w) {
    double[] loss = FitFacts.loss(options);
    return MinimumRules.cotangent(
        x -> halfLosses(r.apply(x), loss),
        FitFacts.lower(options, parameters.length),
        FitFacts.upper(options, parameters.length),
        parameters,
        w);
  }

  static double residualSumOfSquaresTangent(VectorFunction r, double[] start, double sum) {
    MultivariateFunction half = x -> halfSquares(r.apply(x));
    double[] parameters = LeastSquares.of(r, start).parameters();
    return 2 * Parameters.multivariateTangent(half).applyAsDouble(parameters);
  }

  /// With a robust loss the sum of squares is not what is minimized: it changes with the
  /// parameters, too.
  static double residualSumOfSquaresTangent(
      VectorFunction r, double[] start, FitOptions options, double sum) {
    double[] loss = FitFacts.loss(options);
    MultivariateFunction half = x -> halfWeightedSquares(r.apply(x), loss);
    double[] parameters = LeastSquares.of(r, start, options).parameters();
    double[] rate = parametersTangent(r, start, options, parameters);
    double[] slope = Calculus.gradient(half).apply(parameters);
    double change = Parameters.multivariateTangent(half).applyAsDouble(parameters);
    for (int i = 0; i < rate.length; i++) {
      change += slope[i] * rate[i];
    }
    return 2 * change;
  }

  static double[] residualSumOfSquaresCotangent(
      VectorFunction r, double[] start, double sum, double w) {
    MultivariateFunction half = x -> halfSquares(r.apply(x));
    double[] parameters = LeastSquares.of(r, start).parameters();
    return OptimumRules.scaled(2 * w, Parameters.multivariateGradient(half).apply(parameters));
  }

  static double[] residualSumOfSquaresCotangent(
      VectorFunction r, double[] start, FitOptions options, double sum, double w) {
    double[] loss = FitFacts.loss(options);
    MultivariateFunction half = x -> halfWeightedSquares(r.apply(x), loss);
    double[] parameters = LeastSquares.of(r, start, options).parameters();
    double[] slope = Calculus.gradient(half).apply(parameters);
    double[] byParameters = parametersCotangent(r, start, options, parameters, slope);
    double[] own = Parameters.multivariateGradient(half).apply(parameters);
    double[] cotangent = new double[own.length];
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] = 2 * w * (own[i] + byParameters[i]);
    }
    return cotangent;
  }

  private static double halfSquares(double[] r) {
    double sum = 0;
    for (double each : r) {
      sum += each * each;
    }
    return sum / 2;
  }

  /// @param loss as [FitFacts#loss] gives it
  private static double halfWeightedSquares(double[] r, double[] loss) {
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      sum += weight(loss, i) * r[i] * r[i];
    }
    return sum / 2;
  }

  private static double halfLosses(double[] r, double[] loss) {
    int kind = (int) loss[0];
    double scale = loss[1];
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      double scaled = r[i] / scale;
      sum += RobustLoss.value(kind, weight(loss, i) * scaled * scaled);
    }
    return scale * scale * sum / 2;
  }

  private static double weight(double[] loss, int i) {
    return loss.length == 2 ? 1 : loss[2 + i];
  }
}
