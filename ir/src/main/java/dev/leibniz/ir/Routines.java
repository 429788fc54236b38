package dev.leibniz.ir;

/// The functions that [Routine] names, for `double` numbers. They use [StrictMath], whose bits
/// repeat everywhere.
public final class Routines {
  private Routines() {}

  /// exp x.
  public static double exp(double x) {
    return StrictMath.exp(x);
  }

  /// expm1 x.
  public static double expm1(double x) {
    return StrictMath.expm1(x);
  }

  /// log x.
  public static double log(double x) {
    return StrictMath.log(x);
  }

  /// log1p x.
  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  /// cbrt x.
  public static double cbrt(double x) {
    return StrictMath.cbrt(x);
  }

  /// sin x.
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /// cos x.
  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  /// tan x.
  public static double tan(double x) {
    return StrictMath.tan(x);
  }

  /// asin x.
  public static double asin(double x) {
    return StrictMath.asin(x);
  }

  /// acos x.
  public static double acos(double x) {
    return StrictMath.acos(x);
  }

  /// atan x.
  public static double atan(double x) {
    return StrictMath.atan(x);
  }

  /// sinh x.
  public static double sinh(double x) {
    return StrictMath.sinh(x);
  }

  /// cosh x.
  public static double cosh(double x) {
    return StrictMath.cosh(x);
  }

  /// tanh x.
  public static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  /// xʸ.
  public static double pow(double x, double y) {
    return StrictMath.pow(x, y);
  }

  /// The angle of the point (x, y).
  public static double atan2(double y, double x) {
    return StrictMath.atan2(y, x);
  }

  /// erf x: the series of positive terms (DLMF 7.6.2) below 1.5, else 1 − erfc x.
  public static double erf(double x) {
    double size = StrictMath.abs(x);
    if (!(size < 1.5)) {
      return StrictMath.copySign(1, x) * (1 - erfc(size));
    }
    double term = x;
    double sum = x;
    for (double n = 1; StrictMath.abs(term) > 0x1p-60 * size; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return Transcendental.TWO_PER_ROOT_PI * StrictMath.exp(-x * x) * sum;
  }

  /// erfc x: the continued fraction (DLMF 7.9.1) from 1.5 on, else 1 − erf x.
  public static double erfc(double x) {
    if (!(x >= 1.5)) {
      return 1 - erf(x);
    }
    double fraction = x;
    for (int n = 60; n > 0; n--) {
      fraction = x + 0.5 * n / fraction;
    }
    return 0.5 * Transcendental.TWO_PER_ROOT_PI * StrictMath.exp(-x * x) / fraction;
  }

  /// log |Γ(x)|, see [Gamma#lgamma(double)].
  public static double lgamma(double x) {
    return Gamma.lgamma(x);
  }

  /// ψ⁽ⁿ⁾(x), see [Gamma#polygamma(double, double)].
  public static double polygamma(double order, double x) {
    return Gamma.polygamma(order, x);
  }
}
