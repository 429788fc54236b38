package dev.leibniz.integrate;

import dev.leibniz.Status;

/// The outcome of a numerical integration of several functions at once.
///
/// @param values the integrals
/// @param errors estimates of their errors
/// @param evaluations how often the integrand was evaluated
/// @param status how it ended
public record VectorIntegral(double[] values, double[] errors, int evaluations, Status status) {
  /// Copies the arrays.
  public VectorIntegral {
    values = values.clone();
    errors = errors.clone();
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  @Override
  public double[] errors() {
    return errors.clone();
  }
}
