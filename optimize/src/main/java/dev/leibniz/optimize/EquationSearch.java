package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.optimize.ResidualModel.Point;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The search for a root of n equations: Powell's path in a scaled trust region, with Broyden's
/// corrections of the Jacobian between its evaluations.
///
/// Source: MINPACK's HYBRJ (Moré, Garbow, Hillstrom, User guide for MINPACK-1, ANL-80-74): the
/// radius' updates, the acceptance of steps and the signs of slow progress are its own. Ours is the
/// end: only a full step to the model's root that is within the tolerance counts as a root, never a
/// small trust region.
final class EquationSearch {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double FIRST_RADIUS = 100;
  private static final double ACCEPTED = 1e-4;
  private static final double FLAT = 1e-5;
  private static final int SLOW_STEPS = 20;
  private static final int SLOW_JACOBIANS = 10;

  private final SystemOptions options;
  private final ResidualModel model;
  private final double[] scale;
  private Point current;
  private double[][] matrix = {};
  private boolean fresh;
  private double radius;
  private double smallest;
  private double startHeight;
  private int iterations;
  private int failures;
  private int successes;
  private int slowSteps;
  private int slowJacobians;

  private EquationSearch(ResidualModel model, Point start, SystemOptions options) {
    this.options = options;
    this.model = model;
    current = start;
    scale = new double[start.parameters().length];
  }

  static SystemRoot of(VectorFunction f, double[] start, SystemOptions options) {
    for (int j = 0; j < start.length; j++) {
      if (!Double.isFinite(start[j])) {
        throw refuse("the start must be finite", "start[" + j + "] = " + start[j], "give a number");
      }
    }
    FitOptions given = FitOptions.defaults();
    if (options.jacobian() != null) {
      given = given.jacobian(options.jacobian());
    }
    ResidualModel model = new ResidualModel("Root.system", f, given);
    Point first = model.at(start.clone());
    if (first.residuals().length != start.length && !model.threw()) {
      throw refuse(
          "there must be as many equations as unknowns",
          first.residuals().length + " equations, " + start.length + " unknowns",
          "use LeastSquares.of where they differ");
    }
    EquationSearch search = new EquationSearch(model, first, options);
    return search.result(search.search());
  }

  private static ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of("Root.system", law).got(got).fix(fix));
  }

  private SystemRoot result(Status status) {
    return new SystemRoot(
        current.parameters(),
        current.residuals(),
        HouseholderQr.norm(current.residuals(), 0),
        iterations,
        model.evaluations(),
        model.jacobianEvaluations(),
        status);
  }

  private Status search() {
    Status trouble = refresh();
    if (trouble != null) {
      return trouble;
    }
    startHeight = height(current);
    double size = size();
    double unit = size > 0 ? size : startHeight;
    radius = FIRST_RADIUS * unit;
    smallest = EPSILON * unit;
    long time = Math.min(options.time().toMillis(), Long.MAX_VALUE / 4_000_000);
    long deadline = System.nanoTime() + 1_000_000 * time;
    while (true) {
      Status end = endBeforeStep(deadline);
      if (end == null) {
        end = step();
      }
      if (end != null) {
        return end;
      }
    }
  }

  private static double height(Point point) {
    return HouseholderQr.norm(point.residuals(), 0);
  }

  private double size() {
    return HouseholderQr.norm(scaled(current.parameters()), 0);
  }

  private double[] scaled(double[] vector) {
    double[] result = new double[vector.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = vector[j] * scale[j];
    }
    return result;
  }

  /// Computes the Jacobian here; the status says why it cannot.
  private @Nullable Status refresh() {
    double[][] exact = current.valid() ? model.denseJacobian(current) : null;
    if (exact == null) {
      return new Status(
          model.threw() ? Kind.FAILED : Kind.NOT_A_NUMBER,
          (iterations == 0 ? "at the start " : "") + model.trouble());
    }
    matrix = exact;
    fresh = true;
    failures = 0;
    LinearizedResiduals here = linear();
    for (int j = 0; j < scale.length; j++) {
      scale[j] = Math.max(scale[j], here.norms()[j]);
      if (scale[j] == 0) {
        scale[j] = 1;
      }
    }
    return null;
  }

  private LinearizedResiduals linear() {
    return new LinearizedResiduals(
        current, new DenseRows(matrix, scale.length), FitOptions.defaults());
  }

  private @Nullable Status endBeforeStep(long deadline) {
    if (linear().vanished()) {
      return new Status(Kind.CONVERGED, "f is zero up to rounding");
    }
    if (iterations >= options.iterations()) {
      return limit(options.iterations() + " iterations");
    }
    if (model.evaluations() >= options.evaluations()) {
      return limit(options.evaluations() + " evaluations");
    }
    if (System.nanoTime() >= deadline) {
      return limit("time, " + options.time());
    }
    boolean slow = slowSteps >= SLOW_STEPS || slowJacobians >= SLOW_JACOBIANS;
    if (slow || radius <= options.tolerance() * size() || radius <= smallest) {
      return fresh ? stuck() : refreshStuck();
    }
    return null;
  }

  private static Status limit(String what) {
    return new Status(Kind.LIMIT, "the limit was reached: " + what);
  }

  private @Nullable Status refreshStuck() {
    Status trouble = refresh();
    radius = Math.max(radius, 0.1 * size());
    slowSteps = 0;
    return trouble;
  }

  private Status stuck() {
    if (height(current) <= EPSILON * startHeight) {
      return new Status(
          Kind.CONVERGED,
          String.format(Locale.ROOT, "‖f‖ is %.1e of what it was", height(current) / startHeight));
    }
    String height = String.format(Locale.ROOT, "‖f‖ = %.3e", height(current));
    if (linear().gradientRatio(scale) <= FLAT) {
      return new Status(
          Kind.SINGULAR, height + " has a minimum here that is not zero: the Jacobian is singular");
    }
    String why = model.trouble();
    return new Status(
        Kind.STALLED, "no step makes " + height + " smaller" + (why == null ? "" : ": " + why));
  }

  private @Nullable Status step() {
    LinearizedResiduals here = linear();
    LinearizedResiduals.Proposal proposal = here.path(scale, radius);
    double[] vector = proposal.vector();
    double length = HouseholderQr.norm(scaled(vector), 0);
    double[] target = new double[vector.length];
    for (int j = 0; j < target.length; j++) {
      target[j] = current.parameters()[j] + vector[j];
    }
    Point trial = model.at(target);
    iterations++;
    double before = current.objective();
    double predicted = proposal.predicted() / before;
    double actual = trial.valid() ? 1 - trial.objective() / before : Double.NaN;
    boolean root =
        proposal.inside()
            && predicted > 0.5
            && length <= Math.max(options.tolerance() * size(), smallest);
    if (root && fresh) {
      current = actual >= 0 ? trial : current;
      return new Status(
          Kind.CONVERGED,
          String.format(Locale.ROOT, "a full step was %.1e of the point's size", length / size()));
    }
    double ratio = actual / predicted;
    adapt(proposal, length, ratio);
    if (trial.valid()) {
      correct(vector, trial);
    }
    slowSteps = actual >= 1e-3 ? 0 : slowSteps + 1;
    if (ratio >= ACCEPTED) {
      current = trial;
      fresh = false;
    }
    boolean due =
        switch (options.method()) {
          case NEWTON -> !fresh;
          case HYBRID -> failures >= 2;
          case BROYDEN -> false;
        };
    if (due || root) {
      slowJacobians = actual >= 0.1 ? 0 : slowJacobians + 1;
      return refresh();
    }
    return null;
  }

  private void adapt(LinearizedResiduals.Proposal proposal, double length, double ratio) {
    if (iterations == 1) {
      radius = Math.min(radius, length);
    }
    if (!(ratio >= 0.1)) {
      successes = 0;
      failures++;
      radius = Double.isNaN(ratio) ? 0.1 * length : 0.5 * Math.min(radius, 2 * length);
      return;
    }
    failures = 0;
    successes++;
    if (ratio >= 0.5 || successes > 1) {
      radius = Math.max(radius, 2 * length);
    }
    if (Math.abs(ratio - 1) <= 0.1 && !proposal.inside()) {
      radius = 2 * length;
    }
  }

  /// Broyden's formula in scaled variables: the smallest change of the matrix that makes it explain
  /// what the step has done to f.
  private void correct(double[] step, Point trial) {
    double length = HouseholderQr.norm(scaled(step), 0);
    if (length == 0) {
      return;
    }
    for (int i = 0; i < matrix.length; i++) {
      double miss = trial.residuals()[i] - current.residuals()[i];
      for (int j = 0; j < step.length; j++) {
        miss = Math.fma(-matrix[i][j], step[j], miss);
      }
      for (int j = 0; j < step.length; j++) {
        matrix[i][j] += miss / length * (scale[j] * step[j] / length) * scale[j];
      }
    }
  }
}
