package dev.leibniz.optimize;

import dev.leibniz.calculus.DerivativeBy;

/// What rules read from options. Differentiated code calls these methods as they are: their rules
/// have no derivative, since options are constant.
final class FitFacts {
  private FitFacts() {}

  /// No derivatives.
  private static final class Constant {}

  /// The number of the loss's kind, its scale, then the weights if there are any.
  @DerivativeBy(Constant.class)
  static double[] loss(FitOptions options) {
    double[] weights = options.weights();
    double[] facts = new double[2 + weights.length];
    facts[0] = options.loss().number();
    facts[1] = options.loss().scale();
    System.arraycopy(weights, 0, facts, 2, weights.length);
    return facts;
  }

  /// The lower bounds of n parameters.
  @DerivativeBy(Constant.class)
  static double[] lower(FitOptions options, int n) {
    double[] lower = new double[n];
    for (int j = 0; j < n; j++) {
      lower[j] = options.lower(j);
    }
    return lower;
  }

  /// The upper bounds of n parameters.
  @DerivativeBy(Constant.class)
  static double[] upper(FitOptions options, int n) {
    double[] upper = new double[n];
    for (int j = 0; j < n; j++) {
      upper[j] = options.upper(j);
    }
    return upper;
  }
}
