package dev.leibniz.ir;

/// The logarithm of the gamma function and its derivatives, for `double` numbers.
///
/// Only [StrictMath] and plain arithmetic are used, so the bits repeat everywhere. Coefficients
/// that are not Bernoulli or zeta numbers are Chebyshev fits made with 60 digits.
final class Gamma {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  /// 1 − γ, the derivative of log Γ at 2.
  private static final double ONE_MINUS_EULER = 0.42278433509846713;

  /// (−1)ᵏ (ζ(k) − 1) / k for k = 2, 3, …: the Taylor coefficients of log Γ at 2 (DLMF 5.7.3).
  private static final double[] AT_TWO = {
    0.3224670334241132,
    -0.0673523010531981,
    0.020580808427784546,
    -0.007385551028673986,
    0.0028905103307415234,
    -0.001192753911703261,
    0.0005096695247430425,
    -0.00022315475845357939,
    9.945751278180853e-05,
    -4.492623673813314e-05,
    2.050721277567069e-05,
    -9.439488275268397e-06,
    4.374866789907488e-06,
    -2.039215753801366e-06,
    9.55141213040742e-07,
    -4.492469198764566e-07,
    2.1207184805554665e-07,
    -1.0043224823968099e-07,
    4.7698101693639804e-08,
    -2.2711094608943164e-08,
    1.0838659214896955e-08,
    -5.183475041970047e-09,
    2.4836745438024785e-09,
    -1.1921401405860912e-09,
    5.731367241678862e-10,
    -2.7595228851242334e-10,
    1.330476437424449e-10
  };

  /// B₂ⱼ / (2j (2j − 1)), j = 1, 2, … (DLMF 5.11.1).
  private static final double[] STIRLING = {
    0.08333333333333333,
    -0.002777777777777778,
    0.0007936507936507937,
    -0.0005952380952380953,
    0.0008417508417508417,
    -0.0019175269175269176,
    0.00641025641025641,
    -0.029550653594771242
  };

  /// B₂ⱼ / (2j), j = 1, 2, … (DLMF 5.11.2).
  private static final double[] DIGAMMA_TAIL = {
    0.08333333333333333,
    -0.008333333333333333,
    0.003968253968253968,
    -0.004166666666666667,
    0.007575757575757576,
    -0.021092796092796094,
    0.08333333333333333,
    -0.4432598039215686
  };

  /// B₂ⱼ / (2j)!, j = 1, 2, … (DLMF 25.11.28).
  private static final double[] EULER_MACLAURIN = {
    0.08333333333333333,
    -0.001388888888888889,
    3.306878306878307e-05,
    -8.267195767195768e-07,
    2.08767569878681e-08,
    -5.284190138687493e-10,
    1.3382536530684679e-11,
    -3.3896802963225827e-13,
    8.586062056277845e-15,
    -2.174868698558062e-16,
    5.5090028283602295e-18,
    -1.3954464685812522e-19
  };

  /// The positive zero of ψ, as a sum of two numbers.
  private static final double DIGAMMA_ZERO = 1.4616321449683622;

  private static final double DIGAMMA_ZERO_LOW = 9.549995429965697e-17;

  /// ψ(x) / (x − zero) on [1, 2] in powers of x − 3/2; relative error 2e-17.
  private static final double[] DIGAMMA_CENTRE = {
    0.9510558760318328,
    -0.4236274212814606,
    0.24054248424078697,
    -0.14840492305388092,
    0.09498872445289039,
    -0.06192213327548831,
    0.040760833940846085,
    -0.026975796659787055,
    0.017907248317313294,
    -0.011908220105959716,
    0.007927021796868154,
    -0.005279937255532708,
    0.003518106563802472,
    -0.0023454947397380833,
    0.0015633696313653504,
    -0.0010364584817312839,
    0.0006909255761282986,
    -0.00048595039220036254,
    0.00032395945401345196,
    -0.00014480643368061614,
    9.653646261410062e-05,
    -0.0001782188548855923,
    0.00011881232908510335
  };

  /// The largest order whose factorial is finite.
  private static final double LARGEST_FACTORIAL = 170;

  private Gamma() {}

  /// log |Γ(x)|: +∞ at 0, −1, −2, … and at both infinities.
  ///
  /// From 10 on Stirling's series, else the recurrence to [1.5, 2.5] and the Taylor series at 2;
  /// below 0 the reflection formula (DLMF 5.5.3). For x > 0 the error is a few ulp, near the zeros
  /// 1 and 2 too; below 0 the error is a few ulp of the largest term, so it is an absolute one near
  /// the zeros there.
  static double lgamma(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (Double.isInfinite(x) || (x <= 0 && x == StrictMath.rint(x))) {
      return Double.POSITIVE_INFINITY;
    }
    if (StrictMath.abs(x) < 0x1p-60) {
      return -StrictMath.log(StrictMath.abs(x));
    }
    return x > 0
        ? positive(x)
        : -StrictMath.log(StrictMath.abs(x * sinPi(x)) / StrictMath.PI) - positive(-x);
  }

  private static double positive(double x) {
    if (x >= 10) {
      double stirling = polynomial(STIRLING, 1 / (x * x)) / x;
      return (x - 0.5) * (StrictMath.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5 + stirling);
    }
    if (x < 0.5) {
      return nearTwo(x) - StrictMath.log1p(x) - StrictMath.log(x);
    }
    if (x < 1.5) {
      return nearTwo(x - 1) - StrictMath.log1p(x - 1);
    }
    double product = 1;
    double rest = x;
    while (rest > 2.5) {
      rest -= 1;
      product *= rest;
    }
    return StrictMath.log(product) + nearTwo(rest - 2);
  }

  /// log Γ(2 + t) for |t| ≤ 1/2.
  private static double nearTwo(double t) {
    return t * Math.fma(t, polynomial(AT_TWO, t), ONE_MINUS_EULER);
  }

  /// ψ⁽ⁿ⁾(x) for a whole order n ≥ 0, NaN for another order. At 0 and the negative whole numbers:
  /// for odd n +∞; for even n ∓∞ at ±0 and NaN else.
  ///
  /// Order 0 has a fit around its positive zero, the recurrence and the asymptotic series; higher
  /// orders are n! ζ(n + 1, x), the Hurwitz zeta function by Euler–Maclaurin summation (DLMF
  /// 25.11.28). Below 0 the reflection formulas (DLMF 5.15.6). For x > 0 the relative error stays
  /// below (6 + n) · 2⁻⁵² up to order 50; below 0 it is of that size against the largest term.
  static double polygamma(double order, double x) {
    boolean odd = order % 2 == 1;
    if (Double.isNaN(x) || !(order >= 0) || order != StrictMath.rint(order)) {
      return Double.NaN;
    }
    if (x == Double.NEGATIVE_INFINITY) {
      return Double.NaN;
    }
    if (x <= 0 && x == StrictMath.rint(x)) {
      double even = x == 0 ? StrictMath.copySign(Double.POSITIVE_INFINITY, -x) : Double.NaN;
      return odd ? Double.POSITIVE_INFINITY : even;
    }
    if (order == 0) {
      return x > 0 ? digamma(x) : digamma(1 - x) - StrictMath.PI * cotPi(x);
    }
    if (x > 0) {
      return odd ? zetaTerm(order, x) : -zetaTerm(order, x);
    }
    if (order > LARGEST_FACTORIAL) {
      boolean above = x > StrictMath.rint(x);
      return odd || !above ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    return -zetaTerm(order, 1 - x) - cotDerivative((int) order, x);
  }

  private static double digamma(double x) {
    if (x >= 10) {
      double square = 1 / (x * x);
      return StrictMath.log(x) - 0.5 / x - square * polynomial(DIGAMMA_TAIL, square);
    }
    if (x < 1) {
      return centre(x + 1) - 1 / x;
    }
    double rest = x;
    double sum = 0;
    while (rest > 2) {
      rest -= 1;
      sum += 1 / rest;
    }
    return centre(rest) + sum;
  }

  private static double centre(double x) {
    return ((x - DIGAMMA_ZERO) - DIGAMMA_ZERO_LOW) * polynomial(DIGAMMA_CENTRE, x - 1.5);
  }

  /// n! ζ(n + 1, x) for x > 0: n!/xⁿ times a sum in which nothing overflows early.
  private static double zetaTerm(double n, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double s = n + 1;
    double sum = 0;
    double at = x;
    while (at < s + 10) {
      double ratio = at == x ? 1 : StrictMath.pow(x / at, s);
      sum += ratio / x;
      if (ratio < 0x1p-60) {
        return factorialOverPower(n, x) * sum;
      }
      at += 1;
    }
    double square = 1 / (at * at);
    double rising = s;
    double power = square;
    double tail = 1 / n + 0.5 / at;
    for (int j = 0; j < EULER_MACLAURIN.length; j++) {
      tail += EULER_MACLAURIN[j] * rising * power;
      rising *= (s + 2 * j + 1) * (s + 2 * j + 2);
      power *= square;
    }
    return factorialOverPower(n, x) * (sum + StrictMath.pow(x / at, n) * tail);
  }

  private static double factorialOverPower(double n, double x) {
    if (n > LARGEST_FACTORIAL) {
      return StrictMath.exp(positive(n + 1) - n * StrictMath.log(x));
    }
    double product = 1;
    for (int j = 1; j <= n; j++) {
      product *= j / x;
    }
    return product;
  }

  /// The n-th derivative of π cot πx, a polynomial of cot πx whose coefficients have one sign.
  private static double cotDerivative(int n, double x) {
    double[] coefficients = new double[n + 2];
    coefficients[1] = 1;
    for (int k = 0; k < n; k++) {
      double[] next = new double[n + 2];
      for (int i = 1; i <= k + 1; i++) {
        next[i - 1] -= i * coefficients[i];
        next[i + 1] -= i * coefficients[i];
      }
      coefficients = next;
    }
    return StrictMath.pow(StrictMath.PI, n + 1) * polynomial(coefficients, cotPi(x));
  }

  /// sin πx, exact at the zeros.
  private static double sinPi(double x) {
    double nearest = StrictMath.rint(x);
    double sine = StrictMath.sin(StrictMath.PI * (x - nearest));
    return nearest % 2 == 0 ? sine : -sine;
  }

  /// cot πx, exact at the zeros.
  private static double cotPi(double x) {
    double rest = x - StrictMath.rint(x);
    return StrictMath.abs(rest) <= 0.25
        ? 1 / StrictMath.tan(StrictMath.PI * rest)
        : StrictMath.tan(StrictMath.PI * (StrictMath.copySign(0.5, rest) - rest));
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = Math.fma(sum, x, coefficients[i]);
    }
    return sum;
  }
}
