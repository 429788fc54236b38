package dev.leibniz.ir;

import dev.leibniz.data.DType;
import java.util.List;

/// Elementwise elementary and special functions of floating-point numbers. Their values stand in
/// [Elementary], [Exponential], [Logarithm], [Angle] and [ErrorFunction].
public sealed interface Transcendental extends Elementwise {
  @Override
  default int arity() {
    return 1;
  }

  @Override
  default DType resultDType(List<DType> inputs) {
    return Elementwise.floating(this, inputs);
  }

  /// 2 / √π.
  double TWO_PER_ROOT_PI = 1.1283791670955126;

  private static <V> V onePerRootOfOneMinusSquare(Ops<V> o, V x) {
    V one = o.like(x, 1);
    return o.one(new Rsqrt(), o.times(o.minus(one, x), o.plus(one, x)));
  }

  private static <V> V gaussian(Ops<V> o, V x, double factor) {
    return o.times(o.one(new Exp(), o.negate(o.times(x, x))), factor);
  }

  /// eˣ.
  record Exp() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Exponential.exp(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return y;
    }
  }

  /// eˣ − 1, accurate near 0.
  record Expm1() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Exponential.expm1(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Exp(), x.get(0));
    }
  }

  /// The natural logarithm.
  record Log() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Logarithm.log(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.reciprocal(x.get(0));
    }
  }

  /// log(1 + x), accurate near 0.
  record Log1p() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Logarithm.log1p(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.reciprocal(o.plus(o.like(y, 1), x.get(0)));
    }
  }

  /// √x.
  record Sqrt() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.sqrt(x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.div(o.like(y, 0.5), y);
    }
  }

  /// 1 / √x.
  record Rsqrt() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Elementary.rsqrt(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.times(o.times(y, -0.5), o.times(y, y));
    }
  }

  /// ∛x.
  record Cbrt() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Elementary.cbrt(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.reciprocal(o.times(o.times(y, y), 3));
    }
  }

  /// sin x.
  record Sin() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.sin(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Cos(), x.get(0));
    }
  }

  /// cos x.
  record Cos() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.cos(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.negate(o.one(new Sin(), x.get(0)));
    }
  }

  /// tan x.
  record Tan() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.tan(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.plus(o.like(y, 1), o.times(y, y));
    }
  }

  /// The angle in [−π/2, π/2] whose sine is x.
  record Asin() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.asin(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return onePerRootOfOneMinusSquare(o, x.get(0));
    }
  }

  /// The angle in [0, π] whose cosine is x.
  record Acos() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.acos(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.negate(onePerRootOfOneMinusSquare(o, x.get(0)));
    }
  }

  /// The angle in [−π/2, π/2] whose tangent is x.
  record Atan() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.atan(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.reciprocal(o.plus(o.like(y, 1), o.times(x.get(0), x.get(0))));
    }
  }

  /// sinh x.
  record Sinh() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Exponential.sinh(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Cosh(), x.get(0));
    }
  }

  /// cosh x.
  record Cosh() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Exponential.cosh(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Sinh(), x.get(0));
    }
  }

  /// tanh x.
  record Tanh() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Exponential.tanh(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.minus(o.like(y, 1), o.times(y, y));
    }
  }

  /// 1 / (1 + e⁻ˣ).
  record Sigmoid() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Exponential.sigmoid(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.times(y, o.minus(o.like(y, 1), y));
    }
  }

  /// The error function 2/√π ∫₀ˣ e^(−t²) dt.
  record Erf() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return ErrorFunction.erf(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return gaussian(o, x.get(0), TWO_PER_ROOT_PI);
    }
  }

  /// 1 − erf x, accurate for large x.
  record Erfc() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return ErrorFunction.erfc(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return gaussian(o, x.get(0), -TWO_PER_ROOT_PI);
    }
  }

  /// log |Γ(x)|.
  record Lgamma() implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Elementary.lgamma(s, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Polygamma(0), x.get(0));
    }
  }

  /// The polygamma function ψ⁽ⁿ⁾(x), the (n+1)-th derivative of log Γ; order 0 is the digamma
  /// function.
  ///
  /// @param order n
  record Polygamma(int order) implements Transcendental {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Elementary.polygamma(s, order, x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Polygamma(order + 1), x.get(0));
    }
  }

  /// xʸ. The derivative in x at y = 0 is 0, and that in y at x = 0 is 0 for y > 0.
  record Pow() implements Transcendental {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Elementary.pow(s, x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      V base = x.get(0);
      V exponent = x.get(1);
      V zero = o.like(y, 0);
      if (i == 0) {
        V slope = o.times(exponent, o.one(this, base, o.minus(exponent, o.like(y, 1))));
        return o.select(o.equal(exponent, zero), zero, slope);
      }
      V atZero = o.one(new Logic.And(), o.equal(base, zero), o.less(zero, exponent));
      V safe = o.select(atZero, o.like(y, 1), base);
      return o.select(atZero, zero, o.times(o.one(new Log(), safe), y));
    }
  }

  /// The angle of the point (x, y) in (−π, π]; operands y, x.
  record Atan2() implements Transcendental {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return Angle.atan2(s, x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      V scale =
          o.one(
              new Arithmetic.Max(),
              o.one(new Arithmetic.Abs(), x.get(0)),
              o.one(new Arithmetic.Abs(), x.get(1)));
      V ordinate = o.div(x.get(0), scale);
      V abscissa = o.div(x.get(1), scale);
      V square = o.plus(o.times(ordinate, ordinate), o.times(abscissa, abscissa));
      V numerator = i == 0 ? abscissa : o.negate(ordinate);
      return o.div(o.div(numerator, square), scale);
    }
  }
}
