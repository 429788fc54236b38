package dev.leibniz.app;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.integrate.Integral;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.integrate.IntegrateOptions;
import java.util.List;
import java.util.Locale;

/// The integral: the posterior of the eight schools' hierarchy by cubature, against ten thousand
/// draws by Markov chains.
///
/// Rubin, "Estimation in parallel randomized experiments" (1981): effects θⱼ ~ N(μ, τ), estimates
/// yⱼ ~ N(θⱼ, σⱼ); with μ ~ N(0, 5) and τ ~ half-Cauchy(5). The effects are integrated out on
/// paper: yⱼ ~ N(μ, √(σⱼ² + τ²)).
final class IntegralRow implements TourRow {
  private static final double[] ESTIMATES = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

  /// posteriordb, eight_schools_noncentered: mean and standard deviation of μ and of τ.
  private static final double[] REFERENCE = {4.410518, 3.309296, 3.60206, 3.198478};

  private static final double[] FROM = {Double.NEGATIVE_INFINITY, 0};
  private static final double[] TO = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
  private static final IntegrateOptions OPTIONS =
      IntegrateOptions.defaults().relative(1e-6).absolute(1e-300).evaluations(2_000_000);

  IntegralRow() {}

  @Override
  public String title() {
    return "Integral: probabilities. The eight schools' mean and scale, their effects integrated out";
  }

  /// The likelihood of mean and scale, times the prior of the scale.
  private static double density(double mean, double scale, double width) {
    double logarithm = -mean * mean / (2 * width * width) - Math.log1p(scale * scale / 25);
    for (int j = 0; j < ESTIMATES.length; j++) {
      double variance = ERRORS[j] * ERRORS[j] + scale * scale;
      double distance = ESTIMATES[j] - mean;
      logarithm -= (distance * distance / variance + Math.log(variance)) / 2;
    }
    return Math.exp(logarithm + 24);
  }

  @Override
  public Outcome run() {
    Integral[] powers = new Integral[5];
    powers[0] = moment(x -> density(x[0], x[1], 5));
    powers[1] = moment(x -> x[0] * density(x[0], x[1], 5));
    powers[2] = moment(x -> x[0] * x[0] * density(x[0], x[1], 5));
    powers[3] = moment(x -> x[1] * density(x[0], x[1], 5));
    powers[4] = moment(x -> x[1] * x[1] * density(x[0], x[1], 5));
    double total = powers[0].value();
    double mean = powers[1].value() / total;
    double scale = powers[3].value() / total;
    double[] found = {
      mean,
      Math.sqrt(powers[2].value() / total - mean * mean),
      scale,
      Math.sqrt(powers[4].value() / total - scale * scale)
    };
    boolean isRight = true;
    int evaluations = 0;
    for (Integral power : powers) {
      isRight &= power.status().converged();
      evaluations += power.evaluations();
    }
    for (int i = 0; i < 4; i++) {
      isRight &= Math.abs(found[i] - REFERENCE[i]) < 0.1 * REFERENCE[i / 2 * 2 + 1];
    }
    return new Outcome(
        List.of(
            line("mean", found, 0),
            line("scale", found, 2),
            String.format(
                Locale.ROOT, "%d evaluations for five integrals over the half plane", evaluations),
            sensitivity()),
        isRight);
  }

  private static Integral moment(MultivariateFunction f) {
    return Integrate.box(f, FROM, TO, OPTIONS);
  }

  private static String line(String name, double[] found, int index) {
    return String.format(
        Locale.ROOT,
        "%-5s %.4f ± %.4f   (Markov chains: %.2f ± %.2f)",
        name,
        found[index],
        found[index + 1],
        REFERENCE[index],
        REFERENCE[index + 1]);
  }

  /// How the mean would answer to a wider prior: the integrals are differentiated.
  private static String sensitivity() {
    MultivariateFunction mean =
        w -> {
          double first =
              Integrate.box(x -> x[0] * density(x[0], x[1], w[0]), FROM, TO, OPTIONS).value();
          return first / Integrate.box(x -> density(x[0], x[1], w[0]), FROM, TO, OPTIONS).value();
        };
    double rate = Calculus.partial(mean, 0).applyAsDouble(new double[] {5});
    return String.format(
        Locale.ROOT, "d mean / d (width of its prior) = %.4f, by Leibniz's rule", rate);
  }
}
