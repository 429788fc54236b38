package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import java.util.Arrays;

/// An integrand of several variables on the unit cube that stands for a box, which may have
/// infinite sides; counted and watched like [Sampler].
///
/// A finite side is x = a + (b − a) t, a side from a to infinity x = a + t/(1 − t), and the whole
/// line x = (2t − 1)/(2t(1 − t)); the value is the integrand's times the derivatives.
final class BoxSampler {
  private final MultivariateFunction function;
  private final double[] from;
  private final double[] to;
  private final double[] point;
  private final int limit;
  private int evaluations;

  BoxSampler(MultivariateFunction function, double[] from, double[] to, int limit) {
    this.function = function;
    this.from = from;
    this.to = to;
    this.point = new double[from.length];
    this.limit = limit;
  }

  int axes() {
    return from.length;
  }

  boolean bounded(int axis) {
    return !Double.isInfinite(from[axis]) && !Double.isInfinite(to[axis]);
  }

  int evaluations() {
    return evaluations;
  }

  boolean affords(long count) {
    return evaluations + count <= limit;
  }

  int left() {
    return limit - evaluations;
  }

  /// The integrand at a point of the unit cube times the volume of the map.
  double at(double[] cube) {
    double[] x = new double[cube.length];
    double volume = 1;
    for (int i = 0; i < x.length; i++) {
      x[i] = Side.point(cube[i], from[i], to[i]);
      volume *= Side.speed(cube[i], from[i], to[i]);
    }
    System.arraycopy(x, 0, point, 0, x.length);
    if (evaluations >= limit) {
      throw new Stop(limit(), Double.NaN);
    }
    evaluations++;
    double raw = function.applyAsDouble(x);
    double value = raw == 0 ? 0 : raw * volume;
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new Stop(
          new Status(
              Status.Kind.NOT_A_NUMBER, "the integrand gave " + raw + " at x = " + place() + "."),
          Double.NaN);
    }
    return value;
  }

  private String place() {
    return Arrays.toString(point);
  }

  Status limit() {
    return new Status(
        Status.Kind.LIMIT,
        "the limit of " + limit + " evaluations was reached before the tolerance.");
  }

  Status failure(RuntimeException cause) {
    return new Status(Status.Kind.FAILED, "the integrand threw at x = " + place() + ": " + cause);
  }
}
