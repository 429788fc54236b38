package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.error.LeibnizException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What all methods share: limits, the listener, the best point, and the words at the end.
final class Search {
  private static final double SMALLEST = -1e300;

  private final Minimizer settings;
  private final Objective objective;
  private final long deadline;
  private final List<Iteration> history = new ArrayList<>();
  private int iterations;
  private double[] point = new double[0];
  private double value = Double.NaN;
  private double gradientNorm = Double.NaN;
  private double scale;

  /// A minimization ends from within.
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    Ended(Status.Kind kind, String sentence) {
      super(sentence, null, false, false);
      this.status = new Status(kind, sentence);
    }

    Status status() {
      return status;
    }
  }

  /// A method's own loop, which ends by [Ended].
  interface Loop {
    void run();
  }

  Search(Minimizer settings, Objective objective) {
    this.settings = settings;
    this.objective = objective;
    this.deadline =
        settings.time().map(time -> System.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
  }

  Minimizer settings() {
    return settings;
  }

  /// Runs a method from a start.
  Optimum run(double[] start, Loop loop) {
    point = start.clone();
    Status status;
    try {
      loop.run();
      status = new Status(Status.Kind.STALLED, "no step lowered the value any more");
    } catch (Ended end) {
      status = end.status();
    } catch (LeibnizException failure) {
      throw failure;
    } catch (RuntimeException failure) {
      status =
          new Status(
              Status.Kind.FAILED, "the function threw " + failure + " at iteration " + iterations);
    }
    return new Optimum(
        point,
        value,
        gradientNorm,
        iterations,
        objective.evaluations(),
        status,
        List.copyOf(history));
  }

  /// Value and gradient at a trial point; NaN where f has none.
  ValueAndGradient gradient(double[] x) {
    checkLimits();
    return objective.gradient(x);
  }

  double value(double[] x) {
    checkLimits();
    return objective.value(x);
  }

  double[][] hessian(double[] x) {
    checkLimits();
    double[][] hessian = objective.hessian(x);
    for (double[] row : hessian) {
      for (double each : row) {
        if (!Double.isFinite(each)) {
          throw new Ended(Status.Kind.NOT_A_NUMBER, "the Hessian has an element " + each);
        }
      }
    }
    return hessian;
  }

  double[] product(double[] x, double[] v) {
    checkLimits();
    return objective.product(x, v);
  }

  private void checkLimits() {
    if (objective.total() >= settings.evaluations()) {
      throw limit("the limit of " + settings.evaluations() + " evaluations was reached");
    }
    if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
      throw limit("the time was over at " + Instant.now());
    }
  }

  private static Ended limit(String sentence) {
    return new Ended(Status.Kind.LIMIT, sentence);
  }

  /// Notes the point that a method starts from or has stepped to.
  ///
  /// @param norm the gradient's norm, of its projection where there are bounds; null without
  ///   gradients
  void arrive(int iteration, double[] x, double f, @Nullable Double norm) {
    if (iteration == 0 && !Double.isFinite(f)) {
      value = f;
      throw new Ended(Status.Kind.NOT_A_NUMBER, "f(start) = " + f);
    }
    point = x.clone();
    value = f;
    gradientNorm = norm == null ? Double.NaN : norm;
    iterations = iteration;
    Iteration entry = new Iteration(iteration, point, f, gradientNorm, objective.evaluations());
    if (settings.keepsHistory()) {
      history.add(entry);
    }
    if (!settings.listener().goOn(entry)) {
      throw new Ended(Status.Kind.STOPPED, "the listener stopped it at iteration " + iteration);
    }
    if (f < SMALLEST) {
      throw new Ended(Status.Kind.DIVERGENT, "f has no minimum: it fell to " + f);
    }
    if (iteration == 0) {
      scale = Math.abs(f);
    }
    if (norm != null && norm <= settings.tolerance() * (1 + Math.min(scale, Math.abs(f)))) {
      throw converged(
          String.format(
              Locale.ROOT,
              "the gradient's norm %.3g is within %.3g of the scale of f",
              norm,
              settings.tolerance()));
    }
    if (iteration >= settings.iterations()) {
      throw limit("the limit of " + settings.iterations() + " iterations was reached");
    }
  }

  /// Ends where the model promises less than rounding errors of f hide.
  void checkPromise(double promise) {
    if (promise <= 4 * Math.ulp(Math.abs(value))) {
      throw converged(
          String.format(
              Locale.ROOT,
              "a further step would lower the value by %.3g, less than its rounding error",
              promise));
    }
  }

  static Ended converged(String sentence) {
    return new Ended(Status.Kind.CONVERGED, sentence);
  }
}
