package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of a vector-valued integrand, each computed once, for integrals of its components one
/// after the other: these evaluate mostly at the same points in the same order.
///
/// What is kept is bounded; a value that is not kept is computed again.
final class SharedSamples {
  /// The most numbers that are kept: 64 MiB.
  private static final int MOST_KEPT = 1 << 23;

  private final String operation;
  private final VectorFunction function;
  private final int limit;
  private double[][] points = new double[32][];
  private double[][] values = new double[32][];
  private int size;
  private @Nullable Map<Point, Integer> places;
  private @Nullable ArgumentException misuse;
  private int next;
  private int kept;
  private int evaluations;
  private int components = -1;

  /// A point as a key.
  private static final class Point {
    private final double[] coordinates;

    Point(double[] coordinates) {
      this.coordinates = coordinates;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Point point && Arrays.equals(coordinates, point.coordinates);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(coordinates);
    }
  }

  /// Of a function that may be evaluated so many times.
  SharedSamples(String operation, VectorFunction function, int limit) {
    this.operation = operation;
    this.function = function;
    this.limit = limit;
  }

  /// How often the function was evaluated.
  int evaluations() {
    return evaluations;
  }

  /// How many components the function has; zero if no evaluation succeeded.
  int components() {
    return Math.max(components, 0);
  }

  /// How many components the function has at a point.
  int count(double[] point) {
    return evaluate(point).length;
  }

  /// Begins with the integral of another component.
  void restart() {
    next = 0;
  }

  /// Throws what the caller of the integral did wrong, if anything.
  void rethrow() {
    if (misuse != null) {
      throw misuse;
    }
  }

  /// A component at a point of the line.
  double at(double x, int component) {
    if (next < size && points[next][0] == x) {
      return values[next++][component];
    }
    return at(new double[] {x}, component);
  }

  /// A component at a point, which is not changed afterwards.
  double at(double[] point, int component) {
    if (next < size && Arrays.equals(points[next], point)) {
      return values[next++][component];
    }
    Integer place = next == size && component == 0 ? null : find(point);
    if (place != null) {
      next = place + 1;
      return values[place][component];
    }
    return evaluate(point)[component];
  }

  private @Nullable Integer find(double[] point) {
    Map<Point, Integer> found = places;
    if (found == null) {
      found = new HashMap<>();
      for (int i = 0; i < size; i++) {
        found.put(new Point(points[i]), i);
      }
      places = found;
    }
    return found.get(new Point(point));
  }

  private double[] evaluate(double[] point) {
    if (evaluations >= limit) {
      throw new Stop(
          new Status(
              Status.Kind.LIMIT,
              "the limit of " + limit + " evaluations was reached before the tolerance."),
          Double.NaN);
    }
    evaluations++;
    double[] value = function.apply(point.clone()).clone();
    if (components >= 0 && value.length != components) {
      misuse =
          new ArgumentException(
              Explanation.of(operation, "the integrand has as many components everywhere")
                  .got(
                      components
                          + " and "
                          + value.length
                          + " at x = "
                          + (point.length == 1 ? "" + point[0] : Arrays.toString(point))));
      throw misuse;
    }
    if (value.length == 0) {
      misuse =
          new ArgumentException(
              Explanation.of(operation, "the integrand has a component").got("an empty array"));
      throw misuse;
    }
    components = value.length;
    if (kept + value.length + point.length <= MOST_KEPT) {
      kept += value.length + point.length;
      if (places != null) {
        places.put(new Point(point), size);
      }
      if (size == points.length) {
        points = Arrays.copyOf(points, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      points[size] = point;
      values[size] = value;
      size++;
      next = size;
    }
    return value;
  }
}
