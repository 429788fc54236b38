package dev.leibniz.ir;

import static dev.leibniz.ir.FloatFormat.polynomial;
import static dev.leibniz.ir.FloatFormat.withSignOf;

/// The exponential function and its relatives, without branches.
///
/// All rest on one reduction (Cody and Waite 1980): x = n ln 2 + r with |r| ≤ ln(2)/2, where n
/// comes out of an addition that rounds to a whole number, ln 2 has two parts, and eʳ is a minimax
/// polynomial (Remez exchange; `docs/elementary-functions.md` names the script). The errors stated
/// are the largest measured ones, see the same page.
final class Exponential {
  private static final double LOG2_E = 0x1.71547652b82fep0;

  private Exponential() {}

  /// x = n ln 2 + rest; the lowest bits of `shifted` hold n plus the bias that was asked for.
  private record Reduction<S>(S rest, S shifted) {}

  private static <S> Reduction<S> reduce(Scalar<S> s, S x, int bias) {
    FloatFormat format = FloatFormat.of(s, x);
    S shift = s.like(x, format.roundingShift() + bias);
    S shifted = s.fma(x, s.like(x, LOG2_E), shift);
    S n = s.minus(shifted, shift);
    S rest = s.fma(n, s.like(x, -format.logOfTwo()), x);
    rest = s.fma(n, s.like(x, -format.logOfTwoLow()), rest);
    return new Reduction<>(rest, s.bits(shifted));
  }

  /// 2 to the power whose biased exponent stands in the lowest bits.
  private static <S> S power(Scalar<S> s, FloatFormat format, S bits) {
    return s.fromBits(s.shiftLeft(bits, s.whole(format.whole(), format.mantissa())));
  }

  private static <S> S clamp(Scalar<S> s, S x, double low, double high) {
    return s.min(s.max(x, s.like(x, low)), s.like(x, high));
  }

  /// eʳ for |r| ≤ ln(2)/2; relative error of the polynomial 2⁻²⁸ and 2⁻⁶⁰.
  private static <S> S ofRest(Scalar<S> s, S r) {
    return switch (FloatFormat.of(s, r)) {
      case SINGLE ->
          polynomial(s, r, 1, 1, 0.49999994, 0.16666517, 0.041668102, 0.008369166, 0.0013838031);
      case DOUBLE ->
          polynomial(
              s,
              r,
              1,
              1,
              0.5,
              0.16666666666666682,
              0.041666666666666095,
              0.008333333333316983,
              0.0013888888889116362,
              0.00019841269896515718,
              2.4801586925688215e-05,
              2.755723472636208e-06,
              2.7557582317151753e-07,
              2.5112085210092177e-08,
              2.082657082367942e-09);
    };
  }

  /// A product of two factors, of which the second is a power of two that is to be multiplied last:
  /// so results below the normal numbers round once.
  ///
  /// @param value the first factor, near 1 in its exponent
  /// @param power the second
  record Scaled<S>(S value, S power) {}

  /// eˣ · 2ᵏ for k = 0 or −1.
  static <S> Scaled<S> scaled(Scalar<S> s, S x, int k) {
    FloatFormat format = FloatFormat.of(s, x);
    S inside = clamp(s, x, format.lowestExponent(), format.highestExponent() - k);
    Reduction<S> reduction = reduce(s, inside, 2 * format.bias() + k);
    S half = s.shiftRight(reduction.shifted(), s.whole(format.whole(), 1));
    S rest = s.minus(reduction.shifted(), half);
    S value = s.times(ofRest(s, reduction.rest()), power(s, format, half));
    return new Scaled<>(value, power(s, format, rest));
  }

  private static <S> S halfOfExp(Scalar<S> s, S x) {
    Scaled<S> half = scaled(s, x, -1);
    return s.times(half.value(), half.power());
  }

  /// eˣ, within 1 ulp in f32, 1.25 in f64.
  static <S> S exp(Scalar<S> s, S x) {
    Scaled<S> power = scaled(s, x, 0);
    return s.times(power.value(), power.power());
  }

  /// eʳ − 1 for |r| ≤ ln(2)/2; relative error of the polynomial 2⁻²⁸ and 2⁻⁵⁹.
  private static <S> S minusOneOfRest(Scalar<S> s, S r) {
    S square = s.times(r, r);
    S rest =
        switch (FloatFormat.of(s, r)) {
          case SINGLE ->
              polynomial(
                  s, r, 0.5, 0.16666636, 0.04166651, 0.008341511, 0.0013930546, 0.00015045302);
          case DOUBLE ->
              polynomial(
                  s,
                  r,
                  0.5,
                  0.16666666666666677,
                  0.04166666666666671,
                  0.008333333333320344,
                  0.0013888888888842412,
                  0.00019841269889759165,
                  2.480158744044203e-05,
                  2.755724024002618e-06,
                  2.7557149557655753e-07,
                  2.511051202295025e-08,
                  2.0960370039356104e-09);
        };
    return s.fma(square, rest, r);
  }

  /// eˣ − 1, within 1.75 ulp in f32, 2 in f64.
  static <S> S expm1(Scalar<S> s, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    S inside = clamp(s, x, -format.mantissa(), format.highestExponent());
    Reduction<S> reduction = reduce(s, inside, format.bias() - 1);
    S half = power(s, format, reduction.shifted());
    S value = s.fma(minusOneOfRest(s, reduction.rest()), half, s.minus(half, s.like(x, 0.5)));
    S isTiny = s.less(s.abs(x), s.like(x, format.tiny()));
    return s.select(isTiny, x, s.plus(value, value));
  }

  /// 1 / (1 + e⁻ˣ), within 2.5 ulp: for x < 0 as eˣ / (1 + eˣ), which keeps its accuracy down to 0.
  static <S> S sigmoid(Scalar<S> s, S x) {
    S one = s.like(x, 1);
    S power = exp(s, s.negate(s.abs(x)));
    S numerator = s.select(s.less(x, s.like(x, 0)), power, one);
    return s.div(numerator, s.plus(one, power));
  }

  /// cosh x, within 1.5 ulp: e/2 + 1/(2e) for e = exp |x|.
  static <S> S cosh(Scalar<S> s, S x) {
    S half = halfOfExp(s, s.abs(x));
    return s.plus(half, s.div(s.like(x, 0.25), half));
  }

  /// sinh x, within 2 ulp: an odd minimax polynomial (relative error 2⁻³¹ and 2⁻⁵⁶) for |x| < 1,
  /// else e/2 − 1/(2e) for e = exp |x|.
  static <S> S sinh(Scalar<S> s, S x) {
    S half = halfOfExp(s, s.abs(x));
    S large = withSignOf(s, s.minus(half, s.div(s.like(x, 0.25), half)), x);
    S square = s.times(x, x);
    S rest =
        switch (FloatFormat.of(s, x)) {
          case SINGLE ->
              polynomial(s, square, 0.16666667, 0.008333307, 0.00019843873, 2.7760584e-06);
          case DOUBLE ->
              polynomial(
                  s,
                  square,
                  0.16666666666666669,
                  0.008333333333333174,
                  0.00019841269841425354,
                  2.7557319156695965e-06,
                  2.5052123477359666e-08,
                  1.605721707647952e-10,
                  7.760411617749028e-13);
        };
    S small = s.fma(s.times(x, square), rest, x);
    return s.select(s.less(s.abs(x), s.like(x, 1)), small, large);
  }

  /// tanh x, within 2 ulp in f32, 3 in f64.
  ///
  /// For f32 an odd minimax polynomial (relative error 2⁻²⁸) up to 1.1 and 1 − R(|x|)⁻⁴ beyond,
  /// with a polynomial R (2⁻²⁶). The first is above the second from there on and below it before,
  /// so that a clamp chooses: without comparisons and bit operations plain loops become vector
  /// code. For f64 −e / (e + 2) with e = exp(−2|x|) − 1.
  static <S> S tanh(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> singleTanh(s, x);
      case DOUBLE -> {
        S e = expm1(s, s.times(s.abs(x), s.like(x, -2)));
        yield withSignOf(s, s.div(s.negate(e), s.plus(e, s.like(x, 2))), x);
      }
    };
  }

  private static <S> S singleTanh(Scalar<S> s, S x) {
    S square = s.times(x, x);
    S rest =
        polynomial(
            s,
            square,
            1,
            -0.33333325,
            0.1333305,
            -0.053938,
            0.021718796,
            -0.008446768,
            0.002898884,
            -0.00072969985,
            9.370481e-05);
    S near = s.times(x, rest);
    S root =
        polynomial(
            s,
            s.abs(x),
            1.0015544,
            0.24442536,
            0.16173309,
            0.038511816,
            -0.024542749,
            0.011894471,
            -0.0028649368,
            0.0004247079,
            -3.439794e-05,
            1.2049941e-06);
    return clampByFourthPower(s, near, root);
  }

  /// `near`, but not farther from 0 than 1 − root⁻⁴.
  static <S> S clampByFourthPower(Scalar<S> s, S near, S root) {
    S square = s.times(root, root);
    S one = s.like(near, 1);
    S limit = s.minus(one, s.div(one, s.times(square, square)));
    return s.max(s.min(near, limit), s.negate(limit));
  }
}
