package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The steps of one solution, differentiated in their order or from the last to the first, in
/// bounded memory ([Checkpoints]). Of a step the state at its beginning is kept: everything inside
/// is computed again when its turn comes.
final class DiscreteSweeps {
  private final LinearizedSystem system;
  private final Checkpoints checkpoints;
  private final double[] times;
  private final double[][] states;
  private final double[] theta;
  private final int size;
  private final OdeMethod method;
  private @Nullable StepDerivative explicit;
  private @Nullable StepDerivative implicit;

  private DiscreteSweeps(
      LinearizedSystem system,
      Checkpoints checkpoints,
      double[] times,
      double[][] states,
      double[] theta,
      int size,
      OdeMethod method) {
    this.system = system;
    this.checkpoints = checkpoints;
    this.times = times;
    this.states = states;
    this.theta = theta;
    this.size = size;
    this.method = method;
  }

  /// A problem.
  ///
  /// @param operation what the user called
  /// @param kept how many states may be kept
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Problem(
      String operation,
      LinearizedSystem system,
      double t0,
      double[] times,
      OdeOptions options,
      int kept) {
    private Integration integration(double[] y0, double[] theta, Integration.Recording recording) {
      double end = times[times.length - 1];
      Ode.check(operation, t0, y0, end);
      return new Integration(system.with(theta), t0, y0, end, options, recording, times);
    }

    private Integration.Marked checked(Integration.Marked run) {
      if (!run.solution().status().converged()) {
        throw notReached(operation, run.solution(), times[times.length - 1]);
      }
      return run;
    }
  }

  /// Solves the equation up to the last time.
  static DiscreteSweeps run(Problem problem, double[] y0, double[] theta) {
    Integration integration = problem.integration(y0, theta, Integration.Recording.STATES);
    int kept = problem.kept == 0 ? Checkpoints.states(y0.length) : problem.kept;
    Checkpoints checkpoints = new Checkpoints(integration, kept);
    Integration.Marked run = problem.checked(checkpoints.run());
    return new DiscreteSweeps(
        problem.system,
        checkpoints,
        problem.times,
        states(run, problem.t0, y0, problem.times),
        theta,
        y0.length,
        problem.options.method());
  }

  /// The same without derivatives.
  static Integration.Marked solve(
      Problem problem, double[] y0, double[] theta, Integration.Recording recording) {
    return problem.checked(problem.integration(y0, theta, recording).runToMarks(() -> {}));
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

  private StepDerivative step(Pieces pieces, int piece) {
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

  /// Adds the cotangents of y₀ and θ that belong to those of the states.
  void pull(double[][] cotangents, double[] y0, double[] thetaCotangent) {
    Countdown next = new Countdown();
    checkpoints.backward(
        checkpoints.nothing(),
        block -> {},
        block -> {
          for (int piece = block.pieces().count() - 1; piece >= 0; piece--) {
            while (next.endsAt(block.end(piece))) {
              add(cotangents[next.take()], y0);
            }
            step(block.pieces(), piece).pull(y0, thetaCotangent);
          }
        });
    while (next.left()) {
      add(cotangents[next.take()], y0);
    }
  }

  /// The times from the last to the first.
  private final class Countdown {
    private int next = times.length - 1;

    boolean left() {
      return next >= 0;
    }

    boolean endsAt(double time) {
      return next >= 0 && times[next] == time;
    }

    int take() {
      return next--;
    }
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] += from[i];
    }
  }

  /// The tangents of the states at the times, at the checkpoints, and at the steps of the last
  /// block, which begins at a step.
  record Tangents(
      double[][] atTimes, List<double[]> atCheckpoints, int blockStart, double[][] inBlock) {}

  /// The tangents of the states that belong to those of y₀ and θ.
  Tangents push(double[] y0Tangent, double[] thetaTangent) {
    double[][] atTimes = new double[times.length][];
    double[][][] inBlock = new double[1][][];
    int[] blockStart = {-1};
    double[] tangent = y0Tangent.clone();
    List<double[]> atCheckpoints =
        checkpoints.forward(
            tangent,
            block -> {
              blockStart[0] = block.start();
              inBlock[0] = push(block, tangent, thetaTangent, atTimes);
            });
    for (int i = 0; i < times.length; i++) {
      atTimes[i] = atTimes[i] == null ? tangent.clone() : atTimes[i];
    }
    return new Tangents(atTimes, atCheckpoints, blockStart[0], inBlock[0]);
  }

  /// Takes a tangent through a block: what it is at the beginnings of the steps, and at the times
  /// among these.
  private double[][] push(
      Checkpoints.Block block, double[] tangent, double[] thetaTangent, double[][] atTimes) {
    Pieces pieces = block.pieces();
    double[][] atSteps = new double[pieces.count()][];
    for (int piece = 0; piece < atSteps.length; piece++) {
      atSteps[piece] = tangent.clone();
      for (int i = 0; i < atTimes.length; i++) {
        if (times[i] == pieces.start(piece)) {
          atTimes[i] = atSteps[piece];
        }
      }
      step(pieces, piece).push(tangent, thetaTangent);
    }
    return atSteps;
  }

  /// As [#pull], together with the change of everything along the tangents.
  void pullTwice(
      double[][] cotangents,
      double[][] changes,
      Tangents tangents,
      double[] thetaTangent,
      StepDerivative.Cotangents at,
      StepDerivative.Cotangents along) {
    Countdown next = new Countdown();
    double[][] untimed = {};
    checkpoints.backward(
        tangents.atCheckpoints(),
        block -> push(block, block.carry(), thetaTangent, untimed),
        block -> {
          double[][] atSteps =
              block.start() == tangents.blockStart()
                  ? tangents.inBlock()
                  : push(block, block.carry(), thetaTangent, untimed);
          for (int piece = atSteps.length - 1; piece >= 0; piece--) {
            while (next.endsAt(block.end(piece))) {
              int time = next.take();
              add(cotangents[time], at.state());
              add(changes[time], along.state());
            }
            step(block.pieces(), piece).pullTwice(at, along, atSteps[piece], thetaTangent);
          }
        });
    while (next.left()) {
      int time = next.take();
      add(cotangents[time], at.state());
      add(changes[time], along.state());
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
    List<double[]> _ =
        checkpoints.forward(
            new double[0],
            block -> {
              for (int piece = 0; piece < block.pieces().count(); piece++) {
                keep(block.pieces().start(piece), tangents, byY0, byTheta);
                StepDerivative step = step(block.pieces(), piece);
                for (int j = 0; j < tangents.length; j++) {
                  step.push(tangents[j], thetaTangents[j]);
                }
              }
            });
    keep(times[times.length - 1], tangents, byY0, byTheta);
    return new OdeSensitivities(states, byY0, byTheta);
  }

  private void keep(double time, double[][] tangents, double[][][] byY0, double[][][] byTheta) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] == time) {
        byY0[i] = columns(tangents, 0, size);
        byTheta[i] = columns(tangents, size, theta.length);
      }
    }
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
