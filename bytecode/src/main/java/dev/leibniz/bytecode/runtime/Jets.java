package dev.leibniz.bytecode.runtime;

/// Arithmetic of truncated Taylor series: a series u(t) = Σ uₖ·tᵏ is the array of its coefficients.
///
/// Griewank and Walther, "Evaluating Derivatives" (2008), section 13.2: each operation takes a
/// number of multiplications that grows with the square of the order. The first coefficient is the
/// value as the function itself computes it. At kinks the series is that of one side, as in
/// [Rules].
public final class Jets {
  private Jets() {}

  /// The series of a constant.
  public static double[] constant(double value, int order) {
    double[] jet = new double[order + 1];
    jet[0] = value;
    return jet;
  }

  /// The series t ↦ x + t.
  public static double[] variable(double value, int order) {
    double[] jet = constant(value, order);
    if (order > 0) {
      jet[1] = 1;
    }
    return jet;
  }

  /// The series of an element of an array: that of a constant where none was stored.
  public static double[] loaded(double[] jet, double value, int order) {
    return jet == null ? constant(value, order) : jet;
  }

  public static double[] add(double[] u, double[] w, double value) {
    double[] v = new double[u.length];
    for (int k = 1; k < v.length; k++) {
      v[k] = u[k] + w[k];
    }
    v[0] = value;
    return v;
  }

  public static double[] subtract(double[] u, double[] w, double value) {
    double[] v = new double[u.length];
    for (int k = 1; k < v.length; k++) {
      v[k] = u[k] - w[k];
    }
    v[0] = value;
    return v;
  }

  public static double[] multiply(double[] u, double[] w, double value) {
    double[] v = new double[u.length];
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 0; j <= k; j++) {
        sum += u[j] * w[k - j];
      }
      v[k] = sum;
    }
    v[0] = value;
    return v;
  }

  public static double[] divide(double[] u, double[] w, double value) {
    double[] v = new double[u.length];
    v[0] = value;
    for (int k = 1; k < v.length; k++) {
      double sum = u[k];
      for (int j = 1; j <= k; j++) {
        sum -= w[j] * v[k - j];
      }
      v[k] = sum / w[0];
    }
    return v;
  }

  /// u − q·w with the whole number q that the remainder leaves out.
  public static double[] remainder(double[] u, double[] w, double value) {
    double quotient = w[0] == 0 ? 0 : (u[0] - value) / w[0];
    return scaledSum(u, w, -Math.rint(quotient), value);
  }

  public static double[] negate(double[] u, double value) {
    double[] v = new double[u.length];
    for (int k = 1; k < v.length; k++) {
      v[k] = -u[k];
    }
    v[0] = value;
    return v;
  }

  /// The same series with another value, as after rounding.
  public static double[] rounded(double[] u, double value) {
    double[] v = u.clone();
    v[0] = value;
    return v;
  }

  private static double[] scaledSum(double[] u, double[] w, double factor, double value) {
    double[] v = new double[u.length];
    for (int k = 1; k < v.length; k++) {
      v[k] = u[k] + factor * w[k];
    }
    v[0] = value;
    return v;
  }

  private static double[] product(double[] u, double[] w) {
    return multiply(u, w, u[0] * w[0]);
  }

  private static double[] shifted(double[] u, double offset, double factor) {
    double[] v = new double[u.length];
    for (int k = 0; k < v.length; k++) {
      v[k] = factor * u[k];
    }
    v[0] += offset;
    return v;
  }

  /// The series v with v′ = g·u′.
  private static double[] integral(double[] g, double[] u, double value) {
    double[] v = new double[u.length];
    v[0] = value;
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += j * u[j] * g[k - j];
      }
      v[k] = sum / k;
    }
    return v;
  }

  /// The series v with v′ = u′ / g.
  private static double[] quotientIntegral(double[] u, double[] g, double value) {
    double[] v = new double[u.length];
    v[0] = value;
    for (int k = 1; k < v.length; k++) {
      double sum = k * u[k];
      for (int j = 1; j < k; j++) {
        sum -= j * v[j] * g[k - j];
      }
      v[k] = sum / (k * g[0]);
    }
    return v;
  }

  public static double[] exp(double[] u, double value) {
    return grown(u, value, value);
  }

  public static double[] expm1(double[] u, double value) {
    return grown(u, Math.exp(u[0]), value);
  }

  /// exp(u) with another constant.
  private static double[] grown(double[] u, double exponential, double value) {
    double[] v = new double[u.length];
    v[0] = exponential;
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += j * u[j] * v[k - j];
      }
      v[k] = sum / k;
    }
    v[0] = value;
    return v;
  }

  public static double[] log(double[] u, double value) {
    return quotientIntegral(u, u, value);
  }

  public static double[] log1p(double[] u, double value) {
    return quotientIntegral(u, shifted(u, 1, 1), value);
  }

  public static double[] log10(double[] u, double value) {
    return quotientIntegral(u, shifted(u, 0, 2.302585092994046), value);
  }

  public static double[] sqrt(double[] u, double value) {
    double[] v = new double[u.length];
    v[0] = value;
    for (int k = 1; k < v.length; k++) {
      double sum = u[k];
      for (int j = 1; j < k; j++) {
        sum -= v[j] * v[k - j];
      }
      v[k] = sum == 0 ? 0 : sum / (2 * value);
    }
    return v;
  }

  public static double[] cbrt(double[] u, double value) {
    return power(u, 1.0 / 3, value);
  }

  /// u^r by u·v′ = r·v·u′.
  private static double[] power(double[] u, double r, double value) {
    double[] v = new double[u.length];
    v[0] = value;
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += (r * j - (k - j)) * u[j] * v[k - j];
      }
      v[k] = sum == 0 ? 0 : sum / (k * u[0]);
    }
    return v;
  }

  public static double[] pow(double[] u, double[] w, double value) {
    boolean isConstant = true;
    for (int k = 1; k < w.length; k++) {
      isConstant &= w[k] == 0;
    }
    if (!isConstant) {
      double[] logarithm = log(u, Math.log(u[0]));
      return grown(product(w, logarithm), value, value);
    }
    double r = w[0];
    boolean isWhole = r == Math.rint(r) && r >= 0 && r <= 1024;
    return isWhole && u[0] == 0 ? wholePower(u, (int) r, value) : power(u, r, value);
  }

  private static double[] wholePower(double[] u, int r, double value) {
    double[] v = constant(1, u.length - 1);
    for (int i = 0; i < r && i <= u.length; i++) {
      v = product(v, u);
    }
    v[0] = value;
    return v;
  }

  public static double[] sin(double[] u, double value) {
    return waves(u, value, Math.cos(u[0]), -1)[0];
  }

  public static double[] cos(double[] u, double value) {
    double[][] waves = waves(u, Math.sin(u[0]), value, -1);
    return waves[1];
  }

  public static double[] sinh(double[] u, double value) {
    return waves(u, value, Math.cosh(u[0]), 1)[0];
  }

  public static double[] cosh(double[] u, double value) {
    return waves(u, Math.sinh(u[0]), value, 1)[1];
  }

  /// s and c with s′ = c·u′, c′ = sign·s·u′.
  private static double[][] waves(double[] u, double sine, double cosine, double sign) {
    double[] s = new double[u.length];
    double[] c = new double[u.length];
    s[0] = sine;
    c[0] = cosine;
    for (int k = 1; k < u.length; k++) {
      double first = 0;
      double second = 0;
      for (int j = 1; j <= k; j++) {
        first += j * u[j] * c[k - j];
        second += j * u[j] * s[k - j];
      }
      s[k] = first / k;
      c[k] = sign * second / k;
    }
    return new double[][] {s, c};
  }

  public static double[] tan(double[] u, double value) {
    return bySquare(u, value, 1);
  }

  public static double[] tanh(double[] u, double value) {
    return bySquare(u, value, -1);
  }

  /// v with v′ = (1 + sign·v²)·u′.
  private static double[] bySquare(double[] u, double value, double sign) {
    double[] v = new double[u.length];
    double[] g = new double[u.length];
    v[0] = value;
    g[0] = 1 + sign * value * value;
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += j * u[j] * g[k - j];
      }
      v[k] = sum / k;
      double square = 0;
      for (int j = 0; j <= k; j++) {
        square += v[j] * v[k - j];
      }
      g[k] = sign * square;
    }
    return v;
  }

  public static double[] asin(double[] u, double value) {
    return quotientIntegral(u, circle(u), value);
  }

  public static double[] acos(double[] u, double value) {
    return quotientIntegral(negate(u, -u[0]), circle(u), value);
  }

  /// √(1 − u²).
  private static double[] circle(double[] u) {
    double[] below = shifted(product(u, u), 1, -1);
    below[0] = (1 - u[0]) * (1 + u[0]);
    return sqrt(below, Math.sqrt(below[0]));
  }

  public static double[] atan(double[] u, double value) {
    return quotientIntegral(u, shifted(product(u, u), 1, 1), value);
  }

  /// v′ = (x·y′ − y·x′) / (x² + y²).
  public static double[] atan2(double[] y, double[] x, double value) {
    double[] squares = product(x, x);
    double[] more = product(y, y);
    double[] sum = add(squares, more, squares[0] + more[0]);
    double[] up = integral(x, y, 0);
    double[] down = integral(y, x, 0);
    return quotientIntegral(subtract(up, down, 0), sum, value);
  }

  /// v·v′ = x·x′ + y·y′.
  public static double[] hypot(double[] x, double[] y, double value) {
    double[] squares = product(x, x);
    double[] more = product(y, y);
    return sqrt(add(squares, more, value * value), value);
  }

  public static double[] abs(double[] u, double value) {
    return u[0] < 0 ? negate(u, value) : u[0] == 0 ? constant(value, u.length - 1) : u;
  }

  public static double[] max(double[] u, double[] w, double value) {
    return u[0] >= w[0] ? rounded(u, value) : rounded(w, value);
  }

  public static double[] min(double[] u, double[] w, double value) {
    return u[0] <= w[0] ? rounded(u, value) : rounded(w, value);
  }

  public static double[] fma(double[] a, double[] b, double[] c, double value) {
    double[] product = product(a, b);
    return add(product, c, value);
  }

  public static double[] toRadians(double[] u, double value) {
    return rounded(shifted(u, 0, Math.PI / 180), value);
  }

  public static double[] toDegrees(double[] u, double value) {
    return rounded(shifted(u, 0, 180 / Math.PI), value);
  }
}
