package dev.leibniz.optimize;

import java.io.Serializable;

/// A curve with parameters to be fitted: `(x, p) -> p[0] * Math.exp(-p[1] * x)`.
///
/// It is serializable so that the code behind a lambda can be found.
@FunctionalInterface
public interface CurveModel extends Serializable {
  /// The curve's value at `x`.
  double at(double x, double[] parameters);
}
