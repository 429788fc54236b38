package dev.leibniz.ir;

import static dev.leibniz.ir.FloatFormat.polynomial;
import static dev.leibniz.ir.FloatFormat.withSignOf;

/// The error function and its complement, without branches. The errors stated are the largest
/// measured ones (`docs/elementary-functions.md`).
final class ErrorFunction {
  /// Beyond it erf x rounds to ±1 in f32.
  private static final double SINGLE_END = 3.93;

  private ErrorFunction() {}

  /// erf x, within 5 ulp.
  ///
  /// For f32 a rational function of degrees 13 and 10 (a minimax fit by Lawson's algorithm,
  /// relative error 2⁻²⁹), without bit operations, so that plain loops become vector code; it is
  /// scaled so that the quotient of its first coefficients is 2/√π to 2⁻⁴⁸. For f64 an odd minimax
  /// polynomial (relative error 2⁻⁵⁶) up to 1, beyond it 1 − erfc |x|.
  static <S> S erf(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> rational(s, x);
      case DOUBLE -> {
        S size = s.abs(x);
        S one = s.like(x, 1);
        S large = withSignOf(s, s.minus(one, ofPositive(s, size)), x);
        yield s.select(s.lessEqual(size, one), nearZero(s, x), large);
      }
    };
  }

  private static <S> S rational(Scalar<S> s, S x) {
    S inside = s.min(s.max(x, s.like(x, -SINGLE_END)), s.like(x, SINGLE_END));
    S square = s.times(inside, inside);
    S numerator =
        polynomial(
            s,
            square,
            1.4807621,
            0.24296771,
            0.07119802,
            0.005039584,
            0.00049495336,
            6.062853e-06,
            -1.6873358e-08);
    S denominator =
        polynomial(
            s, square, 1.3122913, 0.652755, 0.14945285, 0.020255005, 0.0017091404, 8.201926e-05);
    S value = s.div(s.times(inside, numerator), denominator);
    return s.min(s.max(value, s.like(x, -1)), s.like(x, 1));
  }

  private static <S> S nearZero(Scalar<S> s, S x) {
    S rest =
        polynomial(
            s,
            s.times(x, x),
            0.1283791670955126,
            -0.3761263890318375,
            0.11283791670954857,
            -0.026866170645072907,
            0.005223977624780965,
            -0.0008548326978747702,
            0.00012055331037093965,
            -1.4925593511401867e-05,
            1.6460972886829844e-06,
            -1.6350025936209924e-07,
            1.4657884472637242e-08,
            -1.1365683248456953e-09,
            5.945290031037285e-11);
    return s.fma(x, rest, x);
  }

  /// erfc x, within 6 ulp: the result for |x|, and 2 less it below 0.
  static <S> S erfc(Scalar<S> s, S x) {
    S value = ofPositive(s, s.abs(x));
    return s.select(s.less(x, s.like(x, 0)), s.minus(s.like(x, 2), value), value);
  }

  /// erfc a for a ≥ 0, as e^(−a²) P(t) / (1 + 2a) with t = (a − K)/(a + K), the form of Shepherd
  /// and Laframboise (Mathematics of Computation 36, 1981) with own minimax polynomials (relative
  /// error 2⁻²⁶ and 2⁻⁵⁵). The rounding error of a² is put back: e^(−h−l) = e^(−h) (1 − l).
  private static <S> S ofPositive(Scalar<S> s, S a) {
    boolean single = FloatFormat.of(s, a) == FloatFormat.SINGLE;
    S end = s.min(a, s.like(a, single ? 10.1 : 27.3));
    S centre = s.like(a, single ? 3 : 4);
    S t = s.div(s.minus(end, centre), s.plus(end, centre));
    S one = s.like(a, 1);
    S numerator = s.plus(one, single ? singleTail(s, t) : doubleTail(s, t));
    S factor = s.div(numerator, s.fma(s.like(a, 2), end, one));
    S square = s.negate(s.times(end, end));
    S lost = s.fma(end, end, square);
    Exponential.Scaled<S> power = Exponential.scaled(s, square, 0);
    S value = s.times(power.value(), s.fma(s.negate(lost), factor, factor));
    return s.times(value, power.power());
  }

  private static <S> S singleTail(Scalar<S> s, S t) {
    return polynomial(
        s,
        t,
        0.25300807,
        -0.13562115,
        -0.047563184,
        0.12964614,
        -0.11925967,
        0.06830567,
        -0.023848388,
        0.0024990102,
        0.0020582282,
        -0.00064820994,
        -0.00021358179);
  }

  private static <S> S doubleTail(Scalar<S> s, S t) {
    return polynomial(
        s,
        t,
        0.2329951186255525,
        -0.13962111684056286,
        0.01537965210262014,
        0.06809705425473354,
        -0.1010390660363236,
        0.09373283499691448,
        -0.06633036581203833,
        0.037167515560701414,
        -0.016197734054725736,
        0.005031969770612809,
        -0.0007577733613983302,
        -0.00019925557955598728,
        0.00015062229005888806,
        -2.4402953846477617e-05,
        -1.1224821257785901e-05,
        5.7174985605275615e-06,
        3.01273017957116e-07,
        -8.347662445565332e-07,
        6.288839966617624e-08,
        1.15160471758094e-07,
        -7.84199117628426e-09,
        -1.3650071445317314e-08,
        -1.8002009869860414e-09);
  }
}
