package dev.leibniz.ir;

/// The values of elementary and special functions for single numbers, written once over [Scalar].
final class Elementary {
  private Elementary() {}

  static <S> S exp(Scalar<S> s, S x) {
    return s.call(Routine.EXP, x);
  }

  static <S> S expm1(Scalar<S> s, S x) {
    return s.call(Routine.EXPM1, x);
  }

  static <S> S log(Scalar<S> s, S x) {
    return s.call(Routine.LOG, x);
  }

  static <S> S log1p(Scalar<S> s, S x) {
    return s.call(Routine.LOG1P, x);
  }

  static <S> S cbrt(Scalar<S> s, S x) {
    return s.call(Routine.CBRT, x);
  }

  static <S> S sin(Scalar<S> s, S x) {
    return s.call(Routine.SIN, x);
  }

  static <S> S cos(Scalar<S> s, S x) {
    return s.call(Routine.COS, x);
  }

  static <S> S tan(Scalar<S> s, S x) {
    return s.call(Routine.TAN, x);
  }

  static <S> S asin(Scalar<S> s, S x) {
    return s.call(Routine.ASIN, x);
  }

  static <S> S acos(Scalar<S> s, S x) {
    return s.call(Routine.ACOS, x);
  }

  static <S> S atan(Scalar<S> s, S x) {
    return s.call(Routine.ATAN, x);
  }

  static <S> S sinh(Scalar<S> s, S x) {
    return s.call(Routine.SINH, x);
  }

  static <S> S cosh(Scalar<S> s, S x) {
    return s.call(Routine.COSH, x);
  }

  static <S> S tanh(Scalar<S> s, S x) {
    return s.call(Routine.TANH, x);
  }

  static <S> S erf(Scalar<S> s, S x) {
    return s.call(Routine.ERF, x);
  }

  static <S> S erfc(Scalar<S> s, S x) {
    return s.call(Routine.ERFC, x);
  }

  static <S> S lgamma(Scalar<S> s, S x) {
    return s.call(Routine.LGAMMA, x);
  }

  static <S> S rsqrt(Scalar<S> s, S x) {
    return s.div(s.like(x, 1), s.sqrt(x));
  }

  static <S> S sigmoid(Scalar<S> s, S x) {
    S one = s.like(x, 1);
    return s.div(one, s.plus(one, exp(s, s.negate(x))));
  }

  static <S> S polygamma(Scalar<S> s, int order, S x) {
    return s.call(Routine.POLYGAMMA, s.like(x, order), x);
  }

  static <S> S pow(Scalar<S> s, S x, S y) {
    return s.call(Routine.POW, x, y);
  }

  static <S> S atan2(Scalar<S> s, S y, S x) {
    return s.call(Routine.ATAN2, y, x);
  }
}
