package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.optimize.LinearizedResiduals.Proposal;
import dev.leibniz.optimize.ResidualModel.Point;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Nonlinear least squares in a scaled trust region.
///
/// Source: Moré, The Levenberg–Marquardt algorithm: implementation and theory, LNM 630 (1978): the
/// scaling (largest column norms so far), the radius' updates and the acceptance of steps are those
/// of algorithm 7.1. Ours are the bounds (steps of the free parameters, cut off and solved again)
/// and the end: a Gauss–Newton step that the region does not shorten and whose predicted gain is
/// within the tolerance, or within the rounding errors of the objective, is taken and is the last;
/// a fit that ends where a column of the Jacobian has vanished is tried once more in short steps.
final class NonlinearFit {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double FIRST_RADIUS = 100;
  private static final double CAREFUL_RADIUS = 0.1;
  private static final double COLLAPSED = 1e-8;
  private static final double ACCEPTED = 1e-4;
  private static final double FLAT = 1e-6;
  private static final double FASTEST = 1e-3;
  private static final double SLOWEST = 0.95;
  private static final double STAGNANT = 0.9;
  private static final double UNKNOWN_RATIO = 0.5;

  private final FitOptions options;
  private final ResidualModel model;
  private final long deadline;
  private final double[] scale;
  private double[] firstNorms = {};
  private Point current;
  private @Nullable ResidualMatrix jacobian;
  private @Nullable LinearizedResiduals linear;
  private double radius;
  private double smallest;
  private double damping;
  private double previous = Double.NaN;
  private int iterations;

  private NonlinearFit(ResidualModel model, Point start, long deadline, FitOptions options) {
    this.options = options;
    this.model = model;
    this.deadline = deadline;
    scale = new double[start.parameters().length];
    current = start;
  }

  static Fit of(VectorFunction residuals, double[] start, FitOptions options) {
    check(start, options);
    long time = Math.min(options.time().toMillis(), Long.MAX_VALUE / 4_000_000);
    long deadline = System.nanoTime() + 1_000_000 * time;
    ResidualModel model = new ResidualModel("LeastSquares.of", residuals, options);
    Point first = model.at(start.clone());
    NonlinearFit fit = new NonlinearFit(model, first, deadline, options);
    Status status = fit.search(FIRST_RADIUS);
    if (status.converged() && fit.collapsed()) {
      NonlinearFit careful = new NonlinearFit(model, first, deadline, options);
      careful.iterations = fit.iterations;
      Status other = careful.search(CAREFUL_RADIUS);
      if (careful.current.objective() < fit.current.objective()) {
        return careful.result(other);
      }
    }
    return fit.result(status);
  }

  /// Whether a long step has carried a parameter to where the residuals no longer depend on it.
  private boolean collapsed() {
    LinearizedResiduals here = linear;
    if (here == null || here.vanished()) {
      return false;
    }
    for (int j = 0; j < scale.length; j++) {
      if (firstNorms[j] > 0 && here.norms()[j] <= COLLAPSED * firstNorms[j]) {
        return true;
      }
    }
    return false;
  }

  private static void check(double[] start, FitOptions options) {
    if (start.length == 0) {
      throw refuse("there must be parameters", "a start of length 0", "give a start");
    }
    if (options.bounded() && options.boundCount() != start.length) {
      throw refuse(
          "there must be a lower and an upper bound for each parameter",
          options.boundCount() + " bounds, " + start.length + " parameters",
          "use infinities for parameters without a bound");
    }
    for (int j = 0; j < start.length; j++) {
      if (!Double.isFinite(start[j])) {
        throw refuse("the start must be finite", "start[" + j + "] = " + start[j], "give a number");
      }
      if (start[j] < options.lower(j) || start[j] > options.upper(j)) {
        throw refuse(
            "the start must be within the bounds",
            "start["
                + j
                + "] = "
                + start[j]
                + ", bounds "
                + options.lower(j)
                + " and "
                + options.upper(j),
            "start at the bound or inside");
      }
    }
  }

  private static ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of("LeastSquares.of", law).got(got).fix(fix));
  }

  private Status search(double firstRadius) {
    ResidualMatrix first = current.valid() ? model.jacobian(current) : null;
    if (first == null) {
      return new Status(
          model.threw() ? Kind.FAILED : Kind.NOT_A_NUMBER, "at the start " + model.trouble());
    }
    LinearizedResiduals here = linearize(first);
    firstNorms = here.norms();
    double size = size();
    double unit = size > 0 ? size : Math.sqrt(current.objective());
    radius = firstRadius * unit;
    smallest = EPSILON * unit;
    while (true) {
      here = Objects.requireNonNull(linear);
      Status end = endBeforeStep(here);
      if (end == null) {
        end = step(here);
      }
      if (end != null) {
        return end;
      }
    }
  }

  private LinearizedResiduals linearize(ResidualMatrix matrix) {
    jacobian = matrix;
    LinearizedResiduals here = new LinearizedResiduals(current, matrix, options);
    for (int j = 0; j < scale.length; j++) {
      scale[j] = Math.max(scale[j], here.norms()[j]);
      if (scale[j] == 0) {
        scale[j] = 1;
      }
    }
    linear = here;
    return here;
  }

  /// ‖D x‖, in the unit of the residuals.
  private double size() {
    return scaledNorm(current.parameters());
  }

  private double scaledNorm(double[] vector) {
    double[] scaled = new double[vector.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = scale[j] * vector[j];
    }
    return HouseholderQr.norm(scaled, 0);
  }

  private @Nullable Status endBeforeStep(LinearizedResiduals here) {
    if (here.vanished()) {
      return new Status(Kind.CONVERGED, "the residuals are zero up to rounding");
    }
    double cosine = here.gradientCosine();
    if (cosine <= options.gradient()) {
      return new Status(
          Kind.CONVERGED, "the residuals are orthogonal to the Jacobian, cosine " + figure(cosine));
    }
    if (iterations >= options.iterations()) {
      return limit(options.iterations() + " iterations");
    }
    if (model.evaluations() >= options.evaluations()) {
      return limit(options.evaluations() + " evaluations of the residuals");
    }
    if (System.nanoTime() >= deadline) {
      return limit("time, " + options.time());
    }
    return null;
  }

  private static Status limit(String what) {
    return new Status(Kind.LIMIT, "the limit was reached: " + what);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private @Nullable Status step(LinearizedResiduals here) {
    Proposal proposal = here.propose(scale, radius, damping);
    double length = scaledNorm(proposal.vector());
    double[] target = new double[scale.length];
    for (int j = 0; j < target.length; j++) {
      double moved = current.parameters()[j] + proposal.vector()[j];
      target[j] = Math.clamp(moved, options.lower(j), options.upper(j));
    }
    boolean blind = proposal.inside() && proposal.predicted() <= here.noise();
    boolean last = proposal.inside() && isLast(proposal, length, blind);
    Point trial = model.at(target);
    double actual = trial.valid() ? current.objective() - trial.objective() : Double.NaN;
    if (last) {
      return finish(trial, actual, here, proposal);
    }
    double ratio = proposal.predicted() > 0 ? actual / proposal.predicted() : Double.NaN;
    adapt(proposal, length, actual, ratio);
    boolean better = ratio >= ACCEPTED || (blind && actual >= -here.noise());
    ResidualMatrix matrix = better ? model.jacobian(trial) : null;
    if (matrix == null) {
      return rejected(here, proposal, ratio);
    }
    return accepted(trial, matrix, actual, proposal);
  }

  /// Whether the error that is left after this full step will be within the tolerance: it is about
  /// ρ / (1 − ρ) times the step, ρ the ratio of this step to the one before.
  private boolean isLast(Proposal proposal, double length, boolean blind) {
    double ratio = Math.sqrt(Math.max(0, proposal.predicted()) / previous);
    double contraction = Double.isNaN(ratio) ? UNKNOWN_RATIO : Math.clamp(ratio, FASTEST, SLOWEST);
    double left = contraction / (1 - contraction);
    return left * length <= Math.max(options.step() * size(), smallest)
        || left * left * proposal.predicted() <= options.reduction() * current.objective()
        || (blind && ratio > STAGNANT);
  }

  private Status finish(Point trial, double actual, LinearizedResiduals here, Proposal proposal) {
    double before = current.objective();
    if (actual >= -here.noise()) {
      current = trial;
      iterations++;
    }
    return new Status(
        Kind.CONVERGED,
        "a full step was predicted to lower the objective by "
            + figure(Math.max(0, proposal.predicted()) / before)
            + " of it");
  }

  private void adapt(Proposal proposal, double length, double actual, double ratio) {
    if (iterations == 0) {
      radius = Math.min(radius, length);
    }
    if (!(ratio > 0.25)) {
      double factor = shrinkage(proposal.predicted(), actual);
      radius = factor * Math.min(radius, length * 10);
      damping = proposal.damping() / factor;
    } else if (proposal.inside() || ratio >= 0.75) {
      radius = 2 * length;
      damping = proposal.damping() / 2;
    } else {
      damping = proposal.damping();
    }
  }

  /// Where a parabola along the step has its minimum, between 1/10 and 1/2: section 4 of the
  /// source, with the slope at the start bounded by what the model predicts.
  private double shrinkage(double predicted, double actual) {
    if (Double.isNaN(actual) || actual < -99 * current.objective()) {
      return 0.1;
    }
    if (actual >= 0) {
      return 0.5;
    }
    return Math.clamp(0.5 * predicted / (predicted - 0.5 * actual), 0.1, 0.5);
  }

  private @Nullable Status rejected(LinearizedResiduals here, Proposal proposal, double ratio) {
    if (Double.isFinite(ratio) && ratio >= ACCEPTED) {
      radius = Math.min(radius, scaledNorm(proposal.vector())) / 10;
    }
    if (radius > Math.max(options.step() * size(), smallest)) {
      return null;
    }
    double cosine = here.gradientRatio(scale);
    if (cosine <= FLAT) {
      return new Status(
          Kind.CONVERGED, "no step lowers the objective, scaled gradient " + figure(cosine));
    }
    return new Status(
        Kind.STALLED,
        "no step lowers the objective though the scaled gradient is "
            + figure(cosine)
            + ": "
            + obstacle(here, proposal));
  }

  private String obstacle(LinearizedResiduals here, Proposal proposal) {
    String trouble = model.trouble();
    if (trouble != null) {
      return trouble;
    }
    return proposal.predicted() <= here.noise()
        ? "the residuals are flat here, what steps change is below their rounding errors"
        : "the residuals are not smooth here or the Jacobian is not theirs";
  }

  private @Nullable Status accepted(
      Point trial, ResidualMatrix matrix, double actual, Proposal proposal) {
    double objective = current.objective();
    previous = proposal.inside() ? proposal.predicted() : Double.NaN;
    current = trial;
    iterations++;
    linearize(matrix);
    FitListener listener = options.listener();
    if (listener != null
        && !listener.goOn(
            new FitProgress(
                iterations, trial.parameters().clone(), trial.objective(), model.evaluations()))) {
      return new Status(Kind.STOPPED, "the listener asked to stop");
    }
    double enough = options.reduction() * objective;
    if (!proposal.inside() && actual <= enough && proposal.predicted() <= enough) {
      return new Status(
          Kind.CONVERGED,
          "the last step lowered the objective by " + figure(actual / objective) + " of it");
    }
    return null;
  }

  private Fit result(Status status) {
    int n = scale.length;
    double[] deviations = new double[n];
    double[][] covariance = new double[n][n];
    double deviation = Double.POSITIVE_INFINITY;
    double sum = Compensated.sumOfSquares(current.weighted());
    double cosine = Double.NaN;
    int rank = 0;
    LinearizedResiduals here = linear;
    ResidualMatrix matrix = jacobian;
    if (here == null || matrix == null) {
      sum = Double.NaN;
      Arrays.fill(deviations, Double.POSITIVE_INFINITY);
      for (double[] row : covariance) {
        Arrays.fill(row, Double.POSITIVE_INFINITY);
      }
    } else {
      ResidualMatrix.Determination found = matrix.determination();
      rank = found.rank();
      cosine = here.gradientCosine();
      int freedom = current.weighted().length - rank;
      if (freedom > 0) {
        deviation = Math.sqrt(sum / freedom);
      }
      double variance = variance(freedom);
      covariance = Covariances.scaled(found.inverse(), variance);
      deviations = Covariances.deviations(found.diagonal(), variance);
    }
    double[] observations = options.observations();
    double rSquared =
        observations.length == 0
            ? Double.NaN
            : Covariances.rSquared(sum, observations, options.weights(), true);
    FitDetails details =
        new FitDetails(
            covariance,
            current.residuals(),
            current.objective(),
            cosine,
            iterations,
            model.evaluations(),
            model.jacobianEvaluations());
    return new Fit(
        current.parameters(), deviations, sum, deviation, rSquared, rank, status, details);
  }

  /// s² of [Fit].
  private double variance(int freedom) {
    if (freedom <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double squares = 0;
    double curvature = 0;
    for (double residual : current.weighted()) {
      double influence = options.loss().influence(residual);
      squares += influence * influence;
      curvature += options.loss().curvature(residual);
    }
    double mean = curvature / current.weighted().length;
    return mean > 0 ? squares / freedom / (mean * mean) : Double.POSITIVE_INFINITY;
  }
}
