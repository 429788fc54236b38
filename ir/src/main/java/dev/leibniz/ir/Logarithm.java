package dev.leibniz.ir;

import static dev.leibniz.ir.FloatFormat.polynomial;

/// The natural logarithm, without branches.
///
/// x = 2ᵏ (1 + f) with √½ ≤ 1 + f < √2. For f32 log(1 + f) = f − f²/2 + f³ P(f) with a minimax
/// polynomial of degree 7 (relative error 2⁻²⁷); for f64 the odd series in f / (2 + f), as in
/// FDLIBM (e_log.c, Sun 1993), with an own fit (2⁻⁵⁸). k ln 2 is added in two parts, the larger of
/// them with its rounding error. The errors stated are the largest measured ones
/// (`docs/elementary-functions.md`).
final class Logarithm {
  private Logarithm() {}

  /// log x, within 1 ulp.
  static <S> S log(Scalar<S> s, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    int shift = format.mantissa();
    S isSubnormal = s.less(x, s.like(x, StrictMath.scalb(1.0, 1 - format.bias())));
    S normal = s.select(isSubnormal, s.times(x, s.like(x, StrictMath.scalb(1.0, shift))), x);
    Split<S> split = split(s, normal);
    S k = s.plus(split.k(), s.select(isSubnormal, s.like(x, -shift), s.like(x, 0)));
    return atEnds(s, x, assemble(s, k, s.minus(split.mantissa(), s.like(x, 1))));
  }

  /// log(1 + x), within 1.5 ulp in f32, 1.25 in f64: as log u for u = 1 + x rounded, with what the
  /// rounding lost added to f. Where k = 0, f is x itself.
  static <S> S log1p(Scalar<S> s, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    S one = s.like(x, 1);
    S u = s.plus(one, x);
    S part = s.minus(u, one);
    S lost = s.plus(s.minus(one, s.minus(u, part)), s.minus(x, part));
    Split<S> split = split(s, u);
    S f = s.plus(s.minus(split.mantissa(), one), s.times(lost, inversePower(s, format, split.k())));
    S value = atEnds(s, u, assemble(s, split.k(), f));
    return s.select(s.less(s.abs(x), s.like(x, format.tiny())), x, value);
  }

  /// x = 2ᵏ · mantissa.
  private record Split<S>(S k, S mantissa) {}

  private static <S> Split<S> split(Scalar<S> s, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    S width = s.whole(format.whole(), format.mantissa());
    S bits = s.bits(x);
    S k = s.shiftRight(s.minus(bits, s.bits(s.like(x, 0x1.6a09e667f3bcdp-1))), width);
    return new Split<>(s.convert(k, s.dtype(x)), s.fromBits(s.minus(bits, s.shiftLeft(k, width))));
  }

  /// 2⁻ᵏ, or a larger power where that is no normal number: there nothing was lost that counts.
  private static <S> S inversePower(Scalar<S> s, FloatFormat format, S k) {
    S largest = s.like(k, format.bias() - 1.0);
    S exponent = s.minus(s.like(k, format.bias()), s.min(k, largest));
    S bits = s.convert(exponent, format.whole());
    return s.fromBits(s.shiftLeft(bits, s.whole(format.whole(), format.mantissa())));
  }

  /// k ln 2 + log(1 + f). The first part of ln 2 has so many trailing zeros that its product with k
  /// is exact.
  private static <S> S assemble(Scalar<S> s, S k, S f) {
    boolean single = FloatFormat.of(s, f) == FloatFormat.SINGLE;
    S high = s.times(k, s.like(f, single ? 0x1.62e4p-1 : 0x1.62e42fefa38p-1));
    S low = s.like(f, single ? 0x1.7f7d1cp-20 : 0x1.ef35793c7673p-45);
    S sum = s.plus(high, f);
    S lost = s.minus(f, s.minus(sum, high));
    S rest = s.fma(k, low, single ? singleRest(s, f) : doubleRest(s, f));
    return s.plus(sum, s.plus(rest, lost));
  }

  private static <S> S singleRest(Scalar<S> s, S f) {
    S square = s.times(f, f);
    S cubic =
        polynomial(
            s,
            f,
            0.3333333,
            -0.25000823,
            0.20001261,
            -0.16623335,
            0.14200968,
            -0.13159268,
            0.1276473,
            -0.07639401);
    return s.fma(s.times(f, square), cubic, s.times(square, s.like(f, -0.5)));
  }

  private static <S> S doubleRest(Scalar<S> s, S f) {
    S quotient = s.div(f, s.plus(f, s.like(f, 2)));
    S square = s.times(quotient, quotient);
    S series =
        polynomial(
            s,
            square,
            0.666666666666671,
            0.39999999999519825,
            0.28571428729284787,
            0.2222219909089342,
            0.18183571541169416,
            0.15313164375076815,
            0.1481051999082406);
    S half = s.times(s.times(f, f), s.like(f, 0.5));
    return s.minus(s.times(quotient, s.fma(square, series, half)), half);
  }

  /// −∞ at 0, NaN below 0, ∞ at ∞.
  private static <S> S atEnds(Scalar<S> s, S x, S value) {
    S zero = s.like(x, 0);
    S infinity = s.like(x, Double.POSITIVE_INFINITY);
    S outside =
        s.select(s.equal(x, zero), s.like(x, Double.NEGATIVE_INFINITY), s.like(x, Double.NaN));
    S inside = s.select(s.equal(x, infinity), infinity, value);
    return s.select(s.less(zero, x), inside, outside);
  }
}
