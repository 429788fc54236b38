package dev.leibniz.optimize;

import dev.leibniz.calculus.ValueAndGradient;
import org.jspecify.annotations.Nullable;

/// A line search for the strong Wolfe conditions, f(x + t·d) ≤ f(x) + c₁·t·f′ and |f′(t)| ≤
/// c₂·|f′|: Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease" (1994),
/// as in MINPACK-2's `dcsrch` and `dcstep`. Where f is not finite the step is halved.
final class MoreThuente implements StepSearch {
  private static final double SUFFICIENT = 1e-4;
  private static final double SMALLEST = 1e-20;

  /// A bracket whose width is this part of its end ends the search, as in L-BFGS-B: between it and
  /// the limit of rounding there is little left to gain.
  private static final double NARROW = 0.1;

  private static final int MOST = 60;

  private final Search search;
  private final double curvature;
  private final Box box;
  private final boolean isBounded;
  private double best;
  private double bestValue;
  private double bestSlope;
  private double other;
  private double otherValue;
  private double otherSlope;
  private boolean isBracketed;
  private double low;
  private double high;

  /// @param curvature c₂
  /// @param box where rounding errors must not leave it
  MoreThuente(Search search, double curvature, Box box) {
    this.search = search;
    this.curvature = curvature;
    this.box = box;
    this.isBounded = !box.isEverything();
  }

  @Override
  public @Nullable Found along(
      double[] x, double value, double slope, double[] direction, double first) {
    return along(x, value, slope, direction, first, LONGEST);
  }

  /// The same with a longest step, which is taken where f falls all the way.
  @Nullable Found along(
      double[] x, double value, double slope, double[] direction, double first, double longest) {
    double step = Math.min(Math.max(first, SMALLEST), longest);
    double test = SUFFICIENT * slope;
    best = 0;
    bestValue = value;
    bestSlope = slope;
    other = 0;
    otherValue = value;
    otherSlope = slope;
    isBracketed = false;
    low = 0;
    high = 5 * step;
    boolean isFirstStage = true;
    double width = longest - SMALLEST;
    double before = 2 * width;
    Found lowest = null;
    for (int i = 0; i < MOST; i++) {
      double[] moved = Vectors.moved(x, step, direction);
      double[] point = isBounded ? box.nearest(moved) : moved;
      ValueAndGradient at = search.gradient(point);
      double trial = at.value();
      double trialSlope = Vectors.dot(at.gradient(), direction);
      if (!Double.isFinite(trial) || !Double.isFinite(trialSlope)) {
        step = best + (step - best) / 2;
        high = step;
        continue;
      }
      Found found = new Found(step, point, at);
      if (trial < value && (lowest == null || trial < lowest.at().value())) {
        lowest = found;
      }
      double allowed = value + step * test;
      boolean isLower = trial <= Math.max(allowed, StepSearch.ceiling(value));
      if (isLower && Math.abs(trialSlope) <= -curvature * slope) {
        return found;
      }
      boolean isStuck = isBracketed && (step <= low || step >= high || high - low <= NARROW * high);
      if (step == longest && trial <= allowed && trialSlope <= test) {
        if (longest == LONGEST) {
          throw StepSearch.unbounded(trial);
        }
        return found;
      }
      if (isStuck || step == SMALLEST) {
        return lowest;
      }
      isFirstStage &= !(trial <= allowed && trialSlope >= 0);
      if (isFirstStage && trial <= bestValue && trial > allowed) {
        step = lowered(step, trial, trialSlope, test);
      } else {
        step = next(step, trial, trialSlope);
      }
      if (isBracketed) {
        if (Math.abs(other - best) >= 0.66 * before) {
          step = best + (other - best) / 2;
        }
        before = width;
        width = Math.abs(other - best);
        low = Math.min(best, other);
        high = Math.max(best, other);
      } else {
        low = step + 1.1 * (step - best);
        high = step + 4 * (step - best);
      }
      step = Math.min(Math.max(step, SMALLEST), longest);
      if (isBracketed && (step <= low || step >= high || high - low <= NARROW * high)) {
        step = best;
      }
    }
    return lowest;
  }

  /// A step for the function less its sufficient decrease.
  private double lowered(double step, double trial, double slope, double test) {
    bestValue -= best * test;
    otherValue -= other * test;
    bestSlope -= test;
    otherSlope -= test;
    double next = next(step, trial - step * test, slope - test);
    bestValue += best * test;
    otherValue += other * test;
    bestSlope += test;
    otherSlope += test;
    return next;
  }

  /// The next trial step by cubic and quadratic interpolation, and the new interval.
  private double next(double step, double trial, double slope) {
    double sign = slope * Math.signum(bestSlope);
    double next;
    if (trial > bestValue) {
      next = beyondMinimum(step, trial, slope);
      isBracketed = true;
    } else if (sign < 0) {
      next = oppositeSlopes(step, trial, slope);
      isBracketed = true;
    } else if (Math.abs(slope) < Math.abs(bestSlope)) {
      next = flatter(step, trial, slope);
    } else if (isBracketed) {
      next = cubic(step, trial, slope, other, otherValue, otherSlope, step > other);
    } else {
      next = step > best ? high : low;
    }
    if (trial > bestValue) {
      other = step;
      otherValue = trial;
      otherSlope = slope;
    } else {
      if (sign < 0) {
        other = best;
        otherValue = bestValue;
        otherSlope = bestSlope;
      }
      best = step;
      bestValue = trial;
      bestSlope = slope;
    }
    return next;
  }

  private double beyondMinimum(double step, double trial, double slope) {
    double theta = 3 * (bestValue - trial) / (step - best) + bestSlope + slope;
    double gamma = gamma(theta, bestSlope, slope, step < best);
    double ratio = (gamma - bestSlope + theta) / (gamma - bestSlope + gamma + slope);
    double cubic = best + ratio * (step - best);
    double chord = (bestValue - trial) / (step - best) + bestSlope;
    double quadratic = best + bestSlope / chord / 2 * (step - best);
    return Math.abs(cubic - best) < Math.abs(quadratic - best)
        ? cubic
        : cubic + (quadratic - cubic) / 2;
  }

  private double oppositeSlopes(double step, double trial, double slope) {
    double cubic = cubic(step, trial, slope, best, bestValue, bestSlope, step > best);
    double secant = step + slope / (slope - bestSlope) * (best - step);
    return Math.abs(cubic - step) > Math.abs(secant - step) ? cubic : secant;
  }

  private double flatter(double step, double trial, double slope) {
    double theta = 3 * (bestValue - trial) / (step - best) + bestSlope + slope;
    double gamma = gamma(theta, bestSlope, slope, step > best);
    double ratio = (gamma - slope + theta) / (gamma + (bestSlope - slope) + gamma);
    double end = step > best ? high : low;
    double cubic = ratio < 0 && gamma != 0 ? step + ratio * (best - step) : end;
    double secant = step + slope / (slope - bestSlope) * (best - step);
    boolean isCubicNearer = Math.abs(cubic - step) < Math.abs(secant - step);
    if (!isBracketed) {
      return Math.min(Math.max(isCubicNearer ? secant : cubic, low), high);
    }
    double next = isCubicNearer ? cubic : secant;
    double most = step + 0.66 * (other - step);
    return step > best ? Math.min(most, next) : Math.max(most, next);
  }

  /// The minimum of the cubic through the trial step and another, from the trial step.
  private static double cubic(
      double step,
      double trial,
      double slope,
      double end,
      double endValue,
      double endSlope,
      boolean isTurned) {
    double theta = 3 * (endValue - trial) / (step - end) + endSlope + slope;
    double gamma = gamma(theta, endSlope, slope, isTurned);
    double ratio = (gamma - slope + theta) / (gamma - slope + gamma + endSlope);
    return step + ratio * (end - step);
  }

  private static double gamma(double theta, double a, double b, boolean isTurned) {
    double scale = Math.max(Math.abs(theta), Math.max(Math.abs(a), Math.abs(b)));
    double t = theta / scale;
    double root = scale * Math.sqrt(Math.max(0, t * t - a / scale * (b / scale)));
    return isTurned ? -root : root;
  }
}
