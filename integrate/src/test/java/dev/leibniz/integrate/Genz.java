package dev.leibniz.integrate;

import dev.leibniz.calculus.MultivariateFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The families of Genz, Testing multidimensional integration routines (1984), with the reference
/// members of `quadrature_genz.csv`.
final class Genz {
  private Genz() {}

  /// A reference member.
  ///
  /// @param family its family's number
  /// @param a the difficulties
  /// @param u the places
  /// @param value the integral over the unit cube
  /// @param tolerance the relative error allowed
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Member(int family, double[] a, double[] u, double value, double tolerance) {
    int axes() {
      return a.length;
    }

    MultivariateFunction integrand() {
      return x -> Genz.integrand(family, a, u, x);
    }

    @Override
    public String toString() {
      return "family " + family + ", u = " + Arrays.toString(u);
    }
  }

  static List<Member> members() {
    try (InputStream file =
        Objects.requireNonNull(Genz.class.getResourceAsStream("quadrature_genz.csv"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(Genz::member).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Member member(String line) {
    String[] cells = line.split(";", -1);
    return new Member(
        Integer.parseInt(cells[0]),
        numbers(cells[1]),
        numbers(cells[2]),
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  static double integrand(int family, double[] a, double[] u, double[] x) {
    double sum = 0;
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      double distance = x[i] - u[i];
      if (family == 2) {
        product /= 1 / (a[i] * a[i]) + distance * distance;
      } else if (family == 4) {
        sum += a[i] * a[i] * distance * distance;
      } else if (family == 5) {
        sum += a[i] * Math.abs(distance);
      } else {
        sum += a[i] * x[i];
      }
    }
    if (family == 1) {
      return Math.cos(2 * Math.PI * u[0] + sum);
    }
    if (family == 2) {
      return product;
    }
    if (family == 3) {
      return Math.pow(1 + sum, -(x.length + 1));
    }
    if (family < 6) {
      return Math.exp(-sum);
    }
    boolean outside = x[0] > u[0] || (x.length > 1 && x[1] > u[1]);
    return outside ? 0 : Math.exp(sum);
  }

  /// The integral over the unit cube, of the families other than the third.
  static double closedForm(int family, double[] a, double[] u) {
    double product = 1;
    double angle = 2 * Math.PI * u[0];
    for (int i = 0; i < a.length; i++) {
      double below = a[i] * u[i];
      double above = a[i] * (1 - u[i]);
      if (family == 1) {
        product *= 2 * Math.sin(0.5 * a[i]) / a[i];
        angle += 0.5 * a[i];
      } else if (family == 2) {
        product *= a[i] * (Math.atan(above) + Math.atan(below));
      } else if (family == 4) {
        product *= Math.sqrt(Math.PI) / (2 * a[i]) * (erf(above) + erf(below));
      } else if (family == 5) {
        product *= (2 - Math.exp(-below) - Math.exp(-above)) / a[i];
      } else {
        product *= (Math.exp(i < 2 ? below : a[i]) - 1) / a[i];
      }
    }
    return family == 1 ? product * Math.cos(angle) : product;
  }

  /// exp(−x²) · 2/√π · Σ 2ⁿ x²ⁿ⁺¹/(1·3·5·…·(2n + 1)).
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
