package dev.leibniz.ir;

/// The functions that [Routine] names, for `double` numbers. They use [StrictMath], whose bits
/// repeat everywhere.
public final class Routines {
  private Routines() {}

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

  /// xʸ, with the special cases of [Math#pow(double, double)].
  public static double pow(double x, double y) {
    return StrictMath.pow(x, y);
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
