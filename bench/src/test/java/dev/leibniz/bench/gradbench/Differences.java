package dev.leibniz.bench.gradbench;

import dev.leibniz.calculus.MultivariateFunction;

/// Derivatives by central differences, extrapolated to the step zero.
final class Differences {
  private static final int STEPS = 6;

  private Differences() {}

  /// Richardson's extrapolation of central differences with halved steps: the error is of order 12
  /// in the first step.
  static double[] gradient(MultivariateFunction f, double[] x, double step) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double[] row = new double[STEPS];
      double h = step;
      for (int level = 0; level < STEPS; level++) {
        double difference = (at(f, x, i, h) - at(f, x, i, -h)) / (2 * h);
        double power = 1;
        for (int j = 0; j < level; j++) {
          power *= 4;
          double finer = difference + (difference - row[j]) / (power - 1);
          row[j] = difference;
          difference = finer;
        }
        row[level] = difference;
        h /= 2;
      }
      gradient[i] = row[STEPS - 1];
    }
    return gradient;
  }

  private static double at(MultivariateFunction f, double[] x, int index, double step) {
    double[] moved = x.clone();
    moved[index] += step;
    return f.applyAsDouble(moved);
  }
}
