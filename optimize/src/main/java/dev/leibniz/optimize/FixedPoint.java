package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.VectorFunction;

/// A fixed point of a function, g(x) = x.
///
/// ```java
/// FixedPoint fixed = FixedPoint.of(x -> new double[] {Math.cos(x[0])}, new double[] {1});
/// ```
///
/// @param point the fixed point, or the point with the smallest ‖g(x) − x‖ that was seen
/// @param residualNorm ‖g(point) − point‖, Euclidean
/// @param evaluations how often g was evaluated
/// @param status how it ended
public record FixedPoint(double[] point, double residualNorm, int evaluations, Status status) {

  /// The fixed point that iterating from a start leads to, with Anderson's acceleration.
  ///
  /// Source: Anderson (1965) as Walker and Ni, Anderson acceleration for fixed-point iterations,
  /// SIAM J. Numer. Anal. 49 (2011), put it (type II, by QR); a point far worse than the best
  /// starts the memory anew from the best one.
  @DerivativeBy(FixedPointRules.class)
  public static FixedPoint of(VectorFunction g, double[] start) {
    return of(g, start, FixedPointOptions.defaults());
  }

  /// The same with another memory, tolerance or limits.
  @DerivativeBy(FixedPointRules.class)
  public static FixedPoint of(VectorFunction g, double[] start, FixedPointOptions options) {
    return new AndersonIteration(g, start, options).run();
  }
}
