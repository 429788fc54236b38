package dev.leibniz.integrate;

import dev.leibniz.Status;
import java.util.SplittableRandom;

/// Plain Monte Carlo: the mean of independent values, whose error is the standard error times
/// [#DEVIATIONS]. The samples are doubled until that is small enough.
final class MonteCarlo {
  /// The reported error in standard errors: true in more than 99 of 100 cases.
  static final double DEVIATIONS = 3;

  private static final int FEWEST = 1024;

  private final SplittableRandom random;
  private final BoxSampler sampler;
  private double value;
  private double error = Double.POSITIVE_INFINITY;

  MonteCarlo(BoxSampler sampler, long seed) {
    this.sampler = sampler;
    this.random = new SplittableRandom(seed);
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Doubles the samples until the error is within the tolerance or the evaluations are used up.
  Status run(IntegrateOptions options) {
    double[] point = new double[sampler.axes()];
    double mean = 0;
    double squares = 0;
    int done = 0;
    for (long count = FEWEST; sampler.affords(count - done); count *= 2) {
      while (done < count) {
        for (int i = 0; i < point.length; i++) {
          point[i] = random.nextDouble(Double.MIN_NORMAL, 1);
        }
        double sample = sampler.at(point);
        done++;
        double deviation = sample - mean;
        mean += deviation / done;
        squares += deviation * (sample - mean);
      }
      value = mean;
      error =
          DEVIATIONS * Math.sqrt(squares / done / (done - 1.0))
              + 4 * Math.ulp(1.0) * Math.abs(mean);
      if (error <= options.target(value)) {
        return Trouble.NONE;
      }
    }
    return sampler.limit();
  }
}
