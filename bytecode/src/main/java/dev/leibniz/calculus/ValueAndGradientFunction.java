package dev.leibniz.calculus;

/// A function that computes value and gradient in one sweep.
@FunctionalInterface
public interface ValueAndGradientFunction {
  /// f(x) and ∇f(x).
  ValueAndGradient apply(double[] x);
}
