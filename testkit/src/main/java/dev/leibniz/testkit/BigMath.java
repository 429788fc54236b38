package dev.leibniz.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Elementary functions of decimal numbers, by plain series: an oracle that shares nothing with the
/// functions under test. Results carry at least 40 correct digits.
public final class BigMath {
  private static final MathContext DIGITS = new MathContext(80);
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /// π by Machin's formula.
  private static final BigDecimal PI =
      arctangentSeries(BigDecimal.ONE.divide(BigDecimal.valueOf(5), DIGITS))
          .multiply(BigDecimal.valueOf(16))
          .subtract(
              arctangentSeries(BigDecimal.ONE.divide(BigDecimal.valueOf(239), DIGITS))
                  .multiply(BigDecimal.valueOf(4)),
              DIGITS);

  private BigMath() {}

  /// eˣ by the Taylor series of eˣ at x / 2ᵏ, squared k times.
  public static BigDecimal exp(BigDecimal x) {
    int halvings = Math.max(0, x.precision() - x.scale()) * 4 + 8;
    MathContext more = new MathContext(DIGITS.getPrecision() + halvings);
    BigDecimal small = x.divide(TWO.pow(halvings), more);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; isLarger(term, sum, more); n++) {
      term = term.multiply(small, more).divide(BigDecimal.valueOf(n), more);
      sum = sum.add(term, more);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, more);
    }
    return sum.round(DIGITS);
  }

  private static boolean isLarger(BigDecimal term, BigDecimal sum, MathContext digits) {
    return term.signum() != 0
        && term.abs().compareTo(sum.abs().movePointLeft(digits.getPrecision() + 2)) > 0;
  }

  /// eˣ − 1.
  public static BigDecimal expm1(BigDecimal x) {
    return isTiny(x) ? x.add(x.multiply(x, DIGITS).multiply(HALF), DIGITS) : less(exp(x), 1);
  }

  private static boolean isTiny(BigDecimal x) {
    return x.abs().compareTo(new BigDecimal("1e-25")) < 0;
  }

  private static BigDecimal less(BigDecimal x, int y) {
    return x.subtract(BigDecimal.valueOf(y), DIGITS);
  }

  /// log x for x > 0, by Halley's iteration on the exponential function.
  public static BigDecimal log(BigDecimal x) {
    if (x.compareTo(BigDecimal.ONE) == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal y = BigDecimal.valueOf(approximateLog(x));
    for (int i = 0; i < 3; i++) {
      BigDecimal power = exp(y);
      BigDecimal step = x.subtract(power, DIGITS).divide(x.add(power, DIGITS), DIGITS);
      y = y.add(step.multiply(TWO), DIGITS);
    }
    return y;
  }

  private static double approximateLog(BigDecimal x) {
    int shift = x.precision() - x.scale();
    return StrictMath.log(x.movePointLeft(shift).doubleValue()) + shift * StrictMath.log(10);
  }

  /// log(1 + x).
  public static BigDecimal log1p(BigDecimal x) {
    return isTiny(x)
        ? x.subtract(x.multiply(x, DIGITS).multiply(HALF), DIGITS)
        : log(x.add(BigDecimal.ONE));
  }

  /// sinh x.
  public static BigDecimal sinh(BigDecimal x) {
    return expm1(x).subtract(expm1(x.negate()), DIGITS).multiply(HALF);
  }

  /// cosh x.
  public static BigDecimal cosh(BigDecimal x) {
    return exp(x).add(exp(x.negate()), DIGITS).multiply(HALF);
  }

  /// tanh x.
  public static BigDecimal tanh(BigDecimal x) {
    BigDecimal e = expm1(x.multiply(TWO));
    return e.divide(e.add(TWO), DIGITS);
  }

  /// 1 / (1 + e⁻ˣ).
  public static BigDecimal sigmoid(BigDecimal x) {
    return BigDecimal.ONE.divide(exp(x.negate()).add(BigDecimal.ONE, DIGITS), DIGITS);
  }

  /// 1 / √x.
  public static BigDecimal rsqrt(BigDecimal x) {
    return BigDecimal.ONE.divide(x.sqrt(DIGITS), DIGITS);
  }

  /// ∛x.
  public static BigDecimal cbrt(BigDecimal x) {
    if (x.signum() == 0) {
      return x;
    }
    BigDecimal root = exp(log(x.abs()).divide(BigDecimal.valueOf(3), DIGITS));
    return x.signum() < 0 ? root.negate() : root;
  }

  private static BigDecimal arctangentSeries(BigDecimal x) {
    BigDecimal square = x.multiply(x, DIGITS).negate();
    BigDecimal power = x;
    BigDecimal sum = x;
    for (int n = 3; isLarger(power, sum, DIGITS); n += 2) {
      power = power.multiply(square, DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), DIGITS), DIGITS);
    }
    return sum;
  }

  /// atan x, by halving the angle until the series converges fast.
  public static BigDecimal atan(BigDecimal x) {
    BigDecimal small = x;
    int halvings = 6;
    for (int i = 0; i < halvings; i++) {
      BigDecimal root = small.multiply(small, DIGITS).add(BigDecimal.ONE, DIGITS).sqrt(DIGITS);
      small = small.divide(root.add(BigDecimal.ONE), DIGITS);
    }
    return arctangentSeries(small).multiply(TWO.pow(halvings), DIGITS);
  }

  /// asin x for |x| ≤ 1.
  public static BigDecimal asin(BigDecimal x) {
    BigDecimal rest = BigDecimal.ONE.subtract(x).multiply(BigDecimal.ONE.add(x));
    if (rest.signum() == 0) {
      return PI.multiply(HALF).multiply(BigDecimal.valueOf(x.signum()));
    }
    return atan(x.divide(rest.sqrt(DIGITS), DIGITS));
  }

  /// acos x for |x| ≤ 1.
  public static BigDecimal acos(BigDecimal x) {
    BigDecimal sum = BigDecimal.ONE.add(x);
    if (sum.signum() == 0) {
      return PI;
    }
    BigDecimal ratio = BigDecimal.ONE.subtract(x).divide(sum, DIGITS);
    return atan(ratio.sqrt(DIGITS)).multiply(TWO);
  }

  /// sin x for |x| < 10²⁰.
  public static BigDecimal sin(BigDecimal x) {
    BigDecimal turns = x.divide(PI.multiply(TWO), DIGITS).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal rest = x.subtract(turns.multiply(TWO).multiply(PI));
    BigDecimal square = rest.multiply(rest, DIGITS).negate();
    BigDecimal term = rest;
    BigDecimal sum = rest;
    for (int n = 2; isLarger(term, rest, DIGITS); n += 2) {
      BigDecimal divisor = BigDecimal.valueOf((long) n * (n + 1));
      term = term.multiply(square, DIGITS).divide(divisor, DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /// cos x for |x| < 10²⁰.
  public static BigDecimal cos(BigDecimal x) {
    return sin(x.add(PI.multiply(HALF)));
  }

  /// tan x for |x| < 10²⁰.
  public static BigDecimal tan(BigDecimal x) {
    return sin(x).divide(cos(x), DIGITS);
  }

  /// erf x by its series of positive terms (DLMF 7.6.2) for |x| < 3, else 1 − erfc |x| with the
  /// sign of x.
  public static BigDecimal erf(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.valueOf(3)) >= 0) {
      BigDecimal size = BigDecimal.ONE.subtract(erfc(x.abs()), DIGITS);
      return x.signum() < 0 ? size.negate() : size;
    }
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 3; isLarger(term, sum, DIGITS); n += 2) {
      term = term.multiply(square, DIGITS).multiply(TWO).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    BigDecimal factor = TWO.multiply(exp(square.negate())).divide(PI.sqrt(DIGITS), DIGITS);
    return sum.multiply(factor, DIGITS);
  }

  /// erfc x by its continued fraction (DLMF 7.9.1) for x ≥ 3, else 1 − erf x.
  public static BigDecimal erfc(BigDecimal x) {
    if (x.compareTo(BigDecimal.valueOf(3)) < 0) {
      return BigDecimal.ONE.subtract(erf(x), DIGITS);
    }
    BigDecimal fraction = x;
    for (int n = 400; n > 0; n--) {
      fraction = x.add(BigDecimal.valueOf(n).multiply(HALF).divide(fraction, DIGITS), DIGITS);
    }
    BigDecimal gaussian = exp(x.multiply(x).negate());
    return gaussian.divide(fraction.multiply(PI.sqrt(DIGITS)), DIGITS);
  }
}
