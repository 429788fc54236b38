package dev.leibniz.integrate;

import java.io.Serializable;

/// The right-hand side of y′ = f(t, y, θ) with parameters θ, such as `(t, y, theta) -> new double[]
/// {-theta[0] * y[0]}`.
///
/// The array `y` is only lent: it is overwritten after the call.
@FunctionalInterface
public interface OdeParameterFunction extends Serializable {
  /// dy/dt at `t`, as long as `y`.
  double[] apply(double t, double[] y, double[] theta);
}
