package dev.leibniz.ir;

import static dev.leibniz.ir.FloatFormat.polynomial;
import static dev.leibniz.ir.FloatFormat.withSignOf;

import dev.leibniz.data.DType;

/// The error function and its complement, without branches. The errors stated are the largest
/// measured ones (`docs/elementary-functions.md`).
final class ErrorFunction {
  private ErrorFunction() {}

  /// erf x, within 2 ulp in f32, 1.25 in f64.
  ///
  /// For f32 an odd minimax polynomial (relative error 2⁻²⁸) up to 1.05 and 1 − R(|x|)⁻⁴ beyond
  /// (after Abramowitz and Stegun 7.1.28) with a polynomial R (2⁻²⁹), chosen by a clamp as in
  /// [Exponential#tanh]. For f64 an odd minimax polynomial (2⁻⁵⁶) up to 1, beyond it 1 − erfc |x|.
  static <S> S erf(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> singleErf(s, x);
      case DOUBLE -> {
        S size = s.abs(x);
        S one = s.like(x, 1);
        S large = withSignOf(s, s.minus(one, ofPositive(s, size)), x);
        yield s.select(s.lessEqual(size, one), nearZero(s, x), large);
      }
    };
  }

  private static <S> S singleErf(Scalar<S> s, S x) {
    S rest =
        polynomial(
            s,
            s.times(x, x),
            0.12837917,
            -0.3761262,
            0.11283491,
            -0.02684917,
            0.005178558,
            -0.0007917904,
            7.531971e-05);
    S root =
        polynomial(
            s,
            s.abs(x),
            1.0658573,
            -0.15882282,
            1.5164372,
            -2.240307,
            2.6710918,
            -2.058523,
            1.1161923,
            -0.410356,
            0.099746585,
            -0.014409859,
            0.000976078);
    return Exponential.clampByFourthPower(s, s.fma(x, rest, x), root);
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

  /// erfc x, within 6 ulp in f64: the result for |x|, and 2 less it below 0. The f32 value is the
  /// f64 value rounded, within 0.75 ulp.
  static <S> S erfc(Scalar<S> s, S x) {
    return switch (FloatFormat.of(s, x)) {
      case SINGLE -> s.convert(doubleErfc(s, s.convert(x, DType.F64)), DType.F32);
      case DOUBLE -> doubleErfc(s, x);
    };
  }

  private static <S> S doubleErfc(Scalar<S> s, S x) {
    S value = ofPositive(s, s.abs(x));
    return s.select(s.less(x, s.like(x, 0)), s.minus(s.like(x, 2), value), value);
  }

  /// erfc a for f64 and a ≥ 0, as e^(−a²) P(t) / (1 + 2a) with t = (a − 4)/(a + 4), the form of
  /// Shepherd and Laframboise (Mathematics of Computation 36, 1981) with an own minimax polynomial
  /// (relative error 2⁻⁵⁵). The rounding error of a² is put back: e^(−h−l) = e^(−h) (1 − l).
  private static <S> S ofPositive(Scalar<S> s, S a) {
    S end = s.min(a, s.like(a, 27.3));
    S centre = s.like(a, 4);
    S t = s.div(s.minus(end, centre), s.plus(end, centre));
    S one = s.like(a, 1);
    S numerator = s.plus(one, tail(s, t));
    S factor = s.div(numerator, s.fma(s.like(a, 2), end, one));
    S square = s.negate(s.times(end, end));
    S lost = s.fma(end, end, square);
    Exponential.Scaled<S> power = Exponential.scaled(s, square, 0);
    S value = s.times(power.value(), s.fma(s.negate(lost), factor, factor));
    return s.times(value, power.power());
  }

  private static <S> S tail(Scalar<S> s, S t) {
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
