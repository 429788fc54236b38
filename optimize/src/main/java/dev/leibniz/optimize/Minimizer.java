package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.UnsupportedCodeException;
import java.time.Duration;
import java.util.Optional;

/// A method of minimization with its tolerances and limits. Immutable.
///
/// @param method the method
/// @param tolerance the gradient's norm at which to stop, relative to 1 + |f|, or to 1 + |f(start)|
///   or 1 + ‖∇f(start)‖ where that is less
/// @param iterations the most steps
/// @param evaluations the most evaluations of f and its derivatives together
/// @param time the longest time
/// @param listener hears of every iteration
/// @param keepsHistory whether the result holds every iteration
/// @param derivatives those that need not be derived from f
public record Minimizer(
    Method method,
    double tolerance,
    int iterations,
    int evaluations,
    Optional<Duration> time,
    IterationListener listener,
    boolean keepsHistory,
    Derivatives derivatives) {
  static final Minimizer DEFAULT =
      new Minimizer(
          Method.automatic(),
          1e-8,
          10_000,
          200_000,
          Optional.empty(),
          _ -> true,
          false,
          Derivatives.none());

  private static final int MOST_FOR_SMALL = 50;

  /// @throws ArgumentException if a tolerance or a limit is not positive
  public Minimizer {
    if (!(tolerance > 0) || iterations < 1 || evaluations < 1) {
      throw new ArgumentException(
          Explanation.of("Minimizer", "tolerance and limits must be positive")
              .got(
                  "tolerance = "
                      + tolerance
                      + ", iterations = "
                      + iterations
                      + ", evaluations = "
                      + evaluations));
    }
  }

  /// The same with another method.
  public Minimizer method(Method other) {
    return new Minimizer(
        other, tolerance, iterations, evaluations, time, listener, keepsHistory, derivatives);
  }

  /// The same with another tolerance: stop where ‖∇f‖ ≤ tolerance · (1 + min(|f|, |f(start)|,
  /// ‖∇f(start)‖)).
  public Minimizer tolerance(double other) {
    return new Minimizer(
        method, other, iterations, evaluations, time, listener, keepsHistory, derivatives);
  }

  /// The same with another limit on iterations.
  public Minimizer iterations(int most) {
    return new Minimizer(
        method, tolerance, most, evaluations, time, listener, keepsHistory, derivatives);
  }

  /// The same with another limit on evaluations.
  public Minimizer evaluations(int most) {
    return new Minimizer(
        method, tolerance, iterations, most, time, listener, keepsHistory, derivatives);
  }

  /// The same with a limit on time.
  public Minimizer time(Duration most) {
    return new Minimizer(
        method,
        tolerance,
        iterations,
        evaluations,
        Optional.of(most),
        listener,
        keepsHistory,
        derivatives);
  }

  /// The same with a listener.
  public Minimizer listener(IterationListener other) {
    return new Minimizer(
        method, tolerance, iterations, evaluations, time, other, keepsHistory, derivatives);
  }

  /// The same, keeping every iteration or not.
  public Minimizer history(boolean isKept) {
    return new Minimizer(
        method, tolerance, iterations, evaluations, time, listener, isKept, derivatives);
  }

  /// The same with derivatives that need not be derived from f.
  public Minimizer derivatives(Derivatives given) {
    return new Minimizer(
        method, tolerance, iterations, evaluations, time, listener, keepsHistory, given);
  }

  /// A local minimum near the start.
  ///
  /// @throws ArgumentException if the start has no elements, or one that is not finite
  /// @throws UnsupportedCodeException if the method needs derivatives and f has none
  public Optimum of(MultivariateFunction f, double[] start) {
    return run(f, start, Box.none(start.length));
  }

  /// A local minimum in a box; bounds may be infinite. A start outside is moved to the nearest
  /// point inside.
  ///
  /// @throws ArgumentException if the sizes differ, or a lower bound is above an upper one
  public Optimum of(MultivariateFunction f, double[] start, double[] lower, double[] upper) {
    return run(f, start, Box.of(start.length, lower, upper));
  }

  private Optimum run(MultivariateFunction f, double[] start, Box box) {
    refuse(start);
    Method.Kind kind = method.kind();
    if (kind == Method.Kind.AUTOMATIC) {
      return automatic(f, start, box);
    }
    if (!box.isEverything() && kind != Method.Kind.LBFGS && kind != Method.Kind.NELDER_MEAD) {
      throw new ArgumentException(
          Explanation.of("Minimize", "bounds go with L-BFGS and Nelder–Mead")
              .got("method = " + kind)
              .fix("use Method.lbfgs()"));
    }
    return new Search(this, Objective.of(f, kind, derivatives)).run(kind, start, box);
  }

  private Optimum automatic(MultivariateFunction f, double[] start, Box box) {
    boolean isSmall = start.length <= MOST_FOR_SMALL;
    Method.Kind kind = isSmall && box.isEverything() ? Method.Kind.TRUST_REGION : Method.Kind.LBFGS;
    Objective objective;
    try {
      objective = Objective.of(f, kind, derivatives);
    } catch (UnsupportedCodeException failure) {
      if (derivatives.valueAndGradient().isPresent()) {
        kind = Method.Kind.LBFGS;
      } else if (isSmall) {
        kind = Method.Kind.NELDER_MEAD;
      } else {
        throw failure;
      }
      objective = Objective.of(f, kind, derivatives);
    }
    Search search = new Search(this, objective);
    Optimum found = search.run(kind, start, box);
    boolean isAtKink = found.status().kind() == Status.Kind.STALLED && isSmall;
    return isAtKink ? search.run(Method.Kind.NELDER_MEAD, found.point(), box) : found;
  }

  private static void refuse(double[] start) {
    if (start.length == 0) {
      throw new ArgumentException(
          Explanation.of("Minimize", "the start must have an element").got("start of length 0"));
    }
    for (int i = 0; i < start.length; i++) {
      if (!Double.isFinite(start[i])) {
        throw new ArgumentException(
            Explanation.of("Minimize", "the start must be finite")
                .got("start[" + i + "] = " + start[i]));
      }
    }
  }
}
