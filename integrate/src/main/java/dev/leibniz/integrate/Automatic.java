package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.integrate.Adaptive.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// One-dimensional integration that chooses its method.
///
/// The range is cut at the break points, at zero where both limits are infinite, and at isolated
/// points where the integrand has no finite value. Each part takes Gauss–Kronrod first, then rules
/// for waves, bisection with extrapolation, double-exponential rules, or the summing of half waves
/// ([Part]).
final class Automatic {
  private static final int MOST_HOLES = 20;
  private static final int MOST_ROUNDS = 6;

  private final Sampler sampler;
  private final IntegrateOptions options;
  private final double from;
  private final double to;
  private final TreeSet<Double> breaks = new TreeSet<>();
  private List<Part> parts = List.of();
  private boolean searched;

  private Automatic(UnivariateFunction function, double from, double to, IntegrateOptions options) {
    this.sampler = new Sampler(function, options.evaluations());
    this.options = options;
    this.from = from;
    this.to = to;
    for (double point : options.breakPoints()) {
      if (point > from && point < to && !Double.isInfinite(point)) {
        breaks.add(point);
      }
    }
    if (Double.isInfinite(from) && Double.isInfinite(to) && breaks.isEmpty()) {
      breaks.add(0.0);
    }
  }

  /// The integral for from < to.
  static Integral integrate(
      UnivariateFunction function, double from, double to, IntegrateOptions options) {
    Automatic automatic = new Automatic(function, from, to, options);
    try {
      return automatic.run();
    } catch (Stop stop) {
      return automatic.stopped(stop);
    } catch (RuntimeException failure) {
      return new Integral(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          automatic.sampler.evaluations(),
          automatic.sampler.failure(failure));
    }
  }

  private Integral run() {
    while (true) {
      try {
        cut();
        refine();
        if (searched || magnitude() > options.absolute() || !searchForPeak()) {
          return outcome();
        }
      } catch (Stop stop) {
        boolean hole =
            !Double.isNaN(stop.point()) && breaks.size() < MOST_HOLES && isolated(stop.point());
        if (!hole) {
          throw stop;
        }
        breaks.add(stop.point());
      }
    }
  }

  private void cut() {
    List<Part> cut = new ArrayList<>();
    parts = cut;
    double low = from;
    for (double point : breaks) {
      cut.add(new Part(path(low, point), sampler));
      low = point;
    }
    cut.add(new Part(path(low, to), sampler));
  }

  /// The path between two points, one of which may be infinite.
  static Path path(double low, double high) {
    if (Double.isInfinite(low)) {
      return new Path.Tail(high, -1);
    }
    return Double.isInfinite(high) ? new Path.Tail(low, 1) : new Path.Straight(low, high);
  }

  private void refine() {
    double share = 1.0 / parts.size();
    for (int round = 0; round < MOST_ROUNDS && !done(); round++) {
      for (Part part : parts) {
        double total = value();
        if (!part.exhausted() && (round == 0 || part.error() > share * options.target(total))) {
          part.refine(options, total - part.value(), share);
        }
      }
    }
  }

  private boolean done() {
    return error() <= options.target(value()) && parts.stream().noneMatch(Automatic::suspicious);
  }

  /// Whether the only estimate so far says nothing, because no point of the rule saw a difference.
  private static boolean suspicious(Part part) {
    return part.ending() == Ending.LIMIT && !part.exhausted();
  }

  private double value() {
    double sum = 0;
    for (Part part : parts) {
      sum += part.value();
    }
    return sum;
  }

  private double error() {
    double sum = 0;
    for (Part part : parts) {
      sum += part.error();
    }
    return sum;
  }

  private double magnitude() {
    double sum = 0;
    for (Part part : parts) {
      sum += part.magnitude();
    }
    return sum;
  }

  private Integral outcome() {
    Part worst = parts.getFirst();
    for (Part part : parts) {
      if (part.error() > worst.error()) {
        worst = part;
      }
    }
    double value = value();
    double error = error();
    Trouble trouble = new Trouble(worst.ending(), worst.culprit(), from, to);
    return new Integral(
        value, error, sampler.evaluations(), trouble.status(value, error, options, sampler));
  }

  private Integral stopped(Stop stop) {
    boolean limit = stop.status().kind() == Status.Kind.LIMIT && !parts.isEmpty();
    return new Integral(
        limit ? value() : Double.NaN,
        Double.POSITIVE_INFINITY,
        sampler.evaluations(),
        stop.status());
  }

  /// Whether the integrand is finite close to a point where it is not.
  private boolean isolated(double point) {
    double scale = Double.isInfinite(to - from) ? Math.max(1, Math.abs(point)) : to - from;
    for (double distance : new double[] {1e-4 * scale, 1e-8 * scale}) {
      for (int side = -1; side <= 1; side += 2) {
        double x = Math.min(Math.max(point + side * distance, from), to);
        if (!sampler.affords(1) || !(Math.abs(sampler.raw(x)) <= Double.MAX_VALUE)) {
          return false;
        }
      }
    }
    return point > from && point < to && !breaks.contains(point);
  }

  /// Looks for a peak that all points so far missed, when they saw next to nothing; true if one was
  /// found, which then is a break point.
  private boolean searchForPeak() {
    searched = true;
    double[] grid = Search.grid(from, to);
    if (!sampler.affords(grid.length + 200)) {
      return false;
    }
    int best = -1;
    double largest = 0;
    for (int i = 0; i < grid.length; i++) {
      double size = Math.abs(sampler.at(grid[i]));
      if (size > largest) {
        largest = size;
        best = i;
      }
    }
    if (best < 0) {
      return false;
    }
    double low = best == 0 ? Math.max(from, grid[0] - 1) : grid[best - 1];
    double high = best == grid.length - 1 ? Math.min(to, grid[best] + 1) : grid[best + 1];
    double peak = Ends.peak(sampler, low, high);
    return peak > from && peak < to && breaks.add(peak);
  }
}
