package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;

/// How a minimum depends on what its function captures: from ∇f(x, p) = 0 follows H·ẋ = −∂∇f/∂p ·
/// ṗ. The Hessian must be regular at the minimum.
final class MinimumRules {
  private MinimumRules() {}

  static double[] tangent(MultivariateFunction f, double[] point) {
    double[] rate = Calculus.gradient(Parameters.multivariateTangent(f)).apply(point);
    return LinearSystem.solve(Calculus.hessian(f).apply(point), LinearSystem.negated(rate));
  }

  static double[] cotangent(MultivariateFunction f, double[] point, double[] w) {
    double[] multipliers = LinearSystem.solve(Calculus.hessian(f).apply(point), w);
    return Calculus.jvp(Parameters.multivariateGradient(f))
        .apply(point, LinearSystem.negated(multipliers));
  }
}
