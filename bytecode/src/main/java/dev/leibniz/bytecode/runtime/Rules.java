package dev.leibniz.bytecode.runtime;

/// The derivatives of the elementary functions.
///
/// `sinBy0(x, v, t)` is t · ∂sin(x)/∂x where v = sin(x): the arguments, the value, the tangent or
/// cotangent. At a kink the derivative is that of one side, as each method says; at a pole a zero t
/// gives zero, so that a factor that is not used does not turn a gradient into NaN.
public final class Rules {
  private Rules() {}

  public static double sinBy0(double x, double v, double t) {
    return Math.cos(x) * t;
  }

  public static double cosBy0(double x, double v, double t) {
    return -Math.sin(x) * t;
  }

  public static double tanBy0(double x, double v, double t) {
    return (1 + v * v) * t;
  }

  public static double asinBy0(double x, double v, double t) {
    return t / Math.sqrt((1 - x) * (1 + x));
  }

  public static double acosBy0(double x, double v, double t) {
    return -t / Math.sqrt((1 - x) * (1 + x));
  }

  public static double atanBy0(double x, double v, double t) {
    return t / (1 + x * x);
  }

  public static double sinhBy0(double x, double v, double t) {
    return Math.cosh(x) * t;
  }

  public static double coshBy0(double x, double v, double t) {
    return Math.sinh(x) * t;
  }

  public static double tanhBy0(double x, double v, double t) {
    return (1 - v * v) * t;
  }

  public static double expBy0(double x, double v, double t) {
    return v * t;
  }

  public static double expm1By0(double x, double v, double t) {
    return (v + 1) * t;
  }

  public static double logBy0(double x, double v, double t) {
    return x == 0 && t == 0 ? 0 : t / x;
  }

  public static double log10By0(double x, double v, double t) {
    return x == 0 && t == 0 ? 0 : t / (x * 2.302585092994046);
  }

  public static double log1pBy0(double x, double v, double t) {
    return x == -1 && t == 0 ? 0 : t / (1 + x);
  }

  public static double sqrtBy0(double x, double v, double t) {
    return v == 0 && t == 0 ? 0 : 0.5 * t / v;
  }

  public static double cbrtBy0(double x, double v, double t) {
    return v == 0 && t == 0 ? 0 : t / (3 * v * v);
  }

  /// y·x^(y−1); 0 at x = y = 0.
  public static double powBy0(double x, double y, double v, double t) {
    return x == 0 && (y == 0 || (t == 0 && y < 1)) ? 0 : y * Math.pow(x, y - 1) * t;
  }

  /// x^y·log x; 0 at x = 0 for y > 0.
  public static double powBy1(double x, double y, double v, double t) {
    return x == 0 && y > 0 ? 0 : v * Math.log(x) * t;
  }

  /// x/v; 0 at the origin.
  public static double hypotBy0(double x, double y, double v, double t) {
    return v == 0 ? 0 : x / v * t;
  }

  /// y/v; 0 at the origin.
  public static double hypotBy1(double x, double y, double v, double t) {
    return v == 0 ? 0 : y / v * t;
  }

  /// x/(x² + y²); 0 at the origin.
  public static double atan2By0(double y, double x, double v, double t) {
    double h = Math.hypot(x, y);
    return h == 0 ? 0 : x / h / h * t;
  }

  /// −y/(x² + y²); 0 at the origin.
  public static double atan2By1(double y, double x, double v, double t) {
    double h = Math.hypot(x, y);
    return h == 0 ? 0 : -y / h / h * t;
  }

  /// The sign of x; 0 at 0.
  public static double absBy0(double x, double v, double t) {
    return x > 0 ? t : x < 0 ? -t : x == 0 ? 0 : Double.NaN;
  }

  /// 1 for the greater; the first where both are equal.
  public static double maxBy0(double a, double b, double v, double t) {
    return a >= b ? t : a < b ? 0 : Double.NaN;
  }

  public static double maxBy1(double a, double b, double v, double t) {
    return a < b ? t : a >= b ? 0 : Double.NaN;
  }

  /// 1 for the smaller; the first where both are equal.
  public static double minBy0(double a, double b, double v, double t) {
    return a <= b ? t : a > b ? 0 : Double.NaN;
  }

  public static double minBy1(double a, double b, double v, double t) {
    return a > b ? t : a <= b ? 0 : Double.NaN;
  }

  public static double sumBy0(double a, double b, double v, double t) {
    return t;
  }

  public static double sumBy1(double a, double b, double v, double t) {
    return t;
  }

  public static double fmaBy0(double a, double b, double c, double v, double t) {
    return b * t;
  }

  public static double fmaBy1(double a, double b, double c, double v, double t) {
    return a * t;
  }

  public static double fmaBy2(double a, double b, double c, double v, double t) {
    return t;
  }

  public static double copySignBy0(double a, double b, double v, double t) {
    return a == 0 ? 0 : Math.copySign(1.0, a) * Math.copySign(1.0, b) * t;
  }

  public static double copySignBy1(double a, double b, double v, double t) {
    return 0;
  }

  public static double toRadiansBy0(double x, double v, double t) {
    return Math.toRadians(t);
  }

  public static double toDegreesBy0(double x, double v, double t) {
    return Math.toDegrees(t);
  }

  /// 0 where the derivative exists, as for every step function here.
  public static double signumBy0(double x, double v, double t) {
    return 0;
  }

  public static double floorBy0(double x, double v, double t) {
    return 0;
  }

  public static double ceilBy0(double x, double v, double t) {
    return 0;
  }

  public static double rintBy0(double x, double v, double t) {
    return 0;
  }

  public static double ulpBy0(double x, double v, double t) {
    return 0;
  }

  public static double IEEEremainderBy0(double a, double b, double v, double t) {
    return t;
  }

  public static double IEEEremainderBy1(double a, double b, double v, double t) {
    return -Math.rint((a - v) / b) * t;
  }

  /// For the operator `%`: a − b·n with n = the truncated quotient.
  public static double remainderBy1(double a, double b, double v, double t) {
    return -Math.rint((a - v) / b) * t;
  }

  /// At the bounds, where value and bound are equal, that of the value.
  public static double clampBy0(double x, double low, double high, double v, double t) {
    return x == v ? t : 0;
  }

  public static double clampBy1(double x, double low, double high, double v, double t) {
    return x < low ? t : 0;
  }

  public static double clampBy2(double x, double low, double high, double v, double t) {
    return x > high ? t : 0;
  }

  public static double scalbBy0(double x, double n, double v, double t) {
    return Math.scalb(t, (int) n);
  }

  public static double nextUpBy0(double x, double v, double t) {
    return t;
  }

  public static double nextDownBy0(double x, double v, double t) {
    return t;
  }

  public static double nextAfterBy0(double x, double direction, double v, double t) {
    return t;
  }

  public static double nextAfterBy1(double x, double direction, double v, double t) {
    return 0;
  }
}
