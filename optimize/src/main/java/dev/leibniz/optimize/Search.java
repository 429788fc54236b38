package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.error.LeibnizException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What all methods share: limits, the listener, the best point, and the words at the end.
final class Search {
  private static final double SMALLEST = -1e300;
  private static final double LARGEST_GRADIENT = 1e150;

  /// The largest gradient, relative to f, that rounding errors of f are thought to explain.
  private static final double MOST_AT_ROUNDING = 1e-4;

  /// A search crawls where f falls by less than this part of itself in as many iterations.
  private static final double LEAST_PROGRESS = 1e-7;

  private static final int CRAWLING = 200;

  private final Minimizer settings;
  private final Objective objective;
  private final long deadline;
  private final List<Iteration> history = new ArrayList<>();
  private int iterations;
  private double[] point = new double[0];
  private double value = Double.NaN;
  private double gradientNorm = Double.NaN;
  private double scale;
  private double landmark;
  private int before;
  private boolean hasArrived;

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
    void from(double[] start);
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

  /// Runs a method; a second one goes on where the first has ended.
  Optimum run(Method.Kind kind, double[] start, Box box) {
    return switch (kind) {
      case GRADIENT_DESCENT, CONJUGATE_GRADIENT, BFGS, NEWTON ->
          run(start, new LineSearchMethod(kind, this));
      case LBFGS ->
          box.isEverything()
              ? run(start, new LineSearchMethod(kind, this))
              : run(box.nearest(start), new BoundedLbfgs(this, box));
      case TRUST_REGION, TRUST_REGION_PRODUCTS -> run(start, new TrustRegion(kind, this));
      case NELDER_MEAD -> run(box.nearest(start), new NelderMead(this, box));
      case AUTOMATIC -> throw new IllegalStateException(kind.toString());
    };
  }

  private Optimum run(double[] start, Loop loop) {
    point = start.clone();
    before = iterations;
    hasArrived = false;
    Status status;
    try {
      loop.from(point);
      throw new IllegalStateException("a method ended without a status");
    } catch (Ended end) {
      status = end.status();
    } catch (LeibnizException failure) {
      if (!hasArrived) {
        throw failure;
      }
      status = failed(failure);
    } catch (RuntimeException failure) {
      status = failed(failure);
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

  private Status failed(RuntimeException failure) {
    return new Status(
        Status.Kind.FAILED, "the function threw " + failure + " at iteration " + iterations);
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
      throw limit("the limit of " + settings.time().orElseThrow() + " was reached");
    }
  }

  static Ended limit(String sentence) {
    return new Ended(Status.Kind.LIMIT, sentence);
  }

  /// Notes the point that a method starts from or has stepped to.
  ///
  /// @param norm the gradient's norm, of its projection where there are bounds; null without
  ///   gradients
  void arrive(int iteration, double[] x, double f, @Nullable Double norm) {
    arrive(iteration, x, f, norm, () -> false);
  }

  /// The same where a point with a small gradient may be found to be a saddle.
  void arrive(
      int iteration, double[] x, double f, @Nullable Double norm, BooleanSupplier isSaddle) {
    if (iteration == 0 && !Double.isFinite(f)) {
      value = f;
      throw new Ended(Status.Kind.NOT_A_NUMBER, "f(start) = " + f);
    }
    if (iteration == 0 && norm != null && !Double.isFinite(norm)) {
      value = f;
      throw new Ended(
          Status.Kind.NOT_A_NUMBER, "the gradient at the start has an element that is no number");
    }
    point = x;
    value = f;
    gradientNorm = norm == null ? Double.NaN : norm;
    iterations = before + iteration;
    if (!hasArrived) {
      hasArrived = true;
      scale = norm == null ? 0 : Math.min(Math.abs(f), norm);
    }
    if (iteration > 0 || before == 0) {
      tell();
    }
    if (f < SMALLEST) {
      throw new Ended(Status.Kind.DIVERGENT, "f has no minimum: it fell to " + f);
    }
    if (norm != null && isFlat(norm) && !isSaddle.getAsBoolean()) {
      throw converged(
          String.format(
              Locale.ROOT,
              "the gradient's norm %.3g is within %.3g of the scale of f",
              norm,
              settings.tolerance()));
    }
    if (norm != null) {
      checkProgress(iteration);
    }
    if (iterations >= settings.iterations()) {
      throw limit("the limit of " + settings.iterations() + " iterations was reached");
    }
  }

  /// Ends a search that crawls along a kink, with steps that become shorter and shorter.
  private void checkProgress(int iteration) {
    if (iteration == 0) {
      landmark = value;
    } else if (iteration % CRAWLING == 0) {
      boolean isCrawling = landmark - value <= LEAST_PROGRESS * Math.abs(value);
      if (isCrawling && gradientNorm > MOST_AT_ROUNDING * (1 + Math.abs(value))) {
        throw noDescent();
      }
      landmark = value;
    }
  }

  private void tell() {
    Iteration entry =
        new Iteration(iterations, point, value, gradientNorm, objective.evaluations());
    if (settings.keepsHistory()) {
      history.add(entry);
    }
    if (!settings.listener().goOn(entry)) {
      throw new Ended(Status.Kind.STOPPED, "the listener stopped it at iteration " + iterations);
    }
  }

  private boolean isFlat(double norm) {
    return norm <= settings.tolerance() * (1 + Math.min(scale, Math.abs(value)));
  }

  /// Whether a promised fall is more than rounding errors of f hide.
  boolean promises(double fall) {
    return fall > 4 * Math.ulp(value);
  }

  /// Ends where the step to the minimum of a model of f promises less.
  void checkPromise(double fall) {
    if (!promises(fall)) {
      throw converged(
          String.format(
              Locale.ROOT,
              "a further step would lower the value by %.3g, less than its rounding error",
              fall));
    }
  }

  /// The same where the promise comes from a model of f that steps have taught: it counts only
  /// where the gradient is small.
  void checkLearnedPromise(double fall) {
    if (gradientNorm <= MOST_AT_ROUNDING * (1 + Math.abs(value))) {
      checkPromise(fall);
    }
  }

  /// Why no step lowers f.
  Ended noDescent() {
    if (gradientNorm <= MOST_AT_ROUNDING * (1 + Math.abs(value))) {
      return new Ended(
          Status.Kind.ROUNDING,
          String.format(
              Locale.ROOT,
              "rounding errors of f hide any further descent; the gradient's norm is %.3g",
              gradientNorm));
    }
    if (gradientNorm > LARGEST_GRADIENT) {
      return new Ended(
          Status.Kind.NOT_A_NUMBER,
          "the gradient's norm " + gradientNorm + " has a square that overflows; divide f by it");
    }
    return new Ended(
        Status.Kind.STALLED,
        String.format(
            Locale.ROOT,
            "no step lowers f by much, though the gradient's norm is %.3g: f has a kink or a jump"
                + " here, or its gradient is wrong",
            gradientNorm));
  }

  static Ended converged(String sentence) {
    return new Ended(Status.Kind.CONVERGED, sentence);
  }
}
