package dev.leibniz.optimize;

import dev.leibniz.calculus.ValueAndGradient;
import org.jspecify.annotations.Nullable;

/// Hager and Zhang, "Algorithm 851: CG_DESCENT, a conjugate gradient method with guaranteed
/// descent" (2006), section 4: secant steps inside a bracket until the Wolfe conditions hold, or
/// the approximate ones, which ask for a slope between σ·f′ and (2δ − 1)·f′ and a value that is
/// higher by rounding errors at most. Where f is not finite it counts as high.
final class HagerZhang implements StepSearch {
  private static final double DELTA = 0.1;
  private static final double GAMMA = 0.66;
  private static final double GROWTH = 5;
  private static final int MOST = 60;

  private final Search search;
  private final double sigma;
  private double[] from = new double[0];
  private double[] direction = new double[0];
  private double value;
  private double slope;
  private double ceiling;
  private int trials;

  /// A point along the direction.
  private record Trial(double step, double value, double slope, @Nullable Found found) {}

  private record Interval(Trial a, Trial b) {
    double width() {
      return b.step() - a.step();
    }
  }

  /// The search has ended.
  private static final class Accepted extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Found found;

    Accepted(Found found) {
      super(null, null, false, false);
      this.found = found;
    }
  }

  /// @param sigma σ, at least δ = 0.1; the paper has 0.9
  HagerZhang(Search search, double sigma) {
    this.search = search;
    this.sigma = sigma;
  }

  @Override
  public @Nullable Found along(
      double[] x, double atStart, double slopeAtStart, double[] along, double first) {
    from = x;
    direction = along;
    value = atStart;
    slope = slopeAtStart;
    ceiling = StepSearch.ceiling(atStart);
    trials = 0;
    try {
      return search(first);
    } catch (Accepted end) {
      return end.found;
    }
  }

  private @Nullable Found search(double first) {
    Interval bracket = bracket(first);
    while (trials < MOST && bracket.width() > Math.ulp(bracket.b().step())) {
      Interval next = secants(bracket);
      if (next.width() > GAMMA * bracket.width()) {
        next = update(next, trial(middle(next)));
      }
      bracket = next;
    }
    Found lowest = bracket.a().found();
    return lowest != null && lowest.at().value() < value ? lowest : null;
  }

  private static double middle(Interval interval) {
    return interval.a().step() + interval.width() / 2;
  }

  /// f at a step; ends the search where the conditions hold.
  private Trial trial(double step) {
    trials++;
    double[] point = Vectors.moved(from, step, direction);
    ValueAndGradient at = search.gradient(point);
    double there = at.value();
    double slopeThere = Vectors.dot(at.gradient(), direction);
    if (!Double.isFinite(there) || !Double.isFinite(slopeThere)) {
      return new Trial(step, Double.POSITIVE_INFINITY, -1, null);
    }
    Found found = new Found(step, point, at);
    boolean isFlat = slopeThere >= sigma * slope;
    boolean isLower = there <= value + DELTA * step * slope;
    boolean isNear = there <= ceiling && slopeThere <= (2 * DELTA - 1) * slope;
    if (isFlat && (isLower || isNear)) {
      throw new Accepted(found);
    }
    return new Trial(step, there, slopeThere, found);
  }

  /// The paper's steps B0 to B3.
  private Interval bracket(double first) {
    Trial low = new Trial(0, value, slope, null);
    Trial now = trial(Math.min(first, LONGEST));
    while (now.slope() < 0 && now.value() <= ceiling) {
      if (now.step() >= LONGEST) {
        throw StepSearch.unbounded(now.value());
      }
      low = now;
      now = trial(Math.min(GROWTH * now.step(), LONGEST));
    }
    return now.slope() >= 0 ? new Interval(low, now) : bisected(new Interval(low, now));
  }

  /// The paper's steps U0 to U3 for a trial that may lie inside.
  private Interval update(Interval old, Trial c) {
    if (c.step() <= old.a().step() || c.step() >= old.b().step()) {
      return old;
    }
    if (c.slope() >= 0) {
      return new Interval(old.a(), c);
    }
    return c.value() <= ceiling ? new Interval(c, old.b()) : bisected(new Interval(old.a(), c));
  }

  /// An interval whose end rises, inside one whose end is high.
  private Interval bisected(Interval outer) {
    Interval interval = outer;
    while (trials < MOST) {
      Trial d = trial(middle(interval));
      if (d.slope() >= 0) {
        return new Interval(interval.a(), d);
      }
      interval =
          d.value() <= ceiling ? new Interval(d, interval.b()) : new Interval(interval.a(), d);
    }
    return interval;
  }

  /// The paper's steps S1 to S4.
  private Interval secants(Interval old) {
    Interval next = secant(old, old.a(), old.b());
    boolean isLeftNew = next.a().step() != old.a().step();
    boolean isRightNew = next.b().step() != old.b().step();
    if (isRightNew && !isLeftNew) {
      return secant(next, old.b(), next.b());
    }
    if (isLeftNew && !isRightNew) {
      return secant(next, old.a(), next.a());
    }
    return next;
  }

  private Interval secant(Interval interval, Trial u, Trial v) {
    double step = (u.step() * v.slope() - v.step() * u.slope()) / (v.slope() - u.slope());
    boolean isInside = step > interval.a().step() && step < interval.b().step();
    return isInside ? update(interval, trial(step)) : interval;
  }
}
