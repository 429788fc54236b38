package dev.leibniz.integrate;

import dev.leibniz.calculus.MultivariateFunction;

/// The limits of an inner variable as functions of the variables outside it, of which they are
/// given the values in order.
///
/// @param from the lower limit; it may be infinite
/// @param to the upper limit; it may be infinite
public record InnerLimits(MultivariateFunction from, MultivariateFunction to) {
  /// The same limits everywhere.
  public static InnerLimits constant(double from, double to) {
    return new InnerLimits(outer -> from, outer -> to);
  }
}
