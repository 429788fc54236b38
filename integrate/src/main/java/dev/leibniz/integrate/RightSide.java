package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// A right-hand side that is counted and watched.
final class RightSide {
  private final OdeFunction f;
  private final int limit;
  private final double[] lent;
  private int evaluations;
  private double lastTime;
  private double earliest = Double.NEGATIVE_INFINITY;
  private double latest = Double.POSITIVE_INFINITY;

  RightSide(OdeFunction f, int size, int limit) {
    this.f = f;
    this.limit = limit;
    this.lent = new double[size];
  }

  OdeFunction function() {
    return f;
  }

  int size() {
    return lent.length;
  }

  int evaluations() {
    return evaluations;
  }

  /// Counts as if there had been so many evaluations.
  void rewind(int count) {
    evaluations = count;
  }

  /// Evaluates from now on at times between these two only: what is asked for outside, by a jump of
  /// the right-hand side, is taken from the side where the step is.
  void within(double from, double to) {
    earliest = from;
    latest = to;
  }

  /// The time of the evaluation before.
  double lastTime() {
    return lastTime;
  }

  /// Writes f(time, y) to every `stride`-th place of `into` from `start` on, and says whether all
  /// of it is finite.
  boolean evaluate(double time, double[] y, double[] into, int start, int stride) {
    double t = Math.min(latest, Math.max(earliest, time));
    if (evaluations == limit) {
      throw new Halt(
          Status.Kind.LIMIT,
          "the limit of " + limit + " evaluations was reached at t = " + t,
          null);
    }
    evaluations++;
    lastTime = t;
    System.arraycopy(y, 0, lent, 0, lent.length);
    double[] slope = call(t);
    if (slope.length != lent.length) {
      throw new ArgumentException(
          Explanation.of("Ode.solve", "f must give as many values as y has")
              .got("f(t, y) of length " + slope.length + ", y of length " + lent.length));
    }
    double zero = 0;
    for (int i = 0; i < slope.length; i++) {
      into[start + i * stride] = slope[i];
      zero += 0 * slope[i];
    }
    return zero == 0;
  }

  private double[] call(double t) {
    try {
      return f.apply(t, lent);
    } catch (RuntimeException failure) {
      throw new Halt(Status.Kind.FAILED, "f threw " + failure + " at t = " + t, failure);
    }
  }
}
