package dev.leibniz.integrate;

/// What a rule found on one interval of a path's parameter.
///
/// @param from where it starts
/// @param to where it ends
/// @param value the integral over it
/// @param error an estimate of |value − the true integral|
/// @param magnitude the integral of |f|
/// @param variation the integral of |f − mean of f|
record Panel(
    double from, double to, double value, double error, double magnitude, double variation) {
  double width() {
    return Math.abs(to - from);
  }

  double middle() {
    return 0.5 * (from + to);
  }

  /// Whether the rule did not see what the integrand does here.
  boolean unresolved() {
    return error >= 0.5 * variation;
  }

  /// Whether halving it again cannot separate its ends.
  boolean tooNarrow() {
    double edge = Math.max(Math.abs(from), Math.abs(to));
    return edge <= (1 + 100 * Math.ulp(1.0)) * (Math.abs(middle()) + 1000 * Double.MIN_NORMAL);
  }
}
