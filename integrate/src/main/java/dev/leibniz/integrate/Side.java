package dev.leibniz.integrate;

/// The map from the open unit interval to a side of a box: x = a + (b − a) t between finite limits,
/// x = a + t/(1 − t) and x = b − (1 − t)/t where one is infinite, and x = (t − 1/2)/(t (1 − t))
/// where both are.
final class Side {
  private Side() {}

  /// The point for a parameter between 0 and 1.
  static double point(double t, double from, double to) {
    if (Double.isInfinite(from)) {
      return Double.isInfinite(to) ? (t - 0.5) / (t * (1 - t)) : to - (1 - t) / t;
    }
    return Double.isInfinite(to) ? from + t / (1 - t) : from + (to - from) * t;
  }

  /// The derivative of the point in the parameter.
  static double speed(double t, double from, double to) {
    if (Double.isInfinite(from)) {
      double spread = t * (1 - t);
      return Double.isInfinite(to) ? (0.5 - spread) / (spread * spread) : 1 / (t * t);
    }
    return Double.isInfinite(to) ? 1 / ((1 - t) * (1 - t)) : to - from;
  }
}
