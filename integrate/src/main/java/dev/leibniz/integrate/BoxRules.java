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
    return times(w, Integrate.vectorBox(gradient, from, to).values());
  }

  static double[] valueCotangent(
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double value,
      double w) {
    VectorFunction gradient = Parameters.multivariateGradient(f);
    return times(w, Integrate.vectorBox(gradient, from, to, options).values());
  }

  private static double[] times(double w, double[] values) {
    double[] products = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      products[i] = w * values[i];
    }
    return products;
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
    return faces(f, from, to, options, from, -t);
  }

  static double[] valueBy2(
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double value,
      double t) {
    return faces(f, from, to, options, to, t);
  }

  /// factor · the integral over each face where one variable stands at its limit.
  private static double[] faces(
      MultivariateFunction f, double[] from, double[] to, double[] limit, double factor) {
    double[] faces = new double[limit.length];
    for (int k = 0; k < limit.length; k++) {
      int fixed = k;
      double at = limit[k];
      if (!Double.isInfinite(at)) {
        MultivariateFunction face = y -> f.applyAsDouble(with(y, fixed, at));
        double[] low = without(from, k);
        double[] high = without(to, k);
        faces[k] =
            factor
                * (low.length == 0
                    ? face.applyAsDouble(low)
                    : Integrate.box(face, low, high).value());
      }
    }
    return faces;
  }

  private static double[] faces(
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] limit,
      double factor) {
    double[] faces = new double[limit.length];
    for (int k = 0; k < limit.length; k++) {
      int fixed = k;
      double at = limit[k];
      if (!Double.isInfinite(at)) {
        MultivariateFunction face = y -> f.applyAsDouble(with(y, fixed, at));
        double[] low = without(from, k);
        double[] high = without(to, k);
        faces[k] =
            factor
                * (low.length == 0
                    ? face.applyAsDouble(low)
                    : Integrate.box(face, low, high, options).value());
      }
    }
    return faces;
  }

  static double[] with(double[] y, int index, double value) {
    double[] x = new double[y.length + 1];
    for (int i = 0; i < x.length; i++) {
      x[i] = i < index ? y[i] : i == index ? value : y[i - 1];
    }
    return x;
  }

  static double[] without(double[] x, int index) {
    double[] y = new double[x.length - 1];
    for (int i = 0; i < y.length; i++) {
      y[i] = i < index ? x[i] : x[i + 1];
    }
    return y;
  }
}
