package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.Status;
import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An interval between whose ends f changes its sign, and the methods that shrink it.
///
/// `best` is the end with the smaller |f|, `other` the end beyond the root, `before` the best one
/// before (Brent's b, c and a).
final class Bracket {
  private static final double EPSILON = Math.ulp(1.0);

  private final UnivariateFunction f;
  private final RootOptions options;
  private double best;
  private double bestValue;
  private double other;
  private double otherValue;
  private double before;
  private double beforeValue;
  private double largest;
  private int evaluations;
  private int derivativeEvaluations;
  private @Nullable Status failure;

  Bracket(String operation, UnivariateFunction f, double from, double to, RootOptions options) {
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      throw new ArgumentException(
          Explanation.of(operation, "the ends of the interval must be finite")
              .got("from = " + from + ", to = " + to)
              .fix("give an interval in which f changes its sign"));
    }
    this.f = f;
    this.options = options;
    before = from;
    best = to;
    beforeValue = value(from);
    bestValue = value(to);
    other = before;
    otherValue = beforeValue;
    largest = Math.max(Math.abs(beforeValue), Math.abs(bestValue));
    if (Math.abs(otherValue) < Math.abs(bestValue)) {
      swap();
    }
  }

  private double value(double x) {
    evaluations++;
    try {
      double result = f.applyAsDouble(x);
      if (Double.isNaN(result)) {
        failure = new Status(Kind.NOT_A_NUMBER, "f(" + x + ") is NaN");
      }
      return result;
    } catch (LeibnizException refusal) {
      throw refusal;
    } catch (RuntimeException thrown) {
      failure = new Status(Kind.FAILED, "f(" + x + ") threw " + thrown);
      return Double.NaN;
    }
  }

  private void swap() {
    before = best;
    beforeValue = bestValue;
    best = other;
    bestValue = otherValue;
    other = before;
    otherValue = beforeValue;
  }

  /// The end, if the search cannot begin or is at its end.
  private @Nullable Root ended() {
    if (failure != null) {
      return root(failure, !Double.isNaN(bestValue) && opposite());
    }
    if (bestValue == 0) {
      return root(new Status(Kind.CONVERGED, "f is zero here"), true);
    }
    if (!opposite()) {
      String values = "f(" + best + ") = " + bestValue + ", f(" + other + ") = " + otherValue;
      return root(new Status(Kind.STALLED, "f has the same sign at both ends: " + values), false);
    }
    if (Math.abs(other - best) <= 2 * tolerance()) {
      return root(narrow(), true);
    }
    if (evaluations >= options.evaluations()) {
      return root(
          new Status(
              Kind.LIMIT, "the limit was reached: " + options.evaluations() + " evaluations"),
          true);
    }
    return null;
  }

  private boolean opposite() {
    return bestValue > 0 != otherValue > 0;
  }

  private double tolerance() {
    double relative = Math.max(options.relative() / 2, 2 * EPSILON);
    double smallest = Math.max(options.absolute() / 2, Double.MIN_VALUE);
    return Math.max(relative * Math.abs(best), smallest);
  }

  /// What a narrow bracket holds: f grows towards a pole, and falls towards a root.
  private Status narrow() {
    if (Math.abs(bestValue) > largest) {
      return new Status(
          Kind.SINGULAR, "f changes its sign at a pole: |f| grows to " + Math.abs(bestValue));
    }
    return new Status(
        Kind.CONVERGED,
        String.format(
            Locale.ROOT, "f changes its sign within %.1e of here", Math.abs(other - best)));
  }

  private Root root(Status status, boolean bracketed) {
    return new Root(
        best,
        bestValue,
        bracketed ? Math.min(best, other) : Double.NaN,
        bracketed ? Math.max(best, other) : Double.NaN,
        evaluations,
        derivativeEvaluations,
        status);
  }

  Root brent() {
    double step = best - before;
    double lastStep = step;
    while (true) {
      Root end = ended();
      if (end != null) {
        return end;
      }
      double tolerance = tolerance();
      double middle = other / 2 - best / 2;
      double proposed = interpolation(middle);
      boolean trusted =
          Math.abs(lastStep) >= tolerance
              && Math.abs(beforeValue) > Math.abs(bestValue)
              && Math.abs(proposed) < Math.abs(lastStep / 2)
              && Math.abs(proposed) < Math.abs(1.5 * middle) - Math.abs(tolerance / 2)
              && proposed > 0 == middle > 0;
      lastStep = trusted ? step : middle;
      step = trusted ? proposed : middle;
      double enough = Math.abs(step) > tolerance ? step : Math.copySign(tolerance, middle);
      if (moveTo(best + enough)) {
        step = best - before;
        lastStep = step;
      }
    }
  }

  /// The step that inverse quadratic interpolation through three points, or the secant through two,
  /// proposes; NaN where it has none.
  private double interpolation(double middle) {
    double s = bestValue / beforeValue;
    if (before == other) {
      return 2 * middle * s / (s - 1);
    }
    double q = beforeValue / otherValue;
    double r = bestValue / otherValue;
    double p = s * (2 * middle * q * (q - r) - (best - before) * (r - 1));
    return -p / ((q - 1) * (r - 1) * (s - 1));
  }

  /// Takes the point into the bracket; says whether the far end has been replaced.
  private boolean moveTo(double x) {
    double y = value(x);
    if (Double.isNaN(y)) {
      return false;
    }
    before = best;
    beforeValue = bestValue;
    best = x;
    bestValue = y;
    boolean replaced = !opposite();
    if (replaced) {
      other = before;
      otherValue = beforeValue;
    }
    if (Math.abs(otherValue) < Math.abs(bestValue)) {
      swap();
    }
    return replaced;
  }

  Root newton() {
    UnivariateFunction derivative = Calculus.derivative(f);
    double last = Math.abs(other - best);
    while (true) {
      Root end = ended();
      if (end != null) {
        return end;
      }
      double slope = slope(derivative);
      if (failure != null) {
        return root(failure, true);
      }
      double middle = other / 2 - best / 2;
      double step = -bestValue / slope;
      boolean trusted =
          Math.abs(step) <= Math.abs(last / 2)
              && step > 0 == middle > 0
              && Math.abs(step) < 2 * Math.abs(middle);
      double tolerance = tolerance();
      last = trusted ? Math.abs(step) : Math.abs(middle);
      double chosen = trusted ? step : middle;
      moveTo(best + (Math.abs(chosen) > tolerance ? chosen : Math.copySign(tolerance, middle)));
    }
  }

  private double slope(UnivariateFunction derivative) {
    derivativeEvaluations++;
    try {
      double slope = derivative.applyAsDouble(best);
      if (Double.isNaN(slope)) {
        failure = new Status(Kind.NOT_A_NUMBER, "f′(" + best + ") is NaN");
      }
      return slope;
    } catch (LeibnizException refusal) {
      throw refusal;
    } catch (RuntimeException thrown) {
      failure = new Status(Kind.FAILED, "f′(" + best + ") threw " + thrown);
      return Double.NaN;
    }
  }
}
