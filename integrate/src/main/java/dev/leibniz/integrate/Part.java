package dev.leibniz.integrate;

import dev.leibniz.integrate.Adaptive.Ending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One path of an integral between break points: it chooses among the methods, cheapest first.
final class Part {
  private static final int FEW_INTERVALS = 7;
  private static final int FIRST_TAIL_INTERVALS = 20;
  private static final int FIRST_INTERVALS = 50;
  private static final int MOST_INTERVALS = 5000;

  /// How near to the power that separates integrals that exist from those that do not.
  private static final double MARGIN = 1e-4;

  /// By how much the error of a sum is raised whose largest part is not resolved, as in a tail that
  /// swings without changing its sign.
  private static final double CAUTION = 4;

  private static final int DEEPEST = 8;

  private final Path path;
  private final Sampler sampler;
  private final int depth;
  private final double[] values;
  private final Adaptive adaptive;
  private double value;
  private double error;
  private Ending ending = Ending.LIMIT;
  private double culprit = Double.NaN;
  private boolean exhausted;

  Part(Path path, Sampler sampler) {
    this(path, sampler, 0);
  }

  private Part(Path path, Sampler sampler, int depth) {
    this.path = path;
    this.sampler = sampler;
    this.depth = depth;
    GaussKronrod rule = path.rule();
    this.values = new double[rule.points()];
    this.adaptive =
        new Adaptive(rule.along(path, sampler, values), sampler, path.start(), path.end());
    this.value = adaptive.value();
    this.error = adaptive.error();
  }

  double value() {
    return value;
  }

  /// An estimate of the error; infinite where the integral does not exist.
  double error() {
    return error;
  }

  double magnitude() {
    return adaptive.magnitude();
  }

  Ending ending() {
    return ending;
  }

  /// The abscissa where there was trouble, NaN for none.
  double culprit() {
    return culprit;
  }

  /// Whether nothing is left to try.
  boolean exhausted() {
    return exhausted;
  }

  /// Refines until the error is within a share of the target of the value and what else belongs to
  /// the same integral, or until nothing is left to try.
  void refine(IntegrateOptions options, double outside, double share) {
    switch (path) {
      case Path.Straight straight -> refineStraight(straight, options, outside, share);
      case Path.Tail tail -> refineTail(tail, options, outside, share);
    }
    exhausted |= ending != Ending.DONE;
  }

  private void refineStraight(
      Path.Straight straight, IntegrateOptions options, double outside, double share) {
    boolean fresh = adaptive.panels().size() == 1;
    if (fresh && !meets(options, outside, share) && Waves.suit(values)) {
      Waves waves = new Waves(straight, sampler);
      if (waves.run(options, outside, share)) {
        accept(waves.value(), waves.error());
        return;
      }
    }
    bisect(options, outside, share, FEW_INTERVALS);
    if (ending == Ending.LIMIT && breaksAtFault(straight, options, outside, share)) {
      return;
    }
    if (ending == Ending.LIMIT) {
      bisect(options, outside, share, FIRST_INTERVALS);
    }
    if (ending == Ending.LIMIT) {
      bisectCarefully(options, outside, share, MOST_INTERVALS);
    }
    if (ending != Ending.DONE && ending != Ending.LIMIT && !hopeless()) {
      rescue(straight, options, outside, share);
    }
  }

  /// What is tried when bisection failed for a singularity.
  private void rescue(
      Path.Straight straight, IntegrateOptions options, double outside, double share) {
    Panel worst = adaptive.panels().getFirst();
    boolean atStart = worst.from() == straight.start();
    boolean atEdge = atStart || worst.to() == straight.end();
    if (ending == Ending.DIVERGENT) {
      culprit = atEdge ? culprit : Ends.peak(sampler, worst.from(), worst.to());
    } else if (atEdge) {
      judgeEnd(atStart ? straight.start() : straight.end(), atStart ? 1 : -1, straight);
      if (ending != Ending.DIVERGENT) {
        tryDoubleExponential(options, outside, share);
      }
    } else if (depth < DEEPEST) {
      double peak = Ends.peak(sampler, worst.from(), worst.to());
      culprit = peak;
      double left = Ends.power(sampler, peak, -1, peak - straight.start());
      double right = Ends.power(sampler, peak, 1, straight.end() - peak);
      if (Math.max(left, right) >= 0.99) {
        diverge();
      } else {
        split(straight, peak, options, outside, share);
      }
    }
  }

  /// Whether the integrand has a jump, a kink or a singularity inside the worst of few intervals,
  /// and breaking the path there helps.
  private boolean breaksAtFault(
      Path.Straight straight, IntegrateOptions options, double outside, double share) {
    Panel worst = adaptive.panels().getFirst();
    boolean inside = worst.from() > straight.start() && worst.to() < straight.end();
    if (!inside || depth >= DEEPEST || !sampler.affords(Fault.MOST_EVALUATIONS)) {
      return false;
    }
    double fault = Fault.find(sampler::at, worst.from(), worst.to());
    return fault > worst.from()
        && fault < worst.to()
        && split(straight, fault, options, outside, share);
  }

  private boolean meets(IntegrateOptions options, double outside, double share) {
    return error <= share * options.target(value + outside);
  }

  /// Whether only rounding is in the way.
  private boolean hopeless() {
    return ending == Ending.ROUNDING
        && error <= 1e4 * Math.ulp(1.0) * Math.max(adaptive.magnitude(), Double.MIN_NORMAL);
  }

  private void bisect(IntegrateOptions options, double outside, double share, int intervals) {
    ending = adaptive.run(options, outside, share, intervals);
    value = adaptive.value();
    error = adaptive.error();
    if (ending != Ending.DONE) {
      Panel worst = adaptive.panels().getFirst();
      boolean atEdge = worst.from() == path.start() || worst.to() == path.end();
      double parameter = worst.from() == path.start() ? path.start() : path.end();
      culprit = path.point(atEdge ? parameter : worst.middle());
    }
    boolean summed = ending == Ending.DONE && !adaptive.extrapolated();
    boolean early = ending == Ending.LIMIT && intervals < FIRST_INTERVALS;
    if (!summed && !early) {
      distrust();
    }
  }

  private void accept(double found, double estimate) {
    value = found;
    error = estimate;
    ending = Ending.DONE;
  }

  private void diverge() {
    ending = Ending.DIVERGENT;
    error = Double.POSITIVE_INFINITY;
  }

  /// Looks whether the extrapolated sequence has a limit that can be extrapolated.
  private void distrust() {
    Approach approach = Approach.of(adaptive.panels());
    if (approach.grows() || ending == Ending.DIVERGENT) {
      if (isTooLarge(approach.smallest())) {
        diverge();
        return;
      }
      if (ending == Ending.DIVERGENT) {
        ending = Ending.BAD;
        error = Double.POSITIVE_INFINITY;
      }
    }
    if (approach.slow() && ending == Ending.DONE) {
      ending = Ending.BAD;
      error = Math.max(error, approach.remainder());
      culprit = path.point(path.start());
    }
  }

  /// Whether the integrand itself grows too fast towards the smallest interval. Contributions may
  /// grow for a while towards a peak.
  private boolean isTooLarge(Panel smallest) {
    return switch (path) {
      case Path.Tail(double edge, int sign) ->
          smallest.from() == 0
              ? Ends.decay(sampler, edge, sign) <= 1 + MARGIN
              : Ends.power(sampler, edge, sign, 1) >= 1 - MARGIN;
      case Path.Straight(double start, double end) -> {
        double width = end - start;
        if (smallest.from() == start) {
          yield Ends.power(sampler, start, 1, width) >= 1 - MARGIN;
        }
        if (smallest.to() == end) {
          yield Ends.power(sampler, end, -1, width) >= 1 - MARGIN;
        }
        double peak = Ends.peak(sampler, smallest.from(), smallest.to());
        yield Ends.power(sampler, peak, 1, end - peak) >= 1 - MARGIN
            || Ends.power(sampler, peak, -1, peak - start) >= 1 - MARGIN;
      }
    };
  }

  private void judgeEnd(double end, int inward, Path.Straight straight) {
    culprit = end;
    double power = Ends.power(sampler, end, inward, straight.end() - straight.start());
    if (power >= 1 - MARGIN) {
      diverge();
    }
  }

  private void tryDoubleExponential(IntegrateOptions options, double outside, double share) {
    DoubleExponential rule = new DoubleExponential(path, sampler);
    if (rule.run(options, outside, share)) {
      accept(rule.value(), rule.error());
    } else if (rule.error() < error) {
      value = rule.value();
      error = rule.error();
    }
  }

  /// Breaks the interval at a point; false if that does not make the error smaller.
  private boolean split(
      Path.Straight straight, double at, IntegrateOptions options, double outside, double share) {
    if (!(at > straight.start() && at < straight.end())) {
      return false;
    }
    Part below = half(straight.start(), at, options, outside, share);
    Part above = half(at, straight.end(), options, outside, share);
    Ending both = below.ending == Ending.DONE ? above.ending : below.ending;
    boolean better = below.error + above.error < error || both == Ending.DIVERGENT;
    if (better) {
      value = below.value + above.value;
      error = below.error + above.error;
      ending = both;
      culprit = at;
    }
    return better;
  }

  private Part half(
      double from, double to, IntegrateOptions options, double outside, double share) {
    Part half = new Part(new Path.Straight(from, to), sampler, depth + 1);
    half.refine(options, outside + value - half.value, 0.5 * share);
    return half;
  }

  /// Like bisect, but a sum whose largest part is not resolved has to be better than asked.
  private void bisectCarefully(
      IntegrateOptions options, double outside, double share, int intervals) {
    bisect(options, outside, share, intervals);
    if (ending == Ending.DONE
        && !adaptive.extrapolated()
        && adaptive.panels().getFirst().unresolved()) {
      bisect(options, outside, share / CAUTION, intervals);
      error *= CAUTION;
    }
  }

  private void refineTail(Path.Tail tail, IntegrateOptions options, double outside, double share) {
    bisectCarefully(options, outside, share, FIRST_TAIL_INTERVALS);
    if (ending == Ending.LIMIT && !swings()) {
      bisectCarefully(options, outside, share, FIRST_INTERVALS);
    }
    if (ending == Ending.DONE && !adaptive.extrapolated()) {
      return;
    }
    boolean settled = ending == Ending.DONE || ending == Ending.DIVERGENT || hopeless();
    boolean swinging = swings();
    if (settled && !swinging) {
      return;
    }
    @Nullable SwingingTail waves = swingingTail(tail);
    if (waves != null) {
      sumWaves(tail, waves, options, outside, share);
    } else if (ending != Ending.DIVERGENT) {
      rescueTail(tail, swinging, options, outside, share);
    }
  }

  /// What is tried when bisection failed and no waves were found. Waves that were not found are
  /// still no matter for extrapolation or for double-exponential rules, which may agree by chance.
  private void rescueTail(
      Path.Tail tail, boolean swinging, IntegrateOptions options, double outside, double share) {
    ending = ending == Ending.DONE ? Ending.BAD : ending;
    Panel worst = adaptive.panels().getFirst();
    boolean atInfinity = worst.from() == 0;
    if ((atInfinity || worst.to() == 1) && isTooLarge(worst)) {
      culprit = atInfinity ? tail.sign() * Double.POSITIVE_INFINITY : tail.edge();
      diverge();
      return;
    }
    if (swinging) {
      adaptive.withoutExtrapolation();
      bisectCarefully(options, outside, share, MOST_INTERVALS);
      return;
    }
    tryDoubleExponential(options, outside, share);
    if (ending == Ending.LIMIT) {
      bisectCarefully(options, outside, share, MOST_INTERVALS);
      ending = ending == Ending.DONE && adaptive.extrapolated() && swings() ? Ending.BAD : ending;
    }
  }

  /// Whether the integrand changes its sign, or is not resolved, in most of the intervals nearest
  /// to infinity.
  private boolean swings() {
    List<Panel> line = Approach.inOrder(adaptive.panels());
    int swinging = 0;
    for (Panel panel : line.subList(0, Math.min(4, line.size()))) {
      if (Math.abs(panel.value()) < 0.9 * panel.magnitude() || panel.unresolved()) {
        swinging++;
      }
    }
    return swinging > 1;
  }

  private @Nullable SwingingTail swingingTail(Path.Tail tail) {
    SwingingTail waves = new SwingingTail(tail, sampler);
    return waves.found() ? waves : null;
  }

  private void sumWaves(
      Path.Tail tail, SwingingTail waves, IntegrateOptions options, double outside, double share) {
    double low = Math.min(tail.edge(), waves.start());
    double high = Math.max(tail.edge(), waves.start());
    Part head = new Part(new Path.Straight(low, high), sampler, depth + 1);
    Ending sum = waves.run(options, outside + head.value, 0.5 * share);
    head.refine(options, outside + waves.value(), 0.5 * share);
    value = head.value + waves.value();
    error = head.error + waves.error();
    ending = head.ending == Ending.DONE || sum == Ending.DIVERGENT ? sum : head.ending;
    culprit = sum == Ending.DONE ? head.culprit : tail.sign() * Double.POSITIVE_INFINITY;
    if (ending == Ending.DIVERGENT) {
      error = Double.POSITIVE_INFINITY;
    }
  }
}
