package dev.leibniz.bench;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.testkit.BigMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;

/// A member of one of Genz's six families of integrands on the unit cube, with its integral from a
/// closed form.
///
/// Source: Genz, Testing multidimensional integration routines (1984).
final class Genz {
  private static final MathContext DIGITS = new MathContext(60);

  /// The families, with the sum of the difficulties a that the reference members have.
  enum Family {
    /// cos(2π u_1 + Σ a_i x_i).
    OSCILLATORY(1, 9, true),
    /// Π 1/(a_i⁻² + (x_i − u_i)²).
    PRODUCT_PEAK(2, 7.25, true),
    /// (1 + Σ a_i x_i)^−(d+1).
    CORNER_PEAK(3, 1.85, false),
    /// exp(−Σ a_i² (x_i − u_i)²).
    GAUSSIAN(4, 7.03, true),
    /// exp(−Σ a_i |x_i − u_i|).
    CONTINUOUS(5, 20.4, true),
    /// exp(Σ a_i x_i) where x_1 ≤ u_1 and x_2 ≤ u_2, else 0.
    DISCONTINUOUS(6, 4.3, false);

    private final int number;
    private final double difficulty;
    private final boolean grows;

    Family(int number, double difficulty, boolean grows) {
      this.number = number;
      this.difficulty = difficulty;
      this.grows = grows;
    }

    /// The family with Genz's number.
    static Family of(int number) {
      for (Family family : values()) {
        if (family.number == number) {
          return family;
        }
      }
      throw new IllegalArgumentException("no family " + number);
    }

    /// The sum of the a: up to five axes it grows with their number where it says so.
    double difficulty(int axes) {
      return grows ? difficulty * Math.min(1, axes / 5.0) : difficulty;
    }
  }

  private final Family family;
  private final double[] a;
  private final double[] u;

  Genz(Family family, double[] a, double[] u) {
    this.family = family;
    this.a = a;
    this.u = u;
  }

  /// A member with random a and u.
  static Genz random(Family family, int axes, RandomGenerator random) {
    double[] a = random.doubles(axes).toArray();
    double[] u = random.doubles(axes).toArray();
    double sum = 0;
    for (double part : a) {
      sum += part;
    }
    for (int i = 0; i < axes; i++) {
      a[i] *= family.difficulty(axes) / sum;
    }
    return new Genz(family, a, u);
  }

  Family family() {
    return family;
  }

  int axes() {
    return a.length;
  }

  /// The family's number and the parameters, for the peer's side.
  String line() {
    StringBuilder line = new StringBuilder().append(family.number);
    for (double[] parameters : new double[][] {a, u}) {
      for (int i = 0; i < parameters.length; i++) {
        line.append(i == 0 ? ' ' : ',').append(parameters[i]);
      }
    }
    return line.toString();
  }

  MultivariateFunction integrand() {
    return switch (family) {
      case OSCILLATORY -> x -> Math.cos(2 * Math.PI * u[0] + dot(x));
      case PRODUCT_PEAK -> this::productPeak;
      case CORNER_PEAK -> x -> Math.pow(1 + dot(x), -(a.length + 1));
      case GAUSSIAN -> this::gaussian;
      case CONTINUOUS -> this::continuous;
      case DISCONTINUOUS ->
          x -> x[0] > u[0] || (x.length > 1 && x[1] > u[1]) ? 0 : Math.exp(dot(x));
    };
  }

  private double dot(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += a[i] * x[i];
    }
    return sum;
  }

  private double productPeak(double[] x) {
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      double distance = x[i] - u[i];
      product /= 1 / (a[i] * a[i]) + distance * distance;
    }
    return product;
  }

  private double gaussian(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = a[i] * (x[i] - u[i]);
      sum += distance * distance;
    }
    return Math.exp(-sum);
  }

  private double continuous(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += a[i] * Math.abs(x[i] - u[i]);
    }
    return Math.exp(-sum);
  }

  /// The integral over the unit cube.
  double integral() {
    return switch (family) {
      case OSCILLATORY -> oscillatory();
      case CORNER_PEAK -> corner();
      case PRODUCT_PEAK, GAUSSIAN, CONTINUOUS, DISCONTINUOUS -> product();
    };
  }

  /// The real part of exp(2π i u_1) Π (exp(i a_j) − 1)/(i a_j).
  private double oscillatory() {
    double real = Math.cos(2 * Math.PI * u[0]);
    double imaginary = Math.sin(2 * Math.PI * u[0]);
    for (double part : a) {
      double size = Math.sin(0.5 * part) / (0.5 * part);
      double cosine = size * Math.cos(0.5 * part);
      double sine = size * Math.sin(0.5 * part);
      double next = real * cosine - imaginary * sine;
      imaginary = real * sine + imaginary * cosine;
      real = next;
    }
    return real;
  }

  /// The alternating sum over the corners, whose terms cancel: with 60 digits.
  private double corner() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int corner = 0; corner < 1 << a.length; corner++) {
      BigDecimal base = BigDecimal.ONE;
      for (int i = 0; i < a.length; i++) {
        if ((corner >> i & 1) == 1) {
          base = base.add(new BigDecimal(a[i]));
        }
      }
      BigDecimal term = BigDecimal.ONE.divide(base, DIGITS);
      sum = Integer.bitCount(corner) % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    for (int i = 0; i < a.length; i++) {
      sum = sum.divide(new BigDecimal(a[i]), DIGITS).divide(BigDecimal.valueOf(i + 1), DIGITS);
    }
    return sum.doubleValue();
  }

  private double product() {
    double product = 1;
    for (int i = 0; i < a.length; i++) {
      double above = a[i] * (1 - u[i]);
      double below = a[i] * u[i];
      product *=
          switch (family) {
            case PRODUCT_PEAK -> a[i] * (Math.atan(above) + Math.atan(below));
            case GAUSSIAN -> Math.sqrt(Math.PI) / (2 * a[i]) * (erf(above) + erf(below));
            case CONTINUOUS -> -(Math.expm1(-below) + Math.expm1(-above)) / a[i];
            case DISCONTINUOUS -> Math.expm1(i < 2 ? below : a[i]) / a[i];
            case OSCILLATORY, CORNER_PEAK -> throw new IllegalStateException("not a product");
          };
    }
    return product;
  }

  private static double erf(double x) {
    return BigMath.erf(new BigDecimal(x)).doubleValue();
  }
}
