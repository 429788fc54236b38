package dev.leibniz.ir;

/// Roots, and the functions that have no branch-free form.
///
/// The other elementary functions stand in [Exponential], [Logarithm], [Angle] and [ErrorFunction].
final class Elementary {
  private Elementary() {}

  /// 1 / √x, within 1.5 ulp.
  static <S> S rsqrt(Scalar<S> s, S x) {
    return s.div(s.like(x, 1), s.sqrt(x));
  }

  /// ∛x, within 0.75 ulp.
  ///
  /// A first value from a third of the bits (Kahan 1991; 5 bits), Halley's iteration once for f32
  /// and twice for f64 (3 times as many bits each), and a Newton step whose residual is computed
  /// with `fma`. Numbers are brought near 1 first, so that the cubes neither overflow nor
  /// underflow.
  static <S> S cbrt(Scalar<S> s, S x) {
    FloatFormat format = FloatFormat.of(s, x);
    boolean single = format == FloatFormat.SINGLE;
    S size = s.abs(x);
    S isSmall = s.less(size, s.like(x, single ? 0x1p-100 : 0x1p-900));
    S isLarge = s.less(s.like(x, single ? 0x1p100 : 0x1p900), size);
    double step = single ? 0x1p24 : 0x1p54;
    double root = single ? 0x1p8 : 0x1p18;
    S one = s.like(x, 1);
    S factor = s.select(isSmall, s.like(x, step), s.select(isLarge, s.like(x, 1 / step), one));
    S back = s.select(isSmall, s.like(x, 1 / root), s.select(isLarge, s.like(x, root), one));
    S a = s.times(size, factor);
    S third = s.times(s.convert(s.bits(a), s.dtype(x)), s.like(x, 1 / 3.0));
    S offset = s.like(x, single ? 0x2a5119f2p0 : 0x2a9f7893782da1cep0);
    S y = s.fromBits(s.convert(s.plus(third, offset), format.whole()));
    y = halley(s, a, y);
    if (!single) {
      y = halley(s, a, y);
    }
    S square = s.times(y, y);
    S lost = s.fma(y, y, s.negate(square));
    S residual = s.fma(s.negate(y), lost, s.fma(s.negate(y), square, a));
    y = s.plus(y, s.div(residual, s.times(square, s.like(x, 3))));
    S value = FloatFormat.withSignOf(s, s.times(y, back), x);
    S ordinary =
        s.and(s.less(s.like(x, 0), size), s.less(size, s.like(x, Double.POSITIVE_INFINITY)));
    return s.select(ordinary, value, x);
  }

  private static <S> S halley(Scalar<S> s, S a, S y) {
    S cube = s.times(s.times(y, y), y);
    S denominator = s.fma(s.like(a, 2), cube, a);
    return s.times(y, s.div(s.fma(s.like(a, 2), a, cube), denominator));
  }

  /// log |Γ(x)|, see [Gamma#lgamma(double)].
  static <S> S lgamma(Scalar<S> s, S x) {
    return s.call(Routine.LGAMMA, x);
  }

  /// ψ⁽ⁿ⁾(x), see [Gamma#polygamma(double, double)].
  static <S> S polygamma(Scalar<S> s, int order, S x) {
    return s.call(Routine.POLYGAMMA, s.like(x, order), x);
  }

  /// xʸ with the special cases of [Math#pow(double, double)]; for f64 within 1 ulp (FDLIBM).
  static <S> S pow(Scalar<S> s, S x, S y) {
    return s.call(Routine.POW, x, y);
  }
}
