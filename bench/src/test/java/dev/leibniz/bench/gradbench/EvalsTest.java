package dev.leibniz.bench.gradbench;

import static dev.leibniz.bench.gradbench.AdBenchTest.assertClose;
import static dev.leibniz.bench.gradbench.AdBenchTest.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.calculus.MultivariateFunction;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each derivative beside one that was made in another way. [AdBenchTest] does the same for gmm in
/// its older form, ba, ht and lstm.
final class EvalsTest {
  private final Random random = new Random(7);

  private static JsonNode json(Object value) {
    return AdBench.MAPPER.valueToTree(value);
  }

  private double[] vector(int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private static double[][] rows(double[] numbers, int columns) {
    return Json.rows(numbers, 0, numbers.length / columns, columns);
  }

  @Test
  void helloIsTwiceTheNumber() {
    assertThat(value("hello", "square", json(1.5)).doubleValue()).isEqualTo(2.25);
    assertThat(value("hello", "double", json(1.5)).doubleValue()).isEqualTo(3);
  }

  @Test
  void theGradientOfTheFitIsTheNormalEquationsResidual() {
    double[] x = vector(9);
    int n = 25;
    BigDecimal[] gradient =
        Stream.generate(() -> BigDecimal.ZERO).limit(9).toArray(BigDecimal[]::new);
    for (int i = 0; i < n; i++) {
      BigDecimal t = new BigDecimal(i * 2.0 / (n - 1) - 1);
      BigDecimal residual = BigDecimal.valueOf(-t.signum());
      for (int j = 0; j < x.length; j++) {
        residual = residual.add(new BigDecimal(x[j]).multiply(t.pow(j)));
      }
      for (int j = 0; j < x.length; j++) {
        gradient[j] = gradient[j].add(residual.multiply(t.pow(j)));
      }
    }
    JsonNode input = json(Map.of("x", x, "n", n));
    assertClose(value("llsq", "gradient", input), json(gradient), 1e-13);
  }

  @Test
  void theGradientOfLogSumExpIsSoftmax() {
    double[] x = vector(50);
    x[3] = 700;
    x[4] = 699;
    double[] softmax = new double[50];
    for (int i = 0; i < 50; i++) {
      softmax[i] = Math.exp(x[i] - 700) / (1 + Math.exp(-1));
    }
    JsonNode input = json(Map.of("x", x));
    assertThat(value("lse", "primal", input).doubleValue())
        .isCloseTo(700 + Math.log1p(Math.exp(-1)), within(1e-12));
    assertClose(value("lse", "gradient", input), json(softmax), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void theGradientOfTheDeterminantIsTheCofactors(int n) {
    double[] a = vector(n * n);
    double[] cofactors = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      double[] changed = a.clone();
      for (int j = 0; j < n; j++) {
        changed[i / n * n + j] = j == i % n ? 1 : 0;
      }
      cofactors[i] = determinantByElimination(changed, n);
    }
    JsonNode input = json(Map.of("A", a, "ell", n));
    assertThat(value("det", "primal", input).doubleValue())
        .isCloseTo(determinantByElimination(a, n), within(1e-13));
    assertClose(value("det", "gradient", input), json(cofactors), 1e-13);
  }

  private static double determinantByElimination(double[] matrix, int n) {
    double[][] a = rows(matrix, n);
    double product = 1;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k; i < n; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] swapped = a[k];
      a[k] = a[pivot];
      a[pivot] = swapped;
      product *= pivot == k ? a[k][k] : -a[k][k];
      for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return product;
  }

  /// The solution is y₃ = x₀x₁x₂x₃ t⁴/4!, and the method of order four is exact for it.
  @Test
  void theGradientOfTheLastElementIsThatOfThePolynomial() {
    double[] x = {0.5, -1.5, 2, 0.75};
    double last = 0.5 * -1.5 * 2 * 0.75 * 16 / 24;
    JsonNode input = json(Map.of("x", x, "s", 7));
    assertThat(Json.numbers(value("ode", "primal", input))[3]).isCloseTo(last, within(1e-14));
    double[] expected = {last / x[0], last / x[1], last / x[2], last / x[3]};
    assertClose(value("ode", "gradient", input), json(expected), 1e-13);
  }

  @Test
  void theGradientOfManySlopesIsThatOfDifferences() {
    double[] x = vector(12);
    RungeKutta method = new RungeKutta(3);
    JsonNode input = json(Map.of("x", x, "s", 3));
    double[] expected = Differences.gradient(method::last, x, 0.1);
    assertClose(value("ode", "gradient", input), json(expected), 1e-11);
  }

  @Test
  void theGradientOfTheMixtureIsThatOfDifferences() {
    Map<String, Object> input = EvalsReport.gmm(random, 3, 4, 10);
    input.put("m", 2);
    input.put("gamma", 1.25);
    JsonNode tree = json(input);
    double[] x = GaussianMixture.parameters(tree);
    double[] expected = Differences.gradient(GaussianMixture.of(tree)::objective, x, 0.05);
    JsonNode gradient = value("gmm", "jacobian", tree);
    assertClose(gradient.required("alpha"), json(part(expected, 0, 4)), 1e-9);
    assertClose(gradient.required("mu"), json(rows(part(expected, 4, 12), 3)), 1e-9);
    assertClose(gradient.required("q"), json(rows(part(expected, 16, 12), 3)), 1e-9);
    assertClose(gradient.required("l"), json(rows(part(expected, 28, 12), 3)), 1e-9);
  }

  private static double[] part(double[] x, int start, int length) {
    double[] part = new double[length];
    System.arraycopy(x, start, part, 0, length);
    return part;
  }

  /// One point, one component, d = 1, all zero but q: Q = e^q, and the Wishart density has n' = 2.
  @Test
  void theValueOfTheSmallestMixtureIsThatByHand() {
    double q = 0.3;
    Map<String, Object> input = EvalsReport.gmm(random, 1, 1, 1);
    input.put("x", new double[][] {{0}});
    input.put("mu", new double[][] {{0}});
    input.put("q", new double[][] {{q}});
    input.put("alpha", new double[] {0});
    double likelihood = q - 0.5 * Math.log(2 * Math.PI);
    double prior = -0.5 * Math.exp(2 * q) - Math.log(2);
    assertThat(value("gmm", "objective", json(input)).doubleValue())
        .isCloseTo(likelihood + prior, within(1e-14));
  }

  @Test
  void newtonsStepLeadsToTheMeansOfTheClusters() {
    double[][] points = {{0, 0}, {1, 0.5}, {0, 1}, {9, 9}, {10, 8}, {9, 8.5}};
    double[][] centroids = {{0.2, 0.1}, {9.5, 8.25}};
    JsonNode input = json(Map.of("points", points, "centroids", centroids));
    double[][] expected = {{0.2 - 1.0 / 3, 0.1 - 0.5}, {9.5 - 28.0 / 3, 8.25 - 8.5}};
    assertThat(value("kmeans", "cost", input).doubleValue()).isPositive();
    assertClose(value("kmeans", "dir", input), json(expected), 1e-13);
  }

  @Test
  void theGradientOfTheNetworkIsThatOfDifferences() {
    JsonNode input = json(EvalsReport.lstm(random, 2, 6, 3));
    double[] x = Lstm.parameters(input);
    double[] expected = Differences.gradient(Lstm.of(input)::loss, x, 0.1);
    assertClose(value("lstm", "jacobian", input), json(expected), 1e-11);
  }

  @Test
  void theJacobianOfTheHandIsThatOfDifferences() {
    JsonNode input = json(EvalsReport.hand(random, 3));
    HandTracking hand = HandTracking.of(input);
    double[] x = HandTracking.parameters(input);
    double[][] jacobian = rows(Json.numbers(value("ht", "jacobian", input)), 28);
    for (int row = 0; row < 9; row++) {
      int residual = row;
      MultivariateFunction f = y -> hand.residuals(y)[residual];
      double[] gradient = Differences.gradient(f, x, 0.05);
      double[] expected = new double[28];
      expected[0] = gradient[row / 3 * 2];
      expected[1] = gradient[row / 3 * 2 + 1];
      System.arraycopy(gradient, 6, expected, 2, 26);
      assertClose(json(jacobian[row]), json(expected), 1e-9);
    }
  }

  /// The values that GradBench expects.
  @ParameterizedTest
  @ValueSource(strings = {"ff", "fr", "rf", "rr"})
  void nestedDescentsEndWhereTheyShould(String function) {
    double end = 8.246324826140356e-06;
    assertClose(
        value("saddle", function, json(Map.of("start", new double[] {1, 1}))),
        json(new double[] {end, end, end, end}),
        1e-14);
    assertClose(
        value("particle", function, json(Map.of("w", 0.0))), json(0.2071918746486116), 1e-14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "fr", "rf", "rr"})
  void theCrossingsSlopeIsThatOfDifferences(String modes) {
    Mode outer = modes.charAt(0) == 'f' ? new Mode.Forward() : new Mode.Reverse();
    Mode inner = modes.charAt(1) == 'f' ? new Mode.Forward() : new Mode.Reverse();
    MultivariateFunction crossing = new Particle(0, outer, inner)::crossing;
    double[] w = {0.15};
    double[] expected = Differences.gradient(crossing, w, 1e-3);
    assertClose(json(outer.gradient(crossing).apply(w)), json(expected), 1e-9);
  }
}
