package dev.leibniz.ir;

import static dev.leibniz.ir.FloatFormat.polynomial;
import static dev.leibniz.ir.FloatFormat.withSignOf;

import dev.leibniz.data.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Trigonometric functions and their inverses.
///
/// The f32 sine, cosine and tangent are computed in f64, without branches and for every argument;
/// their f64 forms are routines (FDLIBM, within 1 ulp), because an exact reduction of every f64
/// takes a thousand bits of 2/π. The inverse functions have no branches in either type. The errors
/// stated are the largest measured ones (`docs/elementary-functions.md`).
final class Angle {
  /// 2/π in pieces of 28 bits, the last one of 53: the product of a float and a piece is exact.
  private static final double[] TWO_OVER_PI = {
    0x1.45f306cp-1, 0x1.c9c882ap-29, 0x1.4fe13a8p-59, 0x1.f47d4dp-86, 0x1.bb81b6cp-113
  };

  private static final double TWO_OVER_PI_END = 0x1.4acc9e21c821p-143;

  private Angle() {}

  /// An angle as a number of right angles, modulo 4, and the rest in [−π/4, π/4].
  private record Reduction<S>(S quarters, S rest) {}

  /// Payne and Hanek's reduction (1983) in floating point: each exact product of x and a piece of
  /// 2/π loses its multiples of 4. The sum cancels at most as far as 2⁻³⁰, all before the first
  /// piece whose addition rounds.
  private static <S> Reduction<S> reduce(Scalar<S> s, S x) {
    S sum = s.times(x, s.like(x, TWO_OVER_PI_END));
    Deque<S> pieces = new ArrayDeque<>(List.of(sum));
    for (int i = TWO_OVER_PI.length - 1; i >= 0; i--) {
      S product = s.times(x, s.like(x, TWO_OVER_PI[i]));
      S fours = s.rint(s.times(product, s.like(x, 0.25)));
      S piece = s.fma(fours, s.like(x, -4), product);
      pieces.addFirst(piece);
      sum = s.plus(sum, piece);
    }
    S nearest = s.rint(sum);
    S rest = s.negate(nearest);
    for (S piece : pieces) {
      rest = s.plus(rest, piece);
    }
    S quarters = s.and(s.convert(nearest, DType.I64), s.whole(DType.I64, 3));
    return new Reduction<>(quarters, s.times(rest, s.like(x, FloatFormat.DOUBLE.halfPi())));
  }

  /// sin x for |x| ≤ π/4, in f64 for an f32 result; relative error 2⁻³⁶.
  private static <S> S sineOfRest(Scalar<S> s, S x) {
    S square = s.times(x, x);
    S rest =
        polynomial(
            s,
            square,
            -0.16666666644218317,
            0.008333329328862478,
            -0.00019839261473520562,
            2.7173487014676217e-06);
    return s.fma(s.times(x, square), rest, x);
  }

  /// cos x for |x| ≤ π/4, in f64 for an f32 result; relative error 2⁻³³.
  private static <S> S cosineOfRest(Scalar<S> s, S x) {
    return polynomial(
        s,
        s.times(x, x),
        1,
        -0.49999999694452263,
        0.04166662035432768,
        -0.0013886681558310612,
        2.43835588271958e-05);
  }

  private static <S> S isOdd(Scalar<S> s, S quarters) {
    S one = s.whole(DType.I64, 1);
    return s.equal(s.and(quarters, one), one);
  }

  /// The sine of an f32 angle plus a number of right angles.
  private static <S> S single(Scalar<S> s, S x, int turn) {
    Reduction<S> reduction = reduce(s, s.convert(x, DType.F64));
    S quarters = s.plus(reduction.quarters(), s.whole(DType.I64, turn));
    S sine = sineOfRest(s, reduction.rest());
    S cosine = cosineOfRest(s, reduction.rest());
    S value = s.select(isOdd(s, quarters), cosine, sine);
    S two = s.whole(DType.I64, 2);
    S isNegative = s.equal(s.and(quarters, two), two);
    return s.convert(s.select(isNegative, s.negate(value), value), DType.F32);
  }

  private static <S> S unlessZero(Scalar<S> s, S x, S value) {
    return s.select(s.equal(x, s.like(x, 0)), x, value);
  }

  /// sin x, within 0.75 ulp in f32, 1 in f64.
  static <S> S sin(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> unlessZero(s, x, single(s, x, 0));
      case DOUBLE -> s.call(Routine.SIN, x);
    };
  }

  /// cos x, within 0.75 ulp in f32, 1 in f64.
  static <S> S cos(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> single(s, x, 1);
      case DOUBLE -> s.call(Routine.COS, x);
    };
  }

  /// tan x, within 0.75 ulp in f32, 1 in f64.
  static <S> S tan(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> unlessZero(s, x, singleTangent(s, x));
      case DOUBLE -> s.call(Routine.TAN, x);
    };
  }

  private static <S> S singleTangent(Scalar<S> s, S x) {
    Reduction<S> reduction = reduce(s, s.convert(x, DType.F64));
    S sine = sineOfRest(s, reduction.rest());
    S cosine = cosineOfRest(s, reduction.rest());
    S isOdd = isOdd(s, reduction.quarters());
    S numerator = s.select(isOdd, s.negate(cosine), sine);
    return s.convert(s.div(numerator, s.select(isOdd, sine, cosine)), DType.F32);
  }

  /// atan z for 0 ≤ z ≤ 1; relative error of the polynomial 2⁻²⁵ and 2⁻⁵⁴.
  private static <S> S ofRatio(Scalar<S> s, S z) {
    S square = s.times(z, z);
    S rest =
        switch (FloatFormat.of(s, z)) {
          case SINGLE ->
              polynomial(
                  s,
                  square,
                  -0.33333153,
                  0.19993767,
                  -0.14211008,
                  0.10665822,
                  -0.075518385,
                  0.043207597,
                  -0.01636541,
                  0.0029200881);
          case DOUBLE ->
              polynomial(
                  s,
                  square,
                  -0.3333333333333324,
                  0.19999999999976292,
                  -0.14285714283804404,
                  0.11111111038037112,
                  -0.09090907471937215,
                  0.0769228449548724,
                  -0.06666436182172124,
                  0.05880687567330869,
                  -0.05254104584925623,
                  0.047239281212900844,
                  -0.04222474230566516,
                  0.03669202432009072,
                  -0.029958535406213186,
                  0.022023958131292425,
                  -0.013912900461696331,
                  0.0071891110916522645,
                  -0.002873362255050488,
                  0.0008246772904945106,
                  -0.00015020024403115636,
                  1.2979577084858152e-05);
        };
    return s.fma(s.times(z, square), rest, z);
  }

  /// n π/2 + x for |x| ≤ π/2 and a multiple n that is a number.
  private static <S> S plusQuarters(Scalar<S> s, S n, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    S low = s.fma(n, s.like(x, format.halfPiLow()), x);
    return s.fma(n, s.like(x, format.halfPi()), low);
  }

  /// atan x, within 1.5 ulp: the minimax polynomial of the smaller of |x| and 1/|x|.
  static <S> S atan(Scalar<S> s, S x) {
    S one = s.like(x, 1);
    S size = s.abs(x);
    S isSteep = s.less(one, size);
    S angle = ofRatio(s, s.div(s.min(size, one), s.max(size, one)));
    S steep = plusQuarters(s, one, s.negate(angle));
    return withSignOf(s, s.select(isSteep, steep, angle), x);
  }

  /// The angle of the point (x, y) with the special cases of [Math#atan2(double, double)], within 2
  /// ulp.
  static <S> S atan2(Scalar<S> s, S y, S x) {
    S zero = s.like(x, 0);
    S one = s.like(x, 1);
    S width = s.abs(x);
    S height = s.abs(y);
    S small = s.min(width, height);
    S large = s.max(width, height);
    S ratio = s.div(small, large);
    ratio = s.select(s.equal(large, zero), zero, ratio);
    ratio = s.select(s.equal(small, s.like(x, Double.POSITIVE_INFINITY)), one, ratio);
    S angle = ofRatio(s, ratio);
    S isSteep = s.less(width, height);
    S isLeft = s.less(s.bits(x), s.whole(FloatFormat.of(s, x).whole(), 0));
    S quarters = s.select(isSteep, one, s.select(isLeft, s.like(x, 2), zero));
    S turned = s.select(s.xor(isSteep, isLeft), s.negate(angle), angle);
    return withSignOf(s, plusQuarters(s, quarters, turned), y);
  }

  /// An angle as the sum of its sine and the rest.
  private record Arc<S>(S sine, S rest) {
    S whole(Scalar<S> s) {
      return s.plus(sine, rest);
    }
  }

  /// asin s for 0 ≤ s ≤ 1/2; relative error of the polynomial 2⁻²⁷ and 2⁻⁵⁵.
  private static <S> Arc<S> ofSine(Scalar<S> s, S sine, S square) {
    S rest =
        switch (FloatFormat.of(s, sine)) {
          case SINGLE ->
              polynomial(s, square, 0.16666731, 0.07495957, 0.045401495, 0.024475636, 0.041715875);
          case DOUBLE ->
              polynomial(
                  s,
                  square,
                  0.16666666666665408,
                  0.07500000000336983,
                  0.044642856828344,
                  0.03038195913668566,
                  0.02237175805017146,
                  0.017359704846973325,
                  0.013885234070611078,
                  0.01216922344648228,
                  0.006527916130263983,
                  0.01952844277965275,
                  -0.01622454903384855,
                  0.031912481411508944);
        };
    return new Arc<>(sine, s.times(s.times(sine, square), rest));
  }

  /// For |x| > 1/2 half the angle between 1 and |x| on the circle, else asin |x|.
  private static <S> Arc<S> halfOrWhole(Scalar<S> s, S size, S isLarge) {
    S half = s.like(size, 0.5);
    S square = s.select(isLarge, s.fma(size, s.like(size, -0.5), half), s.times(size, size));
    return ofSine(s, s.select(isLarge, s.sqrt(square), size), square);
  }

  /// asin x, within 2 ulp: a minimax polynomial up to 1/2, beyond it π/2 − 2 asin √((1 − |x|)/2),
  /// where π/2 less twice the sine hardly rounds.
  static <S> S asin(Scalar<S> s, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    S size = s.abs(x);
    S isLarge = s.less(s.like(x, 0.5), size);
    Arc<S> part = halfOrWhole(s, size, isLarge);
    S minusTwo = s.like(x, -2);
    S high = s.fma(part.sine(), minusTwo, s.like(x, format.halfPi()));
    S low = s.fma(part.rest(), minusTwo, s.like(x, format.halfPiLow()));
    return withSignOf(s, s.select(isLarge, s.plus(high, low), part.whole(s)), x);
  }

  /// acos x, within 1.5 ulp: from the same parts as asin x.
  static <S> S acos(Scalar<S> s, S x) {
    S zero = s.like(x, 0);
    S size = s.abs(x);
    S isLarge = s.less(s.like(x, 0.5), size);
    S part = halfOrWhole(s, size, isLarge).whole(s);
    S isNegative = s.less(x, zero);
    S angle = s.select(isLarge, s.plus(part, part), s.negate(part));
    S turned = s.select(isNegative, s.negate(angle), angle);
    S two = s.select(isNegative, s.like(x, 2), zero);
    return plusQuarters(s, s.select(isLarge, two, s.like(x, 1)), turned);
  }
}
