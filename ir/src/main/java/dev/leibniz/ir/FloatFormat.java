package dev.leibniz.ir;

import dev.leibniz.data.DType;

/// What the texts of elementary functions must know about an IEEE 754 format.
///
/// The two parts of ln 2 and of π/2 are the number rounded to the format and the rest: with `fma`
/// the first step of a reduction is exact, so the first part needs no trailing zeros.
enum FloatFormat {
  /// 32 bits.
  SINGLE(DType.I32, 23, 127, 0x1.62e43p-1, -0x1.05c61p-29, 0x1.921fb6p0, -0x1.777a5cp-25, -104, 89),
  /// 64 bits.
  DOUBLE(
      DType.I64,
      52,
      1023,
      0x1.62e42fefa39efp-1,
      0x1.abc9e3b39803fp-56,
      0x1.921fb54442d18p0,
      0x1.1a62633145c07p-54,
      -746,
      710);

  private final DType whole;
  private final int mantissa;
  private final int bias;
  private final double logOfTwo;
  private final double logOfTwoLow;
  private final double halfPi;
  private final double halfPiLow;
  private final double lowestExponent;
  private final double highestExponent;

  FloatFormat(
      DType whole,
      int mantissa,
      int bias,
      double logOfTwo,
      double logOfTwoLow,
      double halfPi,
      double halfPiLow,
      double lowestExponent,
      double highestExponent) {
    this.whole = whole;
    this.mantissa = mantissa;
    this.bias = bias;
    this.logOfTwo = logOfTwo;
    this.logOfTwoLow = logOfTwoLow;
    this.halfPi = halfPi;
    this.halfPiLow = halfPiLow;
    this.lowestExponent = lowestExponent;
    this.highestExponent = highestExponent;
  }

  /// The format of a floating number; elementary functions are typed to have no other operands.
  static <S> FloatFormat of(Scalar<S> s, S x) {
    return s.dtype(x) == DType.F32 ? SINGLE : DOUBLE;
  }

  /// Whole numbers of the same width.
  DType whole() {
    return whole;
  }

  /// The number of stored bits of the mantissa.
  int mantissa() {
    return mantissa;
  }

  /// The exponent field of 1.
  int bias() {
    return bias;
  }

  /// 1.5 times the power of two whose spacing is 1: added to a smaller number, it leaves the
  /// nearest whole number in the lowest bits.
  double roundingShift() {
    return StrictMath.scalb(1.5, mantissa);
  }

  /// Below it, x − x²/2 rounds to x.
  double tiny() {
    return StrictMath.scalb(1.0, -mantissa - 2);
  }

  /// ln 2, rounded.
  double logOfTwo() {
    return logOfTwo;
  }

  /// ln 2 less its rounded value.
  double logOfTwoLow() {
    return logOfTwoLow;
  }

  /// π/2, rounded.
  double halfPi() {
    return halfPi;
  }

  /// π/2 less its rounded value.
  double halfPiLow() {
    return halfPiLow;
  }

  /// A whole number below which eˣ rounds to 0.
  double lowestExponent() {
    return lowestExponent;
  }

  /// A whole number above which eˣ overflows; eˣ/2 does from the next one on.
  double highestExponent() {
    return highestExponent;
  }

  /// c₀ + c₁ x + c₂ x² + … by Horner's rule.
  static <S> S polynomial(Scalar<S> s, S x, double... coefficients) {
    S sum = s.like(x, coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = s.fma(sum, x, s.like(x, coefficients[i]));
    }
    return sum;
  }

  /// `size`, which is not negative, with the sign of x.
  static <S> S withSignOf(Scalar<S> s, S size, S x) {
    FloatFormat format = of(s, x);
    S sign = s.and(s.bits(x), s.whole(format.whole, 1L << (format.mantissa + format.signShift())));
    return s.fromBits(s.or(s.bits(size), sign));
  }

  private int signShift() {
    return this == SINGLE ? 8 : 11;
  }
}
