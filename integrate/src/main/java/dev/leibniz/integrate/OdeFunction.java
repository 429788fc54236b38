package dev.leibniz.integrate;

import java.io.Serializable;

/// The right-hand side of y′ = f(t, y), such as `(t, y) -> new double[] {y[1], -y[0]}`.
///
/// The array `y` is only lent: it is overwritten after the call.
@FunctionalInterface
public interface OdeFunction extends Serializable {
  /// dy/dt at `t`, as long as `y`.
  double[] apply(double t, double[] y);
}
