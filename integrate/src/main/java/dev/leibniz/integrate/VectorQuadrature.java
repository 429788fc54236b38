package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/// Adaptive Gauss–Kronrod for several functions at once: the interval whose worst component is
/// farthest above its tolerance is halved.
///
/// There is no extrapolation: singularities are approached by halving.
final class VectorQuadrature {
  private static final GaussKronrod RULE = GaussKronrod.TWENTY_ONE;

  private final DoubleFunction<double[]> function;
  private final IntegrateOptions options;
  private final double[] nodes = RULE.nodes();
  private final double[] kronrod = RULE.kronrodWeights();
  private final double[] gauss = RULE.gaussWeights();
  private final PriorityQueue<Piece> pieces = new PriorityQueue<>();
  private int evaluations;
  private double point;
  private int components = -1;
  private double[] values = {};
  private double[] errors = {};

  /// An interval of a path with what the rule found on it.
  private record Piece(
      Path path, double from, double to, double[] values, double[] errors, double excess)
      implements Comparable<Piece> {
    @Override
    public int compareTo(Piece other) {
      return Double.compare(other.excess, excess);
    }
  }

  private VectorQuadrature(DoubleFunction<double[]> function, IntegrateOptions options) {
    this.function = function;
    this.options = options;
  }

  /// The integrals for from < to.
  static VectorIntegral integrate(
      DoubleFunction<double[]> f, double from, double to, IntegrateOptions options) {
    VectorQuadrature quadrature = new VectorQuadrature(f, options);
    Status status;
    try {
      status = quadrature.run(from, to);
    } catch (Stop stop) {
      status = stop.status();
    } catch (ArgumentException misuse) {
      throw misuse;
    } catch (RuntimeException failure) {
      status =
          new Status(
              Status.Kind.FAILED,
              "the integrand threw at x = " + quadrature.point + ": " + failure);
    }
    return new VectorIntegral(quadrature.values, quadrature.errors, quadrature.evaluations, status);
  }

  private Status run(double from, double to) {
    TreeSet<Double> breaks = new TreeSet<>();
    for (double x : options.breakPoints()) {
      if (x > from && x < to) {
        breaks.add(x);
      }
    }
    if (Double.isInfinite(from) && Double.isInfinite(to) && breaks.isEmpty()) {
      breaks.add(0.0);
    }
    double low = from;
    for (double high : breaks) {
      add(Automatic.path(low, high));
      low = high;
    }
    add(Automatic.path(low, to));
    while (true) {
      sum();
      if (excess(values, errors, 1) <= 1) {
        return Trouble.NONE;
      }
      for (int i = 0; i < 8; i++) {
        Piece worst = pieces.remove();
        double middle = 0.5 * (worst.from + worst.to);
        if (!(middle > worst.from && middle < worst.to)) {
          return new Status(
              Status.Kind.SINGULAR,
              "a singularity near x = " + worst.path.point(middle) + " is in the way.");
        }
        pieces.add(piece(worst.path, worst.from, middle));
        pieces.add(piece(worst.path, middle, worst.to));
      }
    }
  }

  private void add(Path path) {
    pieces.add(piece(path, path.start(), path.end()));
    sum();
  }

  private void sum() {
    double[] totals = new double[components];
    double[] bounds = new double[components];
    for (Piece piece : pieces) {
      for (int c = 0; c < components; c++) {
        totals[c] += piece.values[c];
        bounds[c] += piece.errors[c];
      }
    }
    values = totals;
    errors = bounds;
  }

  /// How many times its tolerance the worst error is.
  private double excess(double[] totals, double[] bounds, double share) {
    double worst = 0;
    for (int c = 0; c < bounds.length; c++) {
      double target = options.target(totals[c]) * share;
      worst = Math.max(worst, bounds[c] == 0 ? 0 : bounds[c] / target);
    }
    return worst;
  }

  private Piece piece(Path path, double from, double to) {
    double center = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    double[][] samples = new double[2 * nodes.length + 1][];
    for (int i = 0; i < nodes.length; i++) {
      samples[i] = at(path, center - half * nodes[i]);
      samples[samples.length - 1 - i] = at(path, center + half * nodes[i]);
    }
    samples[nodes.length] = at(path, center);
    double[] pieceValues = new double[components];
    double[] pieceErrors = new double[components];
    for (int c = 0; c < components; c++) {
      component(samples, c, half, pieceValues, pieceErrors);
    }
    double[] scale = values.length == 0 ? pieceValues : values;
    return new Piece(path, from, to, pieceValues, pieceErrors, excess(scale, pieceErrors, 1));
  }

  private void component(
      double[][] samples, int c, double half, double[] pieceValues, double[] pieceErrors) {
    double fine = 0;
    double coarse = 0;
    double magnitude = 0;
    for (int i = 0; i < samples.length; i++) {
      int row = Math.min(i, samples.length - 1 - i);
      fine += kronrod[row] * samples[i][c];
      coarse += gauss[row] * samples[i][c];
      magnitude += kronrod[row] * Math.abs(samples[i][c]);
    }
    double variation = 0;
    for (int i = 0; i < samples.length; i++) {
      int row = Math.min(i, samples.length - 1 - i);
      variation += kronrod[row] * Math.abs(samples[i][c] - 0.5 * fine);
    }
    pieceValues[c] = half * fine;
    pieceErrors[c] =
        GaussKronrod.estimate(half * Math.abs(fine - coarse), half * magnitude, half * variation);
  }

  private double[] at(Path path, double parameter) {
    if (evaluations >= options.evaluations()) {
      throw new Stop(
          new Status(
              Status.Kind.LIMIT,
              "the limit of " + evaluations + " evaluations was reached before the tolerance."),
          Double.NaN);
    }
    evaluations++;
    point = path.point(parameter);
    double[] sample = function.apply(point).clone();
    if (components >= 0 && sample.length != components) {
      throw new ArgumentException(
          Explanation.of("Integrate.vector", "the integrand has as many components everywhere")
              .got(components + " and " + sample.length + " at x = " + point));
    }
    components = sample.length;
    double speed = path.speed(parameter);
    for (int c = 0; c < sample.length; c++) {
      sample[c] *= speed;
      if (!(Math.abs(sample[c]) <= Double.MAX_VALUE)) {
        throw new Stop(
            new Status(
                Status.Kind.NOT_A_NUMBER,
                "component " + c + " of the integrand is no finite number at x = " + point + "."),
            point);
      }
    }
    return sample;
  }
}
