package dev.leibniz.calculus;

import java.io.Serializable;

/// A linear map that depends on a vector: the product of a Jacobian, its transpose, or a Hessian,
/// all at a point, with a direction.
@FunctionalInterface
public interface DirectionalFunction extends Serializable {
  /// The product at the point `x` with `direction`.
  double[] apply(double[] x, double[] direction);
}
