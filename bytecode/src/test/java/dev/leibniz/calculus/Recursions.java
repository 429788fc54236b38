package dev.leibniz.calculus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Functions that call themselves, each with a point where it is smooth.
public final class Recursions {
  private Recursions() {}

  record Pair(double sum, double product) {}

  static double factorial(double x, int n) {
    return n == 0 ? 1 : x * n * factorial(x + 0.5, n - 1);
  }

  static double horner(double[] x, int i, double t) {
    if (i == x.length) {
      return 0;
    }
    return x[i] + t * horner(x, i + 1, t);
  }

  static double sum(double[] x, int from, int to) {
    if (to - from == 1) {
      return Math.sin(x[from]) * x[from];
    }
    int middle = (from + to) / 2;
    double left = sum(x, from, middle);
    double right = sum(x, middle, to);
    return left * right + Math.exp(left - right);
  }

  /// Calls itself in a loop, some rounds of which are left out.
  static double determinant(double[][] a) {
    int n = a.length;
    if (n == 1) {
      return a[0][0];
    }
    double total = 0;
    double sign = 1;
    for (int j = 0; j < n; j++) {
      sign = -sign;
      if (a[0][j] == 0) {
        continue;
      }
      total -= sign * a[0][j] * determinant(minor(a, j));
    }
    return total;
  }

  private static double[][] minor(double[][] a, int column) {
    double[][] b = new double[a.length - 1][a.length - 1];
    for (int i = 1; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        if (j != column) {
          b[i - 1][j < column ? j : j - 1] = a[i][j];
        }
      }
    }
    return b;
  }

  static double determinant(double[] x) {
    double[][] a = {{x[0], x[1], 0, 1}, {x[2], 2, x[3], x[0]}, {1, x[1], 3, x[2]}, {x[3], 0, 1, 2}};
    return determinant(a);
  }

  static double even(double x, int n) {
    return n == 0 ? x : Math.sin(x) + odd(x * 1.25, n - 1);
  }

  static double odd(double x, int n) {
    double y = x * x;
    return n == 0 ? 1 : y * even(x - 0.1, n - 1) + y;
  }

  static double ackermann(double x, int m, int n) {
    if (m == 0) {
      return n * x + x * x;
    }
    double inner = n == 0 ? x : ackermann(x, m, n - 1);
    return Math.sin(inner) + ackermann(x * 0.5, m - 1, n);
  }

  static void mergeSort(double[] a, double[] work, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(a, work, from, middle);
    mergeSort(a, work, middle, to);
    int i = from;
    int j = middle;
    for (int k = from; k < to; k++) {
      work[k] = j == to || (i < middle && a[i] <= a[j]) ? a[i++] : a[j++];
    }
    for (int k = from; k < to; k++) {
      a[k] = work[k];
    }
  }

  static double sorted(double[] x) {
    double[] a = x.clone();
    mergeSort(a, new double[a.length], 0, a.length);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (i + 1) * a[i] * a[i];
    }
    return sum;
  }

  static double simpson(DoubleUnaryOperator f, double a, double b, int depth) {
    double m = (a + b) / 2;
    double whole = (b - a) * (f.applyAsDouble(a) + 4 * f.applyAsDouble(m) + f.applyAsDouble(b)) / 6;
    return depth == 0 ? whole : simpson(f, a, m, depth - 1) + simpson(f, m, b, depth - 1);
  }

  static Pair both(double[] x, int i) {
    if (i == x.length) {
      return new Pair(0, 1);
    }
    Pair rest = both(x, i + 1);
    return new Pair(rest.sum() + x[i] * rest.product(), rest.product() * x[i]);
  }

  static double both(double[] x) {
    Pair pair = both(x, 0);
    return pair.sum() * pair.product();
  }

  static double[] powers(double x, int n) {
    double[] p = new double[n + 1];
    p[n] = 1;
    if (n > 0) {
      double[] before = powers(x * 0.9, n - 1);
      for (int i = 0; i < n; i++) {
        p[n] += before[i] * x;
        p[i] = before[n - 1 - i];
      }
    }
    return p;
  }

  static double powers(double[] x) {
    double sum = 0;
    for (double p : powers(x[0] * x[1], 4)) {
      sum += p * p;
    }
    return sum;
  }

  static double paths(double[] x, int i, int j) {
    double here = x[(i + 2 * j) % x.length];
    double best = 0;
    outer:
    for (int di = 0; di < 2; di++) {
      for (int dj = 0; dj < 2; dj++) {
        if (di + dj == 0 || i + di > 2 || j + dj > 2) {
          continue;
        }
        double there = paths(x, i + di, j + dj);
        best += there * there * 0.25;
        if (best > 3) {
          break outer;
        }
      }
    }
    return here + best;
  }

  static double newton(double a, double x) {
    double next = 0.5 * (x + a / x);
    return Math.abs(next - x) < 1e-9 ? next : newton(a, next);
  }

  static double nested(double[] x) {
    UnivariateFunction f = t -> factorial(t * x[0], 3);
    return Differentiator.PLAIN.derivative(f).applyAsDouble(x[1]) * x[0];
  }

  static double nestedGradient(double[] x) {
    double[] y = {x[0], x[0] * x[1], x[1]};
    double[] gradient = Differentiator.PLAIN.gradient((double[] z) -> sum(z, 0, z.length)).apply(y);
    return gradient[0] * gradient[1] + gradient[2];
  }

  public static Map<String, Samples.Sample> all() {
    Map<String, Samples.Sample> all = new LinkedHashMap<>();
    all.put("factorial", new Samples.Sample(x -> factorial(x[0], 4) * x[1], 0.5, 1.2));
    all.put("Horner", new Samples.Sample(x -> horner(x, 1, x[0]), 0.5, 1.2, -0.7, 0.3));
    all.put("halves", new Samples.Sample(x -> sum(x, 0, x.length), 0.5, 1.2, -0.7, 0.3, 0.9));
    all.put("determinant", new Samples.Sample(Recursions::determinant, 0.5, 1.2, -0.7, 0.3));
    all.put("mutual recursion", new Samples.Sample(x -> even(x[0], 5) * x[1], 0.5, 1.2));
    all.put("Ackermann", new Samples.Sample(x -> ackermann(x[0], 2, 2) * x[1], 0.5, 1.2));
    all.put("merge sort", new Samples.Sample(Recursions::sorted, 0.5, 1.2, -0.7, 0.3, 0.9));
    all.put(
        "Simpson", new Samples.Sample(x -> simpson(t -> Math.exp(t * x[0]), 0, x[1], 3), 0.5, 1.2));
    all.put("record returned", new Samples.Sample(Recursions::both, 0.5, 1.2, -0.7));
    all.put("array returned", new Samples.Sample(Recursions::powers, 0.5, 1.2));
    all.put(
        "recursion in loops", new Samples.Sample(x -> paths(x, 0, 0), 0.5, 1.2, -0.7, 0.3, 0.9));
    all.put("Newton", new Samples.Sample(x -> newton(x[0], 1) * x[1], 2.5, 1.2));
    all.put(
        "recursion twice",
        new Samples.Sample(x -> factorial(x[0], 3) + factorial(x[1], 2), 0.5, 1.2));
    all.put("recursion inside", new Samples.Sample(Recursions::nested, 0.5, 1.2));
    all.put("gradient inside", new Samples.Sample(Recursions::nestedGradient, 0.5, 0.8));
    return all;
  }
}
