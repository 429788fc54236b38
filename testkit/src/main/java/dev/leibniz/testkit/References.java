package dev.leibniz.testkit;

/// Functions that the JDK lacks, accurate enough in `double` to judge floats by.
final class References {
  private static final double TWO_PER_ROOT_PI = 1.1283791670955126;

  private References() {}

  /// 1 / (1 + e⁻ˣ).
  static double sigmoid(double x) {
    return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
  }

  /// erf x by its series of positive terms (DLMF 7.6.2) up to 2.5, beyond it as 1 − erfc x.
  static double erf(double x) {
    double size = Math.abs(x);
    if (size >= 2.5) {
      return Math.copySign(1, x) * (1 - erfc(size));
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return TWO_PER_ROOT_PI * Math.exp(-x * x) * sum;
  }

  /// erfc x by its continued fraction (DLMF 7.9.1) from 1 on, below it as 1 − erf x; relative error
  /// 1e-12 for results that are normal floats.
  static double erfc(double x) {
    if (Double.isNaN(x) || x < 1) {
      return 1 - erf(x);
    }
    double fraction = x;
    for (int n = 20 + (int) (180 / (x * x)); n > 0; n--) {
      fraction = x + 0.5 * n / fraction;
    }
    return 0.5 * TWO_PER_ROOT_PI * Math.exp(-x * x) / fraction;
  }
}
