package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.SplittableRandom;

/// Randomised quasi-Monte-Carlo on the unit cube: sixteen independent randomisations of one point
/// set, whose means are independent and unbiased, give the value and its standard error. The points
/// are doubled until the error is small enough.
///
/// Source: Owen, Monte Carlo Theory, Methods and Examples (2013), 17.
final class QuasiMonteCarlo {
  private static final int REPLICATES = 16;
  private static final int FEWEST_POINTS = 64;

  private final BoxSampler sampler;
  private final Points[] replicates = new Points[REPLICATES];
  private double value;
  private double error = Double.POSITIVE_INFINITY;

  QuasiMonteCarlo(BoxSampler sampler, PointSet points, long seed) {
    this.sampler = sampler;
    int axes = sampler.axes();
    if (axes > points.mostAxes()) {
      throw new ArgumentException(
          Explanation.of("Integrate.quasiMonteCarlo", "there are points for so many axes only")
              .got(axes + " axes, " + points + " has " + points.mostAxes())
              .fix("use Integrate.monteCarlo"));
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < REPLICATES; i++) {
      replicates[i] =
          switch (points) {
            case SOBOL -> new Sobol(axes, random.split());
            case LATTICE -> new Lattice(axes, random.split());
          };
    }
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Doubles the points until the error is within the tolerance or the evaluations are used up.
  Status run(IntegrateOptions options) {
    double[] sums = new double[REPLICATES];
    double[] point = new double[sampler.axes()];
    int done = 0;
    for (int count = FEWEST_POINTS; affords(count - done); count *= 2) {
      for (int r = 0; r < REPLICATES; r++) {
        for (int i = done; i < count; i++) {
          replicates[r].point(i, point);
          sums[r] += sampler.at(point);
        }
      }
      done = count;
      summarize(sums, count);
      if (error <= options.target(value)) {
        return Trouble.NONE;
      }
      if (count > Integer.MAX_VALUE / 4) {
        break;
      }
    }
    return sampler.limit();
  }

  private boolean affords(int count) {
    return sampler.affords((long) count * REPLICATES);
  }

  private void summarize(double[] sums, int count) {
    double mean = 0;
    for (double sum : sums) {
      mean += sum / count / REPLICATES;
    }
    double squares = 0;
    for (double sum : sums) {
      squares += (sum / count - mean) * (sum / count - mean);
    }
    value = mean;
    error =
        MonteCarlo.DEVIATIONS * Math.sqrt(squares / REPLICATES / (REPLICATES - 1.0))
            + 4 * Math.ulp(1.0) * Math.abs(mean);
  }
}
