package dev.leibniz.integrate;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// Leibniz's rule in a box: the derivative by what the integrand captures is the integral of its
/// derivative, that by a limit the integral over a face.
final class BoxRules {
  private BoxRules() {}

  static double valueTangent(MultivariateFunction f, double[] from, double[] to, double value) {
    return Integrate.box(Parameters.multivariateTangent(f), from, to).value();
  }

  static double valueTangent(
      MultivariateFunction f, double[] from, double[] to, IntegrateOptions options, double value) {
    return Integrate.box(Parameters.multivariateTangent(f), from, to, options).value();
  }

  static double[] valueCotangent(
      MultivariateFunction f, double[] from, double[] to, double value, double w) {
    VectorFunction gradient = Parameters.multivariateGradient(f);
    double[] cotangent = new double[Parameters.size()];
    for (int i = 0; i < cotangent.length; i++) {
      int index = i;
      cotangent[i] = w * Integrate.box(x -> gradient.apply(x)[index], from, to).value();
    }
    return cotangent;
  }

  static double[] valueCotangent(
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double value,
      double w) {
    VectorFunction gradient = Parameters.multivariateGradient(f);
    double[] cotangent = new double[Parameters.size()];
    for (int i = 0; i < cotangent.length; i++) {
      int index = i;
      cotangent[i] = w * Integrate.box(x -> gradient.apply(x)[index], from, to, options).value();
    }
    return cotangent;
  }

  static double[] valueBy1(
      MultivariateFunction f, double[] from, double[] to, double value, double t) {
    return faces(f, from, to, from, -t);
  }

  static double[] valueBy2(
      MultivariateFunction f, double[] from, double[] to, double value, double t) {
    return faces(f, from, to, to, t);
  }

  static double[] valueBy1(
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double value,
      double t) {
    return faces(f, from, to, from, -t);
  }

  static double[] valueBy2(
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double value,
      double t) {
    return faces(f, from, to, to, t);
  }

  /// factor · the integral over each face where one variable stands at its limit.
  private static double[] faces(
      MultivariateFunction f, double[] from, double[] to, double[] limit, double factor) {
    int n = limit.length;
    double[] faces = new double[n];
    for (int k = 0; k < n; k++) {
      int fixed = k;
      double at = limit[k];
      if (n == 1) {
        faces[0] = factor * f.applyAsDouble(limit);
      } else if (!Double.isInfinite(at)) {
        MultivariateFunction face = y -> f.applyAsDouble(with(y, fixed, at));
        faces[k] = factor * Integrate.box(face, without(from, k), without(to, k)).value();
      }
    }
    return faces;
  }

  private static double[] with(double[] y, int index, double value) {
    double[] x = new double[y.length + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < index ? y[i] : i == index ? value : y[i - 1];
    }
    return x;
  }

  private static double[] without(double[] x, int index) {
    double[] y = new double[x.length - 1];
    for (int i = 0; i < y.length; i++) {
      y[i] = i < index ? x[i] : x[i + 1];
    }
    return y;
  }
}
