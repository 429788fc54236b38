package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// Bounds of variables.
record Box(double[] lower, double[] upper) {
  static Box none(int n) {
    double[] lower = new double[n];
    double[] upper = new double[n];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    return new Box(lower, upper);
  }

  static Box of(int n, double[] lower, double[] upper) {
    if (lower.length != n || upper.length != n) {
      throw new ArgumentException(
          Explanation.of("Minimize", "start and bounds must have the same length")
              .got(
                  "start of length "
                      + n
                      + ", lower of length "
                      + lower.length
                      + ", upper of length "
                      + upper.length));
    }
    for (int i = 0; i < n; i++) {
      if (!(lower[i] <= upper[i])) {
        throw new ArgumentException(
            Explanation.of("Minimize", "a lower bound must not be above the upper one")
                .got("lower[" + i + "] = " + lower[i] + ", upper[" + i + "] = " + upper[i]));
      }
    }
    return new Box(lower.clone(), upper.clone());
  }

  boolean isEverything() {
    return Arrays.stream(lower).allMatch(each -> each == Double.NEGATIVE_INFINITY)
        && Arrays.stream(upper).allMatch(each -> each == Double.POSITIVE_INFINITY);
  }

  /// Whether every variable has two bounds.
  boolean isBounded() {
    return Arrays.stream(lower).allMatch(Double::isFinite)
        && Arrays.stream(upper).allMatch(Double::isFinite);
  }

  /// A share of the way from the lower to the upper bound of a variable.
  double between(int variable, double share) {
    return lower[variable] * (1 - share) + upper[variable] * share;
  }

  /// The nearest point inside.
  double[] nearest(double[] x) {
    double[] inside = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      inside[i] = Math.min(Math.max(x[i], lower[i]), upper[i]);
    }
    return inside;
  }
}
