package dev.leibniz.calculus;

/// A matrix that depends on a vector: a Jacobian or a Hessian.
@FunctionalInterface
public interface MatrixFunction {
  /// The matrix at `x`, row by row.
  double[][] apply(double[] x);
}
