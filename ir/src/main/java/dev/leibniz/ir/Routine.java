package dev.leibniz.ir;

/// Functions of single numbers that have no branch-free form. Every tier calls the same code, so
/// the bits agree.
///
/// Each has a `double` text in [Routines]; the `float` value is that of the `double` text, rounded
/// once.
public enum Routine {
  /// eˣ.
  EXP(1),
  /// eˣ − 1.
  EXPM1(1),
  /// log x.
  LOG(1),
  /// log(1 + x).
  LOG1P(1),
  /// tanh x.
  TANH(1),
  /// xʸ.
  POW(2),
  /// ∛x.
  CBRT(1),
  /// sin x.
  SIN(1),
  /// cos x.
  COS(1),
  /// tan x.
  TAN(1),
  /// asin x.
  ASIN(1),
  /// acos x.
  ACOS(1),
  /// atan x.
  ATAN(1),
  /// The angle of the point (x, y); operands y, x.
  ATAN2(2),
  /// sinh x.
  SINH(1),
  /// cosh x.
  COSH(1),
  /// log |Γ(x)|.
  LGAMMA(1),
  /// ψ⁽ⁿ⁾(x), the polygamma function; operands n, x.
  POLYGAMMA(2),
  /// erf x.
  ERF(1),
  /// erfc x.
  ERFC(1);

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
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// The value for one operand.
  public double apply(double x) {
    return switch (this) {
      case EXP -> Routines.exp(x);
      case EXPM1 -> Routines.expm1(x);
      case LOG -> Routines.log(x);
      case LOG1P -> Routines.log1p(x);
      case TANH -> Routines.tanh(x);
      case CBRT -> Routines.cbrt(x);
      case SIN -> Routines.sin(x);
      case COS -> Routines.cos(x);
      case TAN -> Routines.tan(x);
      case ASIN -> Routines.asin(x);
      case ACOS -> Routines.acos(x);
      case ATAN -> Routines.atan(x);
      case SINH -> Routines.sinh(x);
      case COSH -> Routines.cosh(x);
      case LGAMMA -> Routines.lgamma(x);
      case ERF -> Routines.erf(x);
      case ERFC -> Routines.erfc(x);
      case POW, ATAN2, POLYGAMMA ->
          throw new IllegalArgumentException(name() + " takes two operands");
    };
  }

  /// The value for two operands.
  public double apply(double x, double y) {
    return switch (this) {
      case POW -> Routines.pow(x, y);
      case ATAN2 -> Routines.atan2(x, y);
      case POLYGAMMA -> Routines.polygamma(x, y);
      case EXP,
          EXPM1,
          LOG,
          LOG1P,
          TANH,
          CBRT,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          LGAMMA,
          ERF,
          ERFC ->
          throw new IllegalArgumentException(name() + " takes one operand");
    };
  }
}
