package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Integrals and solutions of differential equations inside differentiated code, against the
/// derivatives of their closed forms: families of Genz (1984), moving limits, infinite ranges,
/// integrals in integrals.
final class IntegralDerivativesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] ZEROS = {0, 0};
  private static final double[] ONES = {1, 1};
  private static final IntegrateOptions COARSE = IntegrateOptions.defaults().relative(1e-9);

  private record Pair(
      MultivariateFunction integral, MultivariateFunction closed, double... point) {}

  private static Map<String, Pair> pairs() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "a parameter and a moving limit",
        new Pair(
            p -> Integrate.of(x -> Math.exp(p[0] * x), p[1], 2 * p[0]).value(),
            p -> (Math.exp(2 * p[0] * p[0]) - Math.exp(p[0] * p[1])) / p[0],
            0.8,
            -0.5));
    pairs.put(
        "an infinite range",
        new Pair(
            p -> Integrate.of(x -> p[1] * Math.exp(-p[0] * x * x), -INFINITY, INFINITY).value(),
            p -> p[1] * Math.sqrt(Math.PI / p[0]),
            0.8,
            1.5));
    pairs.put(
        "an integral in an integral, with options",
        new Pair(
            p ->
                Integrate.of(
                        x -> Integrate.of(y -> Math.cos(p[0] * x + p[1] * y), 0, x, COARSE).value(),
                        0,
                        1,
                        COARSE)
                    .value(),
            p -> {
              double sum = p[0] + p[1];
              return ((1 - Math.cos(sum)) / sum - (1 - Math.cos(p[0])) / p[0]) / p[1];
            },
            0.8,
            1.5));
    pairs.put(
        "Genz, oscillatory",
        new Pair(
            p ->
                Integrate.box(
                        x -> Math.cos(2 * Math.PI * p[2] + p[0] * x[0] + p[1] * x[1]), ZEROS, ONES)
                    .value(),
            p ->
                Math.cos(2 * Math.PI * p[2] + (p[0] + p[1]) / 2)
                    * (2 * Math.sin(p[0] / 2) / p[0])
                    * (2 * Math.sin(p[1] / 2) / p[1]),
            1.2,
            2.3,
            0.3));
    pairs.put(
        "Genz, product peak",
        new Pair(
            p ->
                Integrate.box(x -> peak(x[0], p[0], p[2]) * peak(x[1], p[1], p[3]), ZEROS, ONES)
                    .value(),
            p -> closedPeak(p[0], p[2]) * closedPeak(p[1], p[3]),
            1.2,
            2.3,
            0.3,
            0.6));
    pairs.put(
        "Genz, corner peak",
        new Pair(
            p ->
                Integrate.box(x -> Math.pow(1 + p[0] * x[0] + p[1] * x[1], -3), ZEROS, ONES)
                    .value(),
            p -> (1 - 1 / (1 + p[0]) - 1 / (1 + p[1]) + 1 / (1 + p[0] + p[1])) / (2 * p[0] * p[1]),
            1.2,
            2.3));
    pairs.put(
        "limits of a box",
        new Pair(
            p ->
                Integrate.box(
                        x -> x[0] * x[0] * x[1] * p[0],
                        new double[] {p[1], 0},
                        new double[] {2, p[0]})
                    .value(),
            p -> (8 - p[1] * p[1] * p[1]) / 3 * p[0] * p[0] / 2 * p[0],
            1.2,
            0.5));
    vectors(pairs);
    return pairs;
  }

  private static void vectors(Map<String, Pair> pairs) {
    pairs.put(
        "several integrals, with parameters and limits",
        new Pair(
            p -> {
              double[] both =
                  Integrate.vector(
                          x -> new double[] {Math.exp(p[0] * x), p[1] * x * x}, p[1], p[0] * p[0])
                      .values();
              return both[0] * both[1];
            },
            p -> {
              double to = p[0] * p[0];
              double first = (Math.exp(p[0] * to) - Math.exp(p[0] * p[1])) / p[0];
              return first * p[1] * (to * to * to - p[1] * p[1] * p[1]) / 3;
            },
            1.3,
            0.4));
    pairs.put(
        "several integrals with options, one singular",
        new Pair(
            p -> {
              double[] both =
                  Integrate.vector(
                          x -> new double[] {Math.pow(x, p[0]), p[1] * Math.cos(p[0] * x)},
                          0,
                          p[1],
                          COARSE)
                      .values();
              return both[0] + both[1] * both[1];
            },
            p -> {
              double second = p[1] * Math.sin(p[0] * p[1]) / p[0];
              return Math.pow(p[1], p[0] + 1) / (p[0] + 1) + second * second;
            },
            -0.4,
            0.7));
    pairs.put(
        "several integrals over a box with moving limits",
        new Pair(
            p -> {
              double[] both =
                  Integrate.vectorBox(
                          x -> new double[] {p[0] * x[0] * x[1], Math.exp(p[1] * x[0]) * x[1]},
                          new double[] {0, p[1]},
                          new double[] {p[0], 2})
                      .values();
              return both[0] * both[1];
            },
            p -> {
              double height = (4 - p[1] * p[1]) / 2;
              double first = p[0] * p[0] * p[0] / 2 * height;
              return first * (Math.exp(p[1] * p[0]) - 1) / p[1] * height;
            },
            1.2,
            0.5));
    pairs.put(
        "several integrals over a box, with options",
        new Pair(
            p -> {
              double[] from = {p[0]};
              double[] to = {p[1]};
              double[] both =
                  Integrate.vectorBox(x -> new double[] {x[0] * p[1], p[0]}, from, to, COARSE)
                      .values();
              return both[0] * both[1];
            },
            p -> (p[1] * p[1] - p[0] * p[0]) / 2 * p[1] * p[0] * (p[1] - p[0]),
            0.3,
            1.7));
  }

  private static final OdeOptions SHARP = OdeOptions.of(1e-11, 1e-13);

  private static Map<String, Pair> equations() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "decay to a level: parameters, start and times",
        new Pair(
            p ->
                Ode.end(
                    (t, y) -> new double[] {-p[0] * (y[0] - p[1])},
                    p[3],
                    new double[] {p[2]},
                    2 * p[0],
                    SHARP)[0],
            p -> p[1] + (p[2] - p[1]) * Math.exp(-p[0] * (2 * p[0] - p[3])),
            0.8,
            0.5,
            2,
            0.3));
    pairs.put(
        "an oscillator",
        new Pair(
            p -> {
              double[] end =
                  Ode.end(
                      (t, y) -> new double[] {y[1], -p[0] * p[0] * y[0]},
                      0,
                      new double[] {p[1], 0},
                      1.5,
                      SHARP);
              return end[0] * end[1];
            },
            p -> -p[1] * p[1] * p[0] * Math.cos(1.5 * p[0]) * Math.sin(1.5 * p[0]),
            1.3,
            0.7));
    return pairs;
  }

  private static double peak(double x, double a, double u) {
    return 1 / (1 / (a * a) + (x - u) * (x - u));
  }

  private static double closedPeak(double a, double u) {
    return a * (Math.atan(a * (1 - u)) + Math.atan(a * u));
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<Pair> law) {
    return Stream.concat(pairs().entrySet().stream(), equations().entrySet().stream())
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
  }

  private static void close(double actual, double expected, double tolerance) {
    assertThat(actual).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
  }

  @TestFactory
  Stream<DynamicTest> valuesAndGradientsAreThoseOfTheClosedForm() {
    return each(pair -> {
      close(
          pair.integral().applyAsDouble(pair.point()),
          pair.closed().applyAsDouble(pair.point()),
          1e-9);
      double[] actual = Calculus.gradient(pair.integral()).apply(pair.point());
      double[] expected = Calculus.gradient(pair.closed()).apply(pair.point());
      for (int i = 0; i < expected.length; i++) {
        close(actual[i], expected[i], 1e-9);
        close(Calculus.partial(pair.integral(), i).applyAsDouble(pair.point()), expected[i], 1e-9);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> hessiansAreThoseOfTheClosedForm() {
    return each(pair -> {
      double[][] actual = Calculus.hessian(pair.integral()).apply(pair.point());
      double[][] expected = Calculus.hessian(pair.closed()).apply(pair.point());
      for (int i = 0; i < expected.length; i++) {
        for (int j = 0; j < expected.length; j++) {
          close(actual[i][j], expected[i][j], 1e-8);
        }
      }
    });
  }
}
