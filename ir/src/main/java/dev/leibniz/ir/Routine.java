package dev.leibniz.ir;

import java.util.Locale;

/// Functions of single numbers that have no branch-free form. Every tier calls the same code, so
/// the bits agree.
///
/// Each has a `double` text in [Routines]; the `float` value is that of the `double` text, rounded
/// once.
public enum Routine {
  /// sin x.
  SIN(1),
  /// cos x.
  COS(1),
  /// tan x.
  TAN(1),
  /// xʸ.
  POW(2),
  /// log |Γ(x)|.
  LGAMMA(1),
  /// ψ⁽ⁿ⁾(x), the polygamma function; operands n, x.
  POLYGAMMA(2);

  private final int arity;

  Routine(int arity) {
    this.arity = arity;
  }

  /// The number of operands.
  public int arity() {
    return arity;
  }

  /// The name of the static method in [Routines] that computes it.
  public String method() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The value for one operand.
  public double apply(double x) {
    return switch (this) {
      case SIN -> Routines.sin(x);
      case COS -> Routines.cos(x);
      case TAN -> Routines.tan(x);
      case LGAMMA -> Routines.lgamma(x);
      case POW, POLYGAMMA -> throw new IllegalArgumentException(name() + " takes two operands");
    };
  }

  /// The value for two operands.
  public double apply(double x, double y) {
    return switch (this) {
      case POW -> Routines.pow(x, y);
      case POLYGAMMA -> Routines.polygamma(x, y);
      case SIN, COS, TAN, LGAMMA ->
          throw new IllegalArgumentException(name() + " takes one operand");
    };
  }
}
