package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.List;

/// Adaptive bisection with extrapolation, for any rule.
///
/// The interval with the largest error is halved until the sum of the errors is small enough. While
/// the smallest intervals carry the error, as they do near a singularity, the integral is taken at
/// a sequence of smallest widths, each half of the one before, and the sequence is extrapolated by
/// the epsilon algorithm, which sums the powers and logarithms that such singularities leave.
///
/// It ends with [Ending#BAD] on a singularity it cannot sum and with [Ending#DIVERGENT] when the
/// contributions of ever smaller intervals do not get smaller.
///
/// Source: de Doncker, An adaptive extrapolation algorithm for automatic integration (1978), known
/// as QAGS; Piessens and others, QUADPACK (1983), 2.2.3.
final class Adaptive {
  /// How a run ended.
  enum Ending {
    /// The error is within the target.
    DONE,
    /// Rounding errors are in the way.
    ROUNDING,
    /// A singularity is in the way.
    BAD,
    /// The integral does not exist.
    DIVERGENT,
    /// The evaluations or intervals are used up.
    LIMIT
  }

  private static final double EPSILON = Math.ulp(1.0);

  private final PanelRule rule;
  private final Sampler sampler;
  private final List<Panel> panels = new ArrayList<>();
  private final EpsilonTable table = new EpsilonTable();

  private double area;
  private double errorSum;
  private double smallest;
  private double largeError;
  private double extrapolationTarget;
  private boolean extrapolating;
  private boolean bisectOnly;
  private int uselessExtrapolations;
  private int stagnating;
  private int stagnatingWhileExtrapolating;
  private int growing;

  private double value;
  private double error;
  private double correction;
  private boolean extrapolated;

  Adaptive(PanelRule rule, Sampler sampler, double from, double to) {
    this.rule = rule;
    this.sampler = sampler;
    Panel whole = rule.apply(from, to);
    panels.add(whole);
    area = whole.value();
    errorSum = whole.error();
    value = area;
    error = errorSum;
    smallest = 0.375 * whole.width();
    table.add(area);
  }

  /// Only halves from now on: for rules that know the singularity, where what is left converges by
  /// itself.
  void withoutExtrapolation() {
    bisectOnly = true;
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// The intervals, from the largest error to the least.
  List<Panel> panels() {
    return panels;
  }

  /// The integral of |f|.
  double magnitude() {
    double sum = 0;
    for (Panel panel : panels) {
      sum += panel.magnitude();
    }
    return sum;
  }

  /// Whether the value was extrapolated.
  boolean extrapolated() {
    return extrapolated;
  }

  /// Refines until the error is within the target of the value and what else belongs to the same
  /// integral, or until the number of intervals is reached.
  Ending run(IntegrateOptions options, double outside, double share, int intervals) {
    Panel first = panels.getFirst();
    if (panels.size() == 1) {
      double target = share * options.target(area + outside);
      if (errorSum <= 100 * EPSILON * first.magnitude() && errorSum > target) {
        return Ending.ROUNDING;
      }
      if (errorSum <= target && (errorSum != first.variation() || errorSum == 0)) {
        return Ending.DONE;
      }
    }
    Ending ending = Ending.LIMIT;
    while (panels.size() < intervals && sampler.affords(2 * rule.points())) {
      ending = step(options, outside, share);
      if (ending != Ending.LIMIT) {
        break;
      }
    }
    return finish(ending);
  }

  /// Halves one interval and extrapolates where it is time to; LIMIT means go on.
  private Ending step(IntegrateOptions options, double outside, double share) {
    Panel parent = next();
    double halvesError = bisect(parent);
    double target = share * options.target(area + outside);
    if (errorSum <= target) {
      extrapolated = false;
      return Ending.DONE;
    }
    if ((stagnating + stagnatingWhileExtrapolating >= 10 || growing >= 20) && isRounding()) {
      return Ending.ROUNDING;
    }
    if (parent.tooNarrow()) {
      return Ending.BAD;
    }
    if (panels.size() == 2) {
      largeError = errorSum;
      extrapolationTarget = target;
      table.add(area);
      error = Double.MAX_VALUE;
      return Ending.LIMIT;
    }
    if (bisectOnly) {
      return Ending.LIMIT;
    }
    largeError -= parent.error();
    if (0.5 * parent.width() > smallest) {
      largeError += halvesError;
    }
    if (!extrapolating) {
      if (panels.getFirst().width() > smallest) {
        return Ending.LIMIT;
      }
      extrapolating = true;
    }
    if (stagnatingWhileExtrapolating < 5 && largeError > extrapolationTarget && hasLarge()) {
      return Ending.LIMIT;
    }
    return extrapolate(options, outside, share);
  }

  /// Whether a lack of progress is due to rounding, for certain if nothing is extrapolated.
  private boolean isRounding() {
    return !bisectOnly || errorSum <= 1e4 * EPSILON * magnitude();
  }

  private Ending extrapolate(IntegrateOptions options, double outside, double share) {
    table.add(area);
    uselessExtrapolations++;
    if (uselessExtrapolations > 5 && error < 1e-3 * errorSum) {
      return Ending.BAD;
    }
    if (table.error() < error) {
      uselessExtrapolations = 0;
      error = table.error();
      value = table.value();
      correction = largeError;
      extrapolationTarget = share * options.target(value + outside);
      if (error <= extrapolationTarget) {
        extrapolated = true;
        return Ending.DONE;
      }
    }
    bisectOnly = table.exhausted();
    extrapolating = false;
    smallest *= 0.5;
    largeError = errorSum;
    return Ending.LIMIT;
  }

  /// The interval to halve: the one with the largest error, or while extrapolating the one with the
  /// largest error among the wider ones.
  private Panel next() {
    if (extrapolating) {
      for (Panel panel : panels) {
        if (panel.width() > smallest) {
          return panel;
        }
      }
    }
    return panels.getFirst();
  }

  private boolean hasLarge() {
    for (Panel panel : panels) {
      if (panel.width() > smallest) {
        return true;
      }
    }
    return false;
  }

  /// Replaces an interval by its halves and returns their error.
  private double bisect(Panel parent) {
    double middle = parent.middle();
    Panel left = rule.apply(parent.from(), middle);
    Panel right = rule.apply(middle, parent.to());
    double halves = left.value() + right.value();
    double halvesError = left.error() + right.error();
    boolean judged = left.variation() != left.error() && right.variation() != right.error();
    if (judged) {
      boolean same = Math.abs(parent.value() - halves) <= 1e-5 * Math.abs(halves);
      if (same && halvesError >= 0.99 * parent.error()) {
        if (extrapolating) {
          stagnatingWhileExtrapolating++;
        } else {
          stagnating++;
        }
      }
      if (panels.size() > 9 && halvesError > parent.error()) {
        growing++;
      }
    }
    panels.remove(position(parent));
    insert(left);
    insert(right);
    area += halves - parent.value();
    errorSum += halvesError - parent.error();
    return halvesError;
  }

  private int position(Panel panel) {
    int index = lowerBound(panel.error());
    while (!panels.get(index).equals(panel)) {
      index++;
    }
    return index;
  }

  private void insert(Panel panel) {
    panels.add(lowerBound(panel.error()), panel);
  }

  /// The first place whose error is not larger.
  private int lowerBound(double least) {
    int low = 0;
    int high = panels.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (panels.get(middle).error() > least) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Chooses between the extrapolated value and the sum, and says what is wrong with it.
  private Ending finish(Ending ending) {
    double sum = 0;
    errorSum = 0;
    for (Panel panel : panels) {
      sum += panel.value();
      errorSum += panel.error();
    }
    area = sum;
    if (ending == Ending.DONE && !extrapolated) {
      value = sum;
      error = errorSum;
      return ending;
    }
    boolean doubtful = stagnatingWhileExtrapolating >= 5;
    if (doubtful && error < Double.MAX_VALUE) {
      error += correction;
    }
    boolean sumIsBetter =
        (ending != Ending.DONE || doubtful) && error * Math.abs(area) > errorSum * Math.abs(value);
    if (error == Double.MAX_VALUE || sumIsBetter) {
      value = sum;
      error = errorSum;
      extrapolated = false;
      return ending == Ending.DONE ? Ending.BAD : ending;
    }
    extrapolated = true;
    if (ending != Ending.DONE) {
      error += Math.abs(value - area);
    }
    return diverges() ? Ending.DIVERGENT : ending;
  }

  private boolean diverges() {
    double magnitude = magnitude();
    boolean oneSign = Math.abs(area) >= 0.999 * magnitude;
    if (!oneSign && Math.max(Math.abs(value), Math.abs(area)) <= 0.01 * magnitude) {
      return false;
    }
    double ratio = value / area;
    return ratio < 0.01 || ratio > 100 || errorSum > Math.abs(area);
  }
}
