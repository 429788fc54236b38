package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.UnivariateFunction;
import java.util.function.DoubleUnaryOperator;

/// An integrand that is counted and watched: it ends the integration with [Stop] when it gives
/// something else than a finite number or when its evaluations are used up.
final class Sampler {
  private final UnivariateFunction function;
  private final int limit;
  private int evaluations;
  private double point;

  Sampler(UnivariateFunction function, int limit) {
    this.function = function;
    this.limit = limit;
  }

  /// The integrand's value, which is finite.
  double at(double x) {
    double value = raw(x);
    if (!(Math.abs(value) <= Double.MAX_VALUE)) {
      throw new Stop(
          new Status(
              Status.Kind.NOT_A_NUMBER, "the integrand gave " + value + " at x = " + x + "."),
          x);
    }
    return value;
  }

  /// The integrand's value, whatever it is.
  double raw(double x) {
    if (evaluations >= limit) {
      throw new Stop(limit(), Double.NaN);
    }
    evaluations++;
    point = x;
    return function.applyAsDouble(x);
  }

  /// This integrand times a weight; the evaluations are counted here.
  Sampler times(DoubleUnaryOperator weight) {
    return new Sampler(x -> at(x) * weight.applyAsDouble(x), Integer.MAX_VALUE);
  }

  /// Whether so many evaluations are left.
  boolean affords(int count) {
    return evaluations + (long) count <= limit;
  }

  int evaluations() {
    return evaluations;
  }

  /// Where the integrand was evaluated last.
  double point() {
    return point;
  }

  /// What to say when the evaluations are used up.
  Status limit() {
    return new Status(
        Status.Kind.LIMIT,
        "the limit of " + limit + " evaluations was reached before the tolerance.");
  }

  /// What to say when the integrand threw.
  Status failure(RuntimeException cause) {
    return new Status(Status.Kind.FAILED, "the integrand threw at x = " + point + ": " + cause);
  }
}
