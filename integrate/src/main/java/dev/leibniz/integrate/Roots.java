package dev.leibniz.integrate;

import java.util.function.DoubleUnaryOperator;

/// Zeros of continuous functions in one variable.
final class Roots {
  private static final int LIMIT = 200;

  private Roots() {}

  /// A zero between `a` and `b`, where f has different signs, to the last bits of the larger of the
  /// two: Chandrupatla, "A new hybrid quadratic/bisection algorithm", Adv. Eng. Software 28 (1997).
  static double between(DoubleUnaryOperator f, double a, double fa, double b, double fb) {
    double newest = a;
    double newestValue = fa;
    double other = b;
    double otherValue = fb;
    double part = 0.5;
    for (int i = 0; i < LIMIT; i++) {
      double next = newest + part * (other - newest);
      double nextValue = f.applyAsDouble(next);
      double third;
      double thirdValue;
      if (Math.signum(nextValue) == Math.signum(newestValue)) {
        third = newest;
        thirdValue = newestValue;
      } else {
        third = other;
        thirdValue = otherValue;
        other = newest;
        otherValue = newestValue;
      }
      newest = next;
      newestValue = nextValue;
      double best = Math.abs(newestValue) < Math.abs(otherValue) ? newest : other;
      double tolerance = 2 * Math.ulp(Math.max(Math.abs(a), Math.abs(b)));
      double limit = tolerance / Math.abs(other - newest);
      if (limit > 0.5 || newestValue == 0) {
        return best;
      }
      double xi = (newest - other) / (third - other);
      double phi = (newestValue - otherValue) / (thirdValue - otherValue);
      part = 0.5;
      if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
        part =
            newestValue / (otherValue - newestValue) * thirdValue / (otherValue - thirdValue)
                + (third - newest)
                    / (other - newest)
                    * newestValue
                    / (thirdValue - newestValue)
                    * otherValue
                    / (thirdValue - otherValue);
      }
      part = Math.min(1 - limit, Math.max(limit, part));
    }
    return newest;
  }
}
