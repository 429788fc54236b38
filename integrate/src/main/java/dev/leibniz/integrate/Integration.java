package dev.leibniz.integrate;

import dev.leibniz.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// One run from the start to the end.
final class Integration {
  private final RightSide f;
  private final OdeOptions options;
  private final double tStart;
  private final double[] yStart;
  private final double tGoal;
  private final double direction;
  private final double[] stops;
  private final Set<Double> jumps;
  private final Recording recording;
  private final List<double[]> stopStates = new ArrayList<>();
  private final @Nullable Pieces pieces;
  private final @Nullable Events events;
  private final List<OdeEvent.Occurrence> occurrences = new ArrayList<>();
  private Stepper stepper;
  private double t;
  private double[] y;
  private double proposed;
  private int nextStop;
  private int steps;
  private int rejections;
  private int lastStep;

  /// What is kept of the steps.
  enum Recording {
    /// Nothing.
    NOTHING,
    /// The state at the beginning of each step; of implicit steps their polynomial.
    STATES,
    /// The polynomial of each step.
    DENSE
  }

  /// The times at which steps had to end, those among them that were reached with their states, and
  /// the whole.
  record Marked(OdeSolution solution, double[] stops, List<double[]> states) {}

  /// Steps end at the `marks` too, where nothing jumps.
  Integration(
      OdeFunction function,
      double t0,
      double[] y0,
      double t1,
      OdeOptions options,
      Recording recording,
      double... marks) {
    this.f = new RightSide(function, y0.length, options.evaluations());
    this.options = options;
    this.tStart = t0;
    this.yStart = y0.clone();
    this.tGoal = t1;
    this.direction = Math.signum(t1 - t0);
    this.stops = stopsBetween(options.stops(), marks, t0, t1);
    this.jumps = Set.copyOf(options.stops());
    this.events = options.events().isEmpty() ? null : new Events(options.events(), y0.length);
    this.recording = recording;
    this.pieces = recording != Recording.NOTHING || events != null ? new Pieces(y0.length) : null;
    this.stepper = stepperOf(options.method());
    this.t = t0;
    this.y = yStart;
  }

  private static double[] stopsBetween(List<Double> jumps, double[] marks, double t0, double t1) {
    double[] sorted =
        DoubleStream.concat(jumps.stream().mapToDouble(Double::doubleValue), DoubleStream.of(marks))
            .filter(stop -> (stop - t0) * (stop - t1) < 0)
            .map(stop -> t1 > t0 ? stop : -stop)
            .distinct()
            .sorted()
            .map(stop -> t1 > t0 ? stop : -stop)
            .toArray();
    double[] stops = Arrays.copyOf(sorted, sorted.length + 1);
    stops[sorted.length] = t1;
    return stops;
  }

  private Stepper stepperOf(OdeMethod method) {
    return switch (method) {
      case AUTOMATIC, DOP853, DORMAND_PRINCE, TSITOURAS ->
          new ExplicitStepper(Tableau.of(method), f, options.relative(), options.absolute());
      case RADAU -> radau();
    };
  }

  private Stepper radau() {
    return new RadauStepper(f, options.jacobian(), options.relative(), options.absolute());
  }

  /// Runs from the start to the end, and calls `betweenSteps` before each step.
  Marked runToMarks(Runnable betweenSteps) {
    OdeSolution solution = run(betweenSteps);
    return new Marked(solution, stops, stopStates);
  }

  OdeSolution run() {
    return run(() -> {});
  }

  private OdeSolution run(Runnable betweenSteps) {
    try {
      Status status = integrate(betweenSteps);
      lastStep = steps;
      return solution(status, null);
    } catch (Halt halt) {
      return solution(halt.status(), (RuntimeException) halt.getCause());
    }
  }

  /// Everything that the next steps depend on.
  record Checkpoint(
      int step, double t, double proposed, int nextStop, int evaluations, Stepper stepper) {}

  Checkpoint checkpoint() {
    return new Checkpoint(steps, t, proposed, nextStop, f.evaluations(), stepper.copy());
  }

  /// Goes back to a checkpoint of this run.
  void restore(Checkpoint checkpoint) {
    steps = checkpoint.step;
    t = checkpoint.t;
    proposed = checkpoint.proposed;
    nextStop = checkpoint.nextStop;
    f.rewind(checkpoint.evaluations);
    stepper = checkpoint.stepper.copy();
    y = stepper.state();
    keepBetween(nextStop == 0 ? tStart : stops[nextStop - 1], stops[nextStop]);
  }

  /// Takes so many steps of those that the run has taken already.
  void advance(int count) {
    for (int i = 0; i < count; i++) {
      Status _ = step();
    }
  }

  /// How many steps have been taken.
  int steps() {
    return steps;
  }

  /// How many steps there are from the start to the end.
  int lastStep() {
    return lastStep;
  }

  /// The time that was reached.
  double time() {
    return t;
  }

  /// The steps that were recorded.
  Pieces pieces() {
    return Objects.requireNonNull(pieces, "a run that records nothing");
  }

  private Status integrate(Runnable betweenSteps) {
    keepBetween(tStart, stops[0]);
    if (!stepper.start(t, y)) {
      return notFinite(t);
    }
    if (events != null) {
      events.start(t, y);
    }
    if (direction == 0) {
      return new Status(Status.Kind.CONVERGED, "the start is the end");
    }
    proposed = firstStep();
    while (true) {
      betweenSteps.run();
      Status end = step();
      if (end != null) {
        return end;
      }
    }
  }

  /// Takes a step: why the integration ends after it, or null.
  private @Nullable Status step() {
    if (steps == options.maxSteps()) {
      return new Status(
          Status.Kind.LIMIT, "the limit of " + steps + " steps was reached at t = " + t);
    }
    double end = stops[nextStop];
    while (true) {
      double h = sizeUntil(end);
      boolean isLast = h == end - t;
      double reached = isLast ? end : t + h;
      double error = stepper.attempt(h);
      if (error <= 1 && !store(reached)) {
        error = Double.NaN;
      }
      double next = stepper.next(h, error);
      if (error <= 1) {
        return accept(h, reached, next);
      }
      rejections++;
      proposed = next;
      if (Math.abs(next) < 16 * Math.ulp(t)) {
        return stuck(error);
      }
    }
  }

  /// The proposed size, within the options' largest; stretched by up to a hundredth or halved so
  /// that no tiny step is left before `end`.
  private double sizeUntil(double end) {
    double remaining = end - t;
    double size = Math.min(Math.abs(proposed), options.largestStep());
    if (Math.abs(remaining) <= 1.01 * size) {
      return remaining;
    }
    return Math.abs(remaining) < 2 * size ? remaining / 2 : direction * size;
  }

  /// Writes the polynomial of the attempt where it is needed: false where f is not finite for it.
  private boolean store(double end) {
    if (pieces == null) {
      return true;
    }
    if (recording == Recording.STATES && stepper instanceof ExplicitStepper) {
      int place = pieces.room(0);
      System.arraycopy(stepper.state(), 0, pieces.coefficients(), place, y.length);
      pieces.add(t, end - t, 0);
      return true;
    }
    if (recording == Recording.NOTHING) {
      pieces.clear();
    }
    int offset = pieces.room(stepper.degree());
    if (!stepper.piece(pieces.coefficients(), offset)) {
      return false;
    }
    pieces.add(t, end - t, stepper.degree());
    return true;
  }

  private @Nullable Status accept(double h, double end, double next) {
    steps++;
    boolean cut = Math.abs(h) < Math.abs(proposed);
    proposed =
        cut && Math.abs(next) < Math.abs(proposed) && Math.abs(next) >= Math.abs(h)
            ? proposed
            : next;
    double begin = t;
    t = end;
    y = stepper.result();
    if (events != null && pieces != null) {
      OdeEvent.Occurrence terminal = events.between(begin, end, y, pieces, occurrences);
      if (terminal != null) {
        t = terminal.t();
        y = terminal.y();
        return new Status(
            Status.Kind.CONVERGED, "event " + terminal.event() + " ended the solution at t = " + t);
      }
    }
    if (end == stops[nextStop]) {
      nextStop++;
      if (stopStates.size() < nextStop) {
        stopStates.add(y.clone());
      }
      if (nextStop == stops.length) {
        return new Status(Status.Kind.CONVERGED, "the end t = " + t + " was reached");
      }
    }
    stepper.advance();
    y = stepper.state();
    if (end != begin && nextStop > 0 && end == stops[nextStop - 1] && !restart(end)) {
      return notFinite(end);
    }
    if (options.method() == OdeMethod.AUTOMATIC
        && stepper instanceof ExplicitStepper explicit
        && explicit.isStiff()) {
      Stepper implicit = radau();
      if (!implicit.start(t, y)) {
        return notFinite(t);
      }
      stepper = implicit;
      y = stepper.state();
    }
    return null;
  }

  /// Begins anew behind a jump.
  private boolean restart(double stop) {
    keepBetween(stop, stops[nextStop]);
    return !jumps.contains(stop) || stepper.start(stop, y.clone());
  }

  private void keepBetween(double from, double to) {
    double begin = jumps.contains(from) ? Math.nextAfter(from, to) : from;
    double end = jumps.contains(to) ? Math.nextAfter(to, from) : to;
    f.within(Math.min(begin, end), Math.max(begin, end));
  }

  private Status notFinite(double where) {
    return new Status(Status.Kind.NOT_A_NUMBER, "f gave NaN or an infinity at t = " + where);
  }

  private Status stuck(double error) {
    if (Double.isNaN(error)) {
      return notFinite(f.lastTime());
    }
    return new Status(
        Status.Kind.SINGULAR,
        "the steps became too small to advance from t = "
            + t
            + ", where the solution may be singular");
  }

  /// The size of the first step: Hairer, Nørsett and Wanner I, II.4, algorithm 4.14.
  private double firstStep() {
    double span = Math.abs(tGoal - tStart);
    if (options.initialStep() > 0) {
      return direction * Math.min(options.initialStep(), span);
    }
    double[] slope = stepper.slope();
    double states = 0;
    double slopes = 0;
    for (int i = 0; i < y.length; i++) {
      double scale = options.absolute() + options.relative() * Math.abs(y[i]);
      states += square(y[i] / scale);
      slopes += square(slope[i] / scale);
    }
    boolean tiny = !(states > 1e-10 * y.length && slopes > 1e-10 * y.length);
    double first = tiny ? 1e-6 : 0.01 * Math.sqrt(states / slopes);
    first = direction * Math.min(first, Math.min(span, options.largestStep()));
    double[] point = new double[y.length];
    double[] moved = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      point[i] = y[i] + first * slope[i];
    }
    if (!f.evaluate(t + first, point, moved, 0, 1)) {
      return 0.01 * first;
    }
    double curvature = 0;
    for (int i = 0; i < y.length; i++) {
      double scale = options.absolute() + options.relative() * Math.abs(y[i]);
      curvature += square((moved[i] - slope[i]) / scale);
    }
    double largest =
        Math.max(Math.sqrt(slopes / y.length), Math.sqrt(curvature / y.length) / Math.abs(first));
    double order = options.method() == OdeMethod.RADAU ? 4 : Tableau.of(options.method()).order();
    double second =
        largest <= 1e-15
            ? Math.max(1e-6, 1e-3 * Math.abs(first))
            : Math.pow(0.01 / largest, 1 / order);
    return direction
        * Math.min(Math.min(100 * Math.abs(first), second), Math.min(span, options.largestStep()));
  }

  private static double square(double x) {
    return x * x;
  }

  private OdeSolution solution(Status status, @Nullable RuntimeException failure) {
    OdeStatistics statistics =
        new OdeStatistics(
            steps, rejections, f.evaluations(), stepper.jacobians(), stepper.decompositions());
    return new OdeSolution(
        new OdeSolution.Span(tStart, yStart, t, y.clone()),
        recording == Recording.NOTHING ? null : pieces,
        occurrences,
        statistics,
        status,
        failure);
  }
}
