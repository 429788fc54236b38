package dev.leibniz.calculus;

/// A sparse matrix that depends on a vector: a Jacobian or a Hessian with few entries.
@FunctionalInterface
public interface SparseMatrixFunction {
  /// The matrix at `x`.
  SparseMatrix apply(double[] x);
}
