package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The eval `gmm`: the log-posterior of a mixture of Gaussians with a Wishart prior.
///
/// The vector of parameters holds the logarithms of the weights α (k), the means μ (k·d), the
/// logarithms q (k·d) of the diagonals of the factors Q of the inverse covariances, and the entries
/// l (k·d(d−1)/2) of Q below the diagonal, column by column:
///
///     −n d/2 log 2π + Σᵢ logSumExpₖ(αₖ + Σ qₖ − ‖Qₖ(xᵢ − μₖ)‖²/2) − n logSumExp(α) ± prior
///
/// @param points the coordinates of the n points, one point after the other
/// @param priorSign +1 as GradBench defines it; −1 as ADBench did, whose sign of the prior is
///     opposite
record GaussianMixture(
    int dimensions, int components, double[] points, double gamma, int freedom, int priorSign) {
  double objective(double[] x) {
    int d = dimensions;
    int means = components;
    int diagonals = means + components * d;
    int lowers = diagonals + components * d;
    double[] scales = new double[components * d];
    double[] sums = new double[components];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < d; j++) {
        double q = x[diagonals + k * d + j];
        scales[k * d + j] = Math.exp(q);
        sums[k] += q;
      }
    }
    double[] terms = new double[components];
    double[] centred = new double[d];
    double[] scaled = new double[d];
    int n = points.length / d;
    double total = -0.5 * n * d * Math.log(2 * Math.PI);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < components; k++) {
        for (int j = 0; j < d; j++) {
          centred[j] = points[i * d + j] - x[means + k * d + j];
          scaled[j] = scales[k * d + j] * centred[j];
        }
        int entry = lowers + k * d * (d - 1) / 2;
        for (int column = 0; column < d; column++) {
          double factor = centred[column];
          for (int row = column + 1; row < d; row++) {
            scaled[row] += x[entry + row - column - 1] * factor;
          }
          entry += d - 1 - column;
        }
        double square = 0;
        for (int j = 0; j < d; j++) {
          square += scaled[j] * scaled[j];
        }
        terms[k] = x[k] + sums[k] - 0.5 * square;
      }
      total += logSumExp(terms);
    }
    double[] alphas = new double[components];
    for (int k = 0; k < components; k++) {
      alphas[k] = x[k];
    }
    return total - n * logSumExp(alphas) + priorSign * prior(x, scales, sums, lowers);
  }

  /// The logarithm of the Wishart density of the QᵀQ without what the change of variables adds.
  private double prior(double[] x, double[] scales, double[] sums, int lowers) {
    double squares = 0;
    for (int i = 0; i < scales.length; i++) {
      squares += scales[i] * scales[i];
    }
    for (int i = lowers; i < x.length; i++) {
      squares += x[i] * x[i];
    }
    double logarithms = 0;
    for (int k = 0; k < components; k++) {
      logarithms += sums[k];
    }
    return freedom * logarithms - 0.5 * gamma * gamma * squares + components * normalizer();
  }

  private double normalizer() {
    int d = dimensions;
    int n = d + freedom + 1;
    double logGamma = 0.25 * d * (d - 1) * Math.log(Math.PI);
    for (int j = 0; j < d; j++) {
      logGamma += logGammaOfHalf(n - j);
    }
    return n * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logGamma;
  }

  /// log Γ(twice/2), by Γ(x + 1) = x Γ(x) from Γ(1/2) = √π or Γ(1) = 1.
  private static double logGammaOfHalf(int twice) {
    double sum = twice % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
    for (int x = twice - 2; x > 0; x -= 2) {
      sum += Math.log(0.5 * x);
    }
    return sum;
  }

  private static double logSumExp(double[] x) {
    double largest = x[0];
    for (int i = 1; i < x.length; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.exp(x[i] - largest);
    }
    return largest + Math.log(sum);
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "objective",
        input -> {
          GaussianMixture mixture = of(input);
          double[] parameters = parameters(input);
          return Task.of(() -> mixture.objective(parameters));
        },
        "jacobian",
        input -> {
          GaussianMixture mixture = of(input);
          double[] parameters = parameters(input);
          VectorFunction gradient = Calculus.gradient(mixture::objective);
          return new Task<>(
              () -> gradient.apply(parameters),
              result -> isOlder(input) ? mixture.older(result) : mixture.parts(result));
        });
  }

  /// Earlier versions of GradBench gave ADBench's inputs: `icf` in place of `q` and `l`.
  private static boolean isOlder(JsonNode input) {
    return input.has("icf");
  }

  static GaussianMixture of(JsonNode input) {
    return new GaussianMixture(
        input.required("d").intValue(),
        input.required("k").intValue(),
        Json.numbers(input.required("x")),
        input.required("gamma").doubleValue(),
        input.required("m").intValue(),
        isOlder(input) ? -1 : 1);
  }

  static double[] parameters(JsonNode input) {
    double[] alphas = Json.numbers(input.required("alpha"));
    if (!isOlder(input)) {
      return concatenated(
          alphas,
          Json.numbers(input.required("mu")),
          Json.numbers(input.required("q")),
          Json.numbers(input.required("l")));
    }
    double[] factors = Json.numbers(input.required("icf"));
    int d = input.required("d").intValue();
    double[] diagonals = new double[alphas.length * d];
    double[] lowers = new double[factors.length - diagonals.length];
    int height = factors.length / alphas.length;
    for (int k = 0; k < alphas.length; k++) {
      System.arraycopy(factors, k * height, diagonals, k * d, d);
      System.arraycopy(factors, k * height + d, lowers, k * (height - d), height - d);
    }
    return concatenated(alphas, Json.numbers(input.required("means")), diagonals, lowers);
  }

  private static double[] concatenated(double[]... parts) {
    return Stream.of(parts).flatMapToDouble(DoubleStream::of).toArray();
  }

  private Map<String, Object> parts(double[] gradient) {
    int d = dimensions;
    int k = components;
    return Map.of(
        "alpha",
        Arrays.copyOf(gradient, k),
        "mu",
        Json.rows(gradient, k, k, d),
        "q",
        Json.rows(gradient, k + k * d, k, d),
        "l",
        Json.rows(gradient, k + 2 * k * d, k, d * (d - 1) / 2));
  }

  private double[] older(double[] gradient) {
    int d = dimensions;
    int below = d * (d - 1) / 2;
    int diagonals = components * (1 + d);
    int lowers = diagonals + components * d;
    double[] result = gradient.clone();
    for (int k = 0; k < components; k++) {
      int start = diagonals + k * (d + below);
      System.arraycopy(gradient, diagonals + k * d, result, start, d);
      System.arraycopy(gradient, lowers + k * below, result, start + d, below);
    }
    return result;
  }
}
