package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The solution of a differential equation, from its start to its end, which is where it was asked
/// for, at a terminal event, or where it could not go on: [#status] says which.
///
/// ```java
/// OdeSolution solution = Ode.solve((t, y) -> new double[] {-y[0]}, 0, new double[] {1}, 5, options);
/// double half = solution.y(2.5)[0];
/// ```
public final class OdeSolution {
  private final double tStart;
  private final double tEnd;
  private final double[] yStart;
  private final double[] yEnd;
  private final @Nullable Pieces pieces;
  private final List<OdeEvent.Occurrence> events;
  private final OdeStatistics statistics;
  private final Status status;
  private final @Nullable RuntimeException failure;

  OdeSolution(
      Span span,
      @Nullable Pieces pieces,
      List<OdeEvent.Occurrence> events,
      OdeStatistics statistics,
      Status status,
      @Nullable RuntimeException failure) {
    this.tStart = span.tStart();
    this.tEnd = span.tEnd();
    this.yStart = span.yStart();
    this.yEnd = span.yEnd();
    this.pieces = pieces;
    this.events = List.copyOf(events);
    this.statistics = statistics;
    this.status = status;
    this.failure = failure;
  }

  /// Both ends.
  @SuppressWarnings("ArrayRecordComponent") // of this package, and never compared
  record Span(double tStart, double[] yStart, double tEnd, double[] yEnd) {}

  /// The state at `t` by the method's dense output, whose error is about that of the steps.
  ///
  /// @throws ArgumentException if `t` is outside the solution, or inside it and the options have
  ///   `dense(false)`
  public double[] y(double t) {
    if (t == tEnd) {
      return yEnd.clone();
    }
    if (t == tStart) {
      return yStart.clone();
    }
    if (!((t - tStart) * (t - tEnd) < 0)) {
      throw new ArgumentException(
          Explanation.of("OdeSolution.y", "the time must lie on the solution")
              .got("t = " + t + ", solution from " + tStart + " to " + tEnd)
              .fix(
                  status.converged() ? "solve further" : "look at status(): " + status.sentence()));
    }
    if (pieces == null) {
      throw new ArgumentException(
          Explanation.of("OdeSolution.y", "dense output was not stored")
              .got("t = " + t + " between the ends " + tStart + " and " + tEnd)
              .fix("solve with OdeOptions.dense(true), or ask for the ends only"));
    }
    double[] y = new double[yEnd.length];
    pieces.at(t, y);
    return y;
  }

  /// The states at several times, one row per time.
  ///
  /// @throws ArgumentException as [#y]
  public double[][] y(double[] times) {
    double[][] states = new double[times.length][];
    for (int i = 0; i < times.length; i++) {
      states[i] = y(times[i]);
    }
    return states;
  }

  /// The state at the end.
  public double[] yEnd() {
    return yEnd.clone();
  }

  /// Where the solution ends.
  public double tEnd() {
    return tEnd;
  }

  /// The ends of the steps, the start and the end included; only those two with `dense(false)`.
  public double[] times() {
    if (pieces == null) {
      return tStart == tEnd ? new double[] {tStart} : new double[] {tStart, tEnd};
    }
    double[] times = new double[pieces.count() + 1];
    for (int i = 0; i < pieces.count(); i++) {
      times[i] = pieces.start(i);
    }
    times[pieces.count()] = tEnd;
    return times;
  }

  /// What happened on the way, in the order in which it did.
  public List<OdeEvent.Occurrence> events() {
    return events;
  }

  /// What it cost.
  public OdeStatistics statistics() {
    return statistics;
  }

  /// How it ended; `converged()` where the end that was asked for or a terminal event was reached.
  public Status status() {
    return status;
  }

  /// What the right-hand side threw, where that ended the solution.
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  @Nullable Pieces pieces() {
    return pieces;
  }

  @Override
  public String toString() {
    return "solution from t = "
        + tStart
        + " to "
        + tEnd
        + ", y = "
        + Arrays.toString(yEnd)
        + ": "
        + status.sentence();
  }
}
