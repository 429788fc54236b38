package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.List;

/// The tail of an integrand that changes its sign for ever, such as sin(x)/x: the integrals between
/// its zeros are an alternating series, whose sum is extrapolated ([WaveSeries]).
///
/// Source: Longman, Note on a method for computing infinite integrals of oscillatory functions
/// (1956).
final class SwingingTail {
  private static final int SAMPLES = 32;
  private static final int MOST_WAVES = 120;
  private static final int MOST_MISSES = 3;
  private static final int MOST_DOUBLINGS = 8;
  private static final double RISE = 1.1;
  private static final double GOLDEN = 0.6180339887498949;

  private final Path.Tail tail;
  private final Sampler sampler;
  private final double[] scratch = new double[GaussKronrod.TWENTY_ONE.points()];
  private final List<Double> zeros = new ArrayList<>();
  private double spacing;
  private double largest;
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
    int misses = 0;
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
      } else if (Math.abs(changes(reach, 3 * SAMPLES) - changes) <= 1) {
        spacing = reach / changes;
        return first(beyondRise(reach));
      } else if (++misses == MOST_MISSES) {
        return false;
      } else {
        // Changes of sign at the ends of the range may be counted once and not the other time.
        seen = 0;
        reach *= 1.3;
      }
    }
    return false;
  }

  /// Counts changes of sign from reach to twice the reach, and keeps the largest size, at points of
  /// uneven distances, so that a fast wave does not look like a slow one.
  private int changes(double reach, int samples) {
    int changes = 0;
    double before = 0;
    largest = 0;
    for (int i = 1; i <= samples; i++) {
      double place = i - 0.8 * (i * GOLDEN % 1);
      double next = at(reach * (1 + place / samples));
      largest = Math.max(largest, Math.abs(next));
      double sign = Math.signum(next);
      if (sign * before < 0) {
        changes++;
      }
      before = sign != 0 ? sign : before;
    }
    return changes;
  }

  /// Where waves that grow at first, as those of sin(x − 100)/(x − 100), have begun to fall;
  /// `reach` if they do not within eight doublings, or if they get faster or slower.
  private double beyondRise(double reach) {
    double size = largest;
    boolean rising = false;
    double place = reach;
    for (int i = 0; i < MOST_DOUBLINGS && sampler.affords(4 * SAMPLES); i++) {
      changes(2 * place, SAMPLES);
      if (largest <= RISE * size) {
        return rising && hasSpacing(2 * place) ? 2 * place : reach;
      }
      rising = true;
      size = largest;
      place *= 2;
    }
    return reach;
  }

  /// Whether eight spacings hold about eight changes of sign.
  private boolean hasSpacing(double from) {
    int changes = 0;
    double before = at(from);
    for (int i = 1; i <= SAMPLES; i++) {
      double next = at(from + 8 * spacing * i / SAMPLES);
      changes += before * next < 0 ? 1 : 0;
      before = next;
    }
    return Math.abs(changes - 8) <= 2;
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
    WaveSeries series = new WaveSeries();
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
      series.add(
          Math.abs(tail.edge()) + to,
          tail.sign() * panel.value(),
          panel.error(),
          panel.magnitude());
      Adaptive.Ending ending = series.judge(options, outside, share);
      value = series.value();
      error = series.error();
      if (ending != Adaptive.Ending.LIMIT) {
        return ending;
      }
    }
    return Adaptive.Ending.LIMIT;
  }
}
