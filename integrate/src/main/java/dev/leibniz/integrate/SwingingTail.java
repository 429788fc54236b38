package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.List;

/// The tail of an integrand that changes its sign for ever, such as sin(x)/x: the integrals between
/// its zeros are an alternating series, whose sum is extrapolated.
///
/// Two extrapolations of different kinds, the epsilon algorithm and Levin's transformation with the
/// next term as remainder, have to agree: where the terms are no smooth alternating series they do
/// not. Half waves that do not tend to zero make the integral divergent, though both would give it
/// a value (Abel's sum).
///
/// Source: Longman, Note on a method for computing infinite integrals of oscillatory functions
/// (1956); Levin, Development of non-linear transformations for improving convergence of sequences
/// (1973).
final class SwingingTail {
  private static final int SAMPLES = 32;
  private static final int MOST_WAVES = 120;
  private static final int FEWEST_WAVES = 8;
  private static final int LEVIN_TERMS = 18;
  private static final double GOLDEN = 0.6180339887498949;

  private final Path.Tail tail;
  private final Sampler sampler;
  private final double[] scratch = new double[GaussKronrod.TWENTY_ONE.points()];
  private final List<Double> zeros = new ArrayList<>();
  private final List<Double> terms = new ArrayList<>();
  private final List<Double> sums = new ArrayList<>();
  private double spacing;
  private double value;
  private double error = Double.MAX_VALUE;

  SwingingTail(Path.Tail tail, Sampler sampler) {
    this.tail = tail;
    this.sampler = sampler;
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Where the series starts.
  double start() {
    return x(zeros.getFirst());
  }

  private double x(double distance) {
    return tail.edge() + tail.sign() * distance;
  }

  private double at(double distance) {
    return sampler.at(x(distance));
  }

  /// Looks for changes of sign; false if there are none to be resolved.
  boolean found() {
    double reach = 1;
    int seen = 0;
    for (int attempt = 0; attempt < 40; attempt++) {
      if (!sampler.affords(4 * SAMPLES)) {
        return false;
      }
      int changes = changes(reach, SAMPLES);
      if (changes > SAMPLES / 4) {
        if (seen < 0) {
          return false;
        }
        seen = 1;
        reach /= 4;
      } else if (changes < 3) {
        if (seen > 0) {
          return false;
        }
        seen = -1;
        reach *= 2;
      } else {
        spacing = reach / changes;
        return Math.abs(changes(reach, 3 * SAMPLES) - changes) <= 1 && first(reach);
      }
    }
    return false;
  }

  /// Counts changes of sign from reach to twice the reach at points of uneven distances, so that a
  /// fast wave does not look like a slow one.
  private int changes(double reach, int samples) {
    int changes = 0;
    double before = 0;
    for (int i = 1; i <= samples; i++) {
      double place = i - 0.8 * (i * GOLDEN % 1);
      double sign = Math.signum(at(reach * (1 + place / samples)));
      if (sign * before < 0) {
        changes++;
      }
      before = sign != 0 ? sign : before;
    }
    return changes;
  }

  private boolean first(double reach) {
    double zero = zeroAfter(reach);
    if (Double.isNaN(zero)) {
      return false;
    }
    zeros.add(zero);
    return true;
  }

  /// The next zero, found by steps of a quarter of the spacing and regula falsi; NaN if there is
  /// none.
  private double zeroAfter(double from) {
    double step = spacing / 4;
    double low = from + step;
    double lowValue = at(low);
    for (int i = 0; i < 40 && sampler.affords(64); i++) {
      double high = low + step;
      double highValue = at(high);
      if (lowValue == 0) {
        return highValue == 0 ? Double.NaN : low;
      }
      if (lowValue * highValue <= 0) {
        return zeroBetween(low, lowValue, high, highValue);
      }
      low = high;
      lowValue = highValue;
    }
    return Double.NaN;
  }

  /// Illinois' variant of regula falsi.
  private double zeroBetween(double from, double fromValue, double to, double toValue) {
    double low = from;
    double lowValue = fromValue;
    double high = to;
    double highValue = toValue;
    for (int i = 0; i < 30 && high - low > 1e-9 * spacing; i++) {
      double middle = (low * highValue - high * lowValue) / (highValue - lowValue);
      double middleValue = at(middle);
      if (middleValue * highValue < 0) {
        low = high;
        lowValue = highValue;
      } else {
        lowValue *= 0.5;
      }
      if (Math.abs(middle - high) <= 1e-10 * spacing || middleValue == 0) {
        return middle;
      }
      high = middle;
      highValue = middleValue;
    }
    return high;
  }

  /// Sums the series until the error is within the target.
  Adaptive.Ending run(IntegrateOptions options, double outside, double share) {
    EpsilonTable table = new EpsilonTable();
    double errors = 0;
    double magnitude = 0;
    double sum = 0;
    for (int wave = 0; wave < MOST_WAVES && sampler.affords(200); wave++) {
      double from = zeros.getLast();
      double to = zeroAfter(from);
      if (Double.isNaN(to)) {
        return Adaptive.Ending.BAD;
      }
      spacing = to - from;
      zeros.add(to);
      Panel panel =
          GaussKronrod.TWENTY_ONE.apply(
              new Path.Straight(x(from), x(to)), sampler, x(from), x(to), scratch);
      double term = tail.sign() * panel.value();
      terms.add(term);
      sum += term;
      sums.add(sum);
      errors += panel.error();
      magnitude += panel.magnitude();
      table.add(sum);
      if (wave < FEWEST_WAVES) {
        continue;
      }
      value = table.value();
      double levin = levin();
      double rounding = errors + 10 * Math.ulp(1.0) * magnitude;
      error = table.error() + Math.abs(levin - value) + rounding;
      boolean good = error <= share * options.target(value + outside);
      if (good || wave % 20 == 19) {
        Adaptive.Ending ending = judge();
        if (good || ending == Adaptive.Ending.DIVERGENT) {
          return ending;
        }
      }
    }
    return Adaptive.Ending.LIMIT;
  }

  /// Whether the half waves tend to zero: their decay in log–log must not flatten out.
  private Adaptive.Ending judge() {
    int last = terms.size() - 1;
    double late = slope(last / 2, last);
    double early = slope(0, last / 2);
    if (late <= 1e-3 || (late < 0.6 * early && late < 0.5)) {
      return regular() ? Adaptive.Ending.DIVERGENT : Adaptive.Ending.BAD;
    }
    return Adaptive.Ending.DONE;
  }

  /// Whether the last terms alternate and are of a size.
  private boolean regular() {
    int last = terms.size() - 1;
    for (int i = last - 4; i < last; i++) {
      double ratio = terms.get(i + 1) / terms.get(i);
      if (!(ratio > -1.5 && ratio < -0.67)) {
        return false;
      }
    }
    return true;
  }

  private double slope(int from, int to) {
    double decay = Math.log(Math.abs(terms.get(from)) / Math.abs(terms.get(to)));
    return decay / Math.log(zeros.get(to + 1) / zeros.get(from + 1));
  }

  private double levin() {
    int order = Math.min(LEVIN_TERMS, terms.size() - 2);
    int first = terms.size() - 2 - order;
    double numerator = 0;
    double denominator = 0;
    double coefficient = 1;
    for (int j = 0; j <= order; j++) {
      double remainder = terms.get(first + j + 1);
      double power = Math.pow((first + j + 1.0) / (first + order + 1.0), order - 1);
      double factor = coefficient * power / remainder;
      numerator += factor * sums.get(first + j);
      denominator += factor;
      coefficient *= -(order - j) / (j + 1.0);
    }
    return numerator / denominator;
  }
}
