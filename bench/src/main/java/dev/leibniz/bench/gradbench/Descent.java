package dev.leibniz.bench.gradbench;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;

/// The method of steepest descent of the evals `saddle` and `particle`: the step doubles after ten
/// successes and halves after a failure (Pearlmutter and Siskind, "Using programming language
/// theory to make automatic differentiation sound and efficient", 2008).
final class Descent {
  private static final double TOLERANCE = 1e-5;
  private static final int SUCCESSES = 10;

  private Descent() {}

  static double[] argmin(MultivariateFunction f, VectorFunction gradient, double[] start) {
    double[] x = start.clone();
    double value = f.applyAsDouble(x);
    double[] slope = gradient.apply(x);
    double step = 1e-5;
    int successes = 0;
    while (norm(slope) > TOLERANCE) {
      if (successes == SUCCESSES) {
        step *= 2;
        successes = 0;
      }
      double[] moved = new double[x.length];
      double square = 0;
      for (int i = 0; i < x.length; i++) {
        moved[i] = x[i] - step * slope[i];
        square += (moved[i] - x[i]) * (moved[i] - x[i]);
      }
      if (Math.sqrt(square) <= TOLERANCE) {
        return x;
      }
      double there = f.applyAsDouble(moved);
      if (there < value) {
        x = moved;
        value = there;
        slope = gradient.apply(x);
        successes++;
      } else {
        step /= 2;
        successes = 0;
      }
    }
    return x;
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double element : x) {
      sum += element * element;
    }
    return Math.sqrt(sum);
  }
}
