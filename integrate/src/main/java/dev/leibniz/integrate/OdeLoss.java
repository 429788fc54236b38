package dev.leibniz.integrate;

import java.io.Serializable;

/// A number that depends on the states of a solution at given times, and on the parameters: minus
/// the logarithm of a likelihood, a distance from a target, a cost.
@FunctionalInterface
public interface OdeLoss extends Serializable {
  /// The number.
  ///
  /// @param states one row for each of the times, the state then
  /// @param theta the parameters
  double apply(double[][] states, double[] theta);
}
