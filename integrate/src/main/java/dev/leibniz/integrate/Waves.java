package dev.leibniz.integrate;

/// Clenshaw–Curtis rules of 33, 65, 129 … points over a whole interval, each with all points of the
/// one before: cheaper than halving for an integrand that is smooth but swings many times.
///
/// The error of a rule is taken to be its difference to the one before, which is the error of that
/// one. It is trusted only once the points resolve the swings, at least four to a swing. For
/// integrands with a kink or a singularity the differences fall slowly; then it gives up.
///
/// Source: Clenshaw, Curtis, A method for numerical integration on an automatic computer (1960).
final class Waves {
  private static final int FEWEST = 32;
  private static final int MOST = 4096;
  private static final int FEWEST_TURNS = 5;

  private final Path.Straight path;
  private final Sampler sampler;
  private double[] values = {};
  private double value;
  private double error = Double.MAX_VALUE;

  Waves(Path.Straight path, Sampler sampler) {
    this.path = path;
    this.sampler = sampler;
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Whether values in a row turn so often that halving would be dear.
  static boolean suit(double[] values) {
    return turns(values) >= FEWEST_TURNS;
  }

  private static int turns(double[] values) {
    int turns = 0;
    double before = 0;
    for (int i = 1; i < values.length; i++) {
      double rise = values[i] - values[i - 1];
      if (rise * before < 0) {
        turns++;
      }
      before = rise != 0 ? Math.signum(rise) : before;
    }
    return turns;
  }

  /// Doubles the points until the error is within the target; false if that is not worth while.
  boolean run(IntegrateOptions options, double outside, double share) {
    for (int intervals = FEWEST; intervals <= MOST; intervals *= 2) {
      if (!sampler.affords(intervals + 1)) {
        return false;
      }
      boolean first = intervals == FEWEST;
      sample(intervals);
      double result = apply(intervals);
      double difference = first ? Double.MAX_VALUE : Math.abs(result - value);
      double before = error;
      value = result;
      error = Math.max(difference, 50 * Math.ulp(1.0) * magnitude(intervals));
      int turns = turns(values);
      boolean resolved = 4 * turns <= intervals;
      if (resolved && !first && error <= share * options.target(value + outside)) {
        return true;
      }
      boolean slow = 8 * turns <= intervals && error > 1e-2 * before;
      if (slow && intervals > 2 * FEWEST) {
        return false;
      }
    }
    return false;
  }

  /// The values at cos(jπ/n) mapped to the interval; those known already are kept.
  private void sample(int intervals) {
    double center = 0.5 * (path.start() + path.end());
    double half = 0.5 * (path.end() - path.start());
    double[] finer = new double[intervals + 1];
    boolean first = values.length == 0;
    for (int j = 0; j <= intervals; j++) {
      if (!first && j % 2 == 0) {
        finer[j] = values[j / 2];
      } else if (j == 0 || j == intervals) {
        double end = j == 0 ? path.end() : path.start();
        finer[j] = atEnd(end, center);
      } else {
        finer[j] =
            sampler.at(center + half * Math.sin(0.5 * Math.PI * (intervals - 2 * j) / intervals));
      }
    }
    values = finer;
  }

  /// The integrand at an end, or just inside where it has no finite value there.
  private double atEnd(double end, double center) {
    double value = sampler.raw(end);
    return Math.abs(value) <= Double.MAX_VALUE ? value : sampler.at(end + 1e-9 * (center - end));
  }

  private double apply(int intervals) {
    double[] weights = ChebyshevWeights.of(intervals);
    double sum = 0;
    for (int j = 0; j <= intervals; j++) {
      sum += weights[j] * values[j];
    }
    return 0.5 * (path.end() - path.start()) * sum;
  }

  private double magnitude(int intervals) {
    double[] weights = ChebyshevWeights.of(intervals);
    double sum = 0;
    for (int j = 0; j <= intervals; j++) {
      sum += weights[j] * Math.abs(values[j]);
    }
    return 0.5 * (path.end() - path.start()) * sum;
  }
}
