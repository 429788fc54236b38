package dev.leibniz.optimize;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// How a nonlinear fit depends on what its residuals capture: the parameters are the minimum of
/// half the sum of squares. Of the result, `parameters` and `residualSumOfSquares` have
/// derivatives; the latter needs the parameters again, and fits once more.
final class FitRules {
  private FitRules() {}

  static double[] parametersTangent(VectorFunction r, double[] start, double[] parameters) {
    return MinimumRules.tangent(x -> halfSquares(r.apply(x)), parameters);
  }

  static double[] parametersCotangent(
      VectorFunction r, double[] start, double[] parameters, double[] w) {
    return MinimumRules.cotangent(x -> halfSquares(r.apply(x)), parameters, w);
  }

  static double residualSumOfSquaresTangent(VectorFunction r, double[] start, double sum) {
    MultivariateFunction half = x -> halfSquares(r.apply(x));
    double[] parameters = LeastSquares.of(r, start).parameters();
    return 2 * Parameters.multivariateTangent(half).applyAsDouble(parameters);
  }

  static double[] residualSumOfSquaresCotangent(
      VectorFunction r, double[] start, double sum, double w) {
    MultivariateFunction half = x -> halfSquares(r.apply(x));
    double[] parameters = LeastSquares.of(r, start).parameters();
    double[] cotangent = Parameters.multivariateGradient(half).apply(parameters);
    for (int i = 0; i < cotangent.length; i++) {
      cotangent[i] *= 2 * w;
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
}
