package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import org.jspecify.annotations.Nullable;

/// The steps of one solution, differentiated in their order or from the last to the first.
///
/// The states at the beginnings of the steps are the checkpoints: everything inside a step is
/// computed again when its turn comes.
final class DiscreteSweeps {
  private final LinearizedSystem system;
  private final Pieces pieces;
  private final double[] times;
  private final double[][] states;
  private final double[] theta;
  private final int size;
  private final OdeMethod method;
  private @Nullable StepDerivative explicit;
  private @Nullable StepDerivative implicit;

  private DiscreteSweeps(
      LinearizedSystem system,
      Pieces pieces,
      double[] times,
      double[][] states,
      double[] theta,
      OdeMethod method) {
    this.system = system;
    this.pieces = pieces;
    this.times = times;
    this.states = states;
    this.theta = theta;
    this.size = pieces.size();
    this.method = method;
  }

  /// Solves the equation.
  static DiscreteSweeps run(
      String operation,
      LinearizedSystem system,
      double t0,
      double[] y0,
      double[] times,
      double[] theta,
      OdeOptions options) {
    Integration.Marked run =
        solve(operation, system, t0, y0, times, theta, options, Integration.Recording.STATES);
    Pieces pieces = run.solution().pieces();
    return new DiscreteSweeps(
        system,
        pieces == null ? new Pieces(y0.length) : pieces,
        times,
        states(run, t0, y0, times),
        theta,
        options.method());
  }

  /// Solves the equation up to the last time.
  static Integration.Marked solve(
      String operation,
      LinearizedSystem system,
      double t0,
      double[] y0,
      double[] times,
      double[] theta,
      OdeOptions options,
      Integration.Recording recording) {
    double end = times[times.length - 1];
    Ode.check(operation, t0, y0, end);
    Integration.Marked run =
        new Integration(system.with(theta), t0, y0, end, options, recording, times).runToMarks();
    if (!run.solution().status().converged()) {
      throw notReached(operation, run.solution(), end);
    }
    return run;
  }

  static ArgumentException notReached(String operation, OdeSolution solution, double end) {
    Explanation explanation =
        Explanation.of(operation, "the solution must reach the last of the times")
            .got("last time = " + end + "; " + solution.status().sentence())
            .fix("change y0, theta, the options or the times");
    return solution
        .failure()
        .map(cause -> new ArgumentException(explanation, cause))
        .orElseGet(() -> new ArgumentException(explanation));
  }

  /// The states at the times of a run that ended steps there.
  static double[][] states(Integration.Marked run, double t0, double[] y0, double[] times) {
    double[][] states = new double[times.length][];
    int stop = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] == t0) {
        states[i] = y0.clone();
      } else {
        while (run.stops()[stop] != times[i]) {
          stop++;
        }
        states[i] = run.states().get(stop);
      }
    }
    return states;
  }

  double[][] states() {
    return states;
  }

  private StepDerivative step(int piece) {
    StepDerivative step = pieces.degree(piece) == 0 ? explicit() : implicit();
    step.load(pieces, piece);
    return step;
  }

  private StepDerivative explicit() {
    StepDerivative made = explicit;
    if (made == null) {
      made = new ExplicitStepDerivative(system, Tableau.of(method), size, theta);
      explicit = made;
    }
    return made;
  }

  private StepDerivative implicit() {
    StepDerivative made = implicit;
    if (made == null) {
      made = new RadauStepDerivative(system, size, theta);
      implicit = made;
    }
    return made;
  }

  private double end(int piece) {
    return piece + 1 < pieces.count() ? pieces.start(piece + 1) : times[times.length - 1];
  }

  /// Adds the cotangents of y₀ and θ that belong to those of the states.
  void pull(double[][] cotangents, double[] y0, double[] thetaCotangent) {
    int next = times.length - 1;
    for (int piece = pieces.count() - 1; piece >= 0; piece--) {
      while (next >= 0 && times[next] == end(piece)) {
        add(cotangents[next--], y0);
      }
      step(piece).pull(y0, thetaCotangent);
    }
    while (next >= 0) {
      add(cotangents[next--], y0);
    }
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] += from[i];
    }
  }

  /// The tangents of the states at the times, and at the beginnings of the steps.
  record Tangents(double[][] atTimes, double[][] atSteps) {}

  /// The tangents of the states that belong to those of y₀ and θ.
  Tangents push(double[] y0Tangent, double[] thetaTangent) {
    double[][] atTimes = new double[times.length][];
    double[][] atSteps = new double[pieces.count()][];
    double[] tangent = y0Tangent.clone();
    int next = 0;
    for (int piece = 0; piece < pieces.count(); piece++) {
      while (next < times.length && times[next] == pieces.start(piece)) {
        atTimes[next++] = tangent.clone();
      }
      atSteps[piece] = tangent.clone();
      step(piece).push(tangent, thetaTangent);
    }
    while (next < times.length) {
      atTimes[next++] = tangent.clone();
    }
    return new Tangents(atTimes, atSteps);
  }

  /// As [#pull], together with the change of everything along the tangents.
  void pullTwice(
      double[][] cotangents,
      double[][] changes,
      Tangents tangents,
      double[] thetaTangent,
      StepDerivative.Cotangents at,
      StepDerivative.Cotangents along) {
    int next = times.length - 1;
    for (int piece = pieces.count() - 1; piece >= 0; piece--) {
      while (next >= 0 && times[next] == end(piece)) {
        add(cotangents[next], at.state());
        add(changes[next--], along.state());
      }
      step(piece).pullTwice(at, along, tangents.atSteps()[piece], thetaTangent);
    }
    while (next >= 0) {
      add(cotangents[next], at.state());
      add(changes[next--], along.state());
    }
  }

  /// The derivatives of the states along each component of y₀ and θ: a step is loaded once for all
  /// of them.
  OdeSensitivities sensitivities() {
    int parameters = theta.length;
    double[][] tangents = new double[size + parameters][size];
    double[][] thetaTangents = new double[size + parameters][parameters];
    for (int j = 0; j < size; j++) {
      tangents[j][j] = 1;
    }
    for (int j = 0; j < parameters; j++) {
      thetaTangents[size + j][j] = 1;
    }
    double[][][] byY0 = new double[times.length][][];
    double[][][] byTheta = new double[times.length][][];
    int next = 0;
    for (int piece = 0; piece <= pieces.count(); piece++) {
      boolean last = piece == pieces.count();
      while (next < times.length && (last || times[next] == pieces.start(piece))) {
        byY0[next] = columns(tangents, 0, size);
        byTheta[next++] = columns(tangents, size, parameters);
      }
      if (!last) {
        StepDerivative step = step(piece);
        for (int j = 0; j < tangents.length; j++) {
          step.push(tangents[j], thetaTangents[j]);
        }
      }
    }
    return new OdeSensitivities(states, byY0, byTheta);
  }

  private double[][] columns(double[][] tangents, int first, int count) {
    double[][] matrix = new double[size][count];
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < count; j++) {
        matrix[k][j] = tangents[first + j][k];
      }
    }
    return matrix;
  }
}
