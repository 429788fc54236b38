package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Solutions are differentiated by the implicit function theorem, not through the iterations.
final class ImplicitDerivativesTest {
  /// A function of solutions, and the same in closed form.
  private record Pair(MultivariateFunction solved, MultivariateFunction closed, double... point) {}

  private static Map<String, Pair> pairs() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "a root",
        new Pair(
            p -> Root.of(x -> x * x * x - p[0] * p[1], 0, 5).point() * p[1],
            p -> Math.cbrt(p[0] * p[1]) * p[1],
            2,
            1.5));
    pairs.put(
        "a root by Newton's method",
        new Pair(
            p -> Root.newton(x -> Math.exp(x * p[1]) - p[0], -3, 3).point(),
            p -> Math.log(p[0]) / p[1],
            2,
            1.5));
    pairs.put(
        "a root of a system",
        new Pair(
            p -> {
              double[] x =
                  Root.system(
                          v -> new double[] {v[0] * v[0] - p[0], v[0] * v[1] - p[1]},
                          new double[] {1, 1})
                      .point();
              return x[0] + x[1] * x[1];
            },
            p -> Math.sqrt(p[0]) + p[1] * p[1] / p[0],
            2,
            1.5));
    pairs.put(
        "a fixed point",
        new Pair(
            p -> {
              double[] x =
                  FixedPoint.of(
                          v -> new double[] {(v[0] + p[0] / v[0]) / 2, v[0] * p[1] + 0.25 * v[1]},
                          new double[] {1, 1})
                      .point();
              return x[0] * x[1];
            },
            p -> p[0] * p[1] / 0.75,
            2,
            1.5));
    pairs.put(
        "ridge regression in its penalty",
        new Pair(
            p -> ridge(p[0], p[1])[0],
            p -> {
              double[] b = closedRidge(p[0], p[1]);
              return b[0];
            },
            0.7,
            1.2));
    pairs.put(
        "a minimum",
        new Pair(
            p -> {
              double[] x =
                  Minimize.of(
                          v ->
                              (v[0] - p[0]) * (v[0] - p[0])
                                  + p[1] * (v[1] - v[0]) * (v[1] - v[0])
                                  + Math.exp(v[1]),
                          new double[] {0, 0})
                      .point();
              return x[0] + 2 * x[1] + Math.exp(x[1]) / 2 + Math.exp(x[1]) / (2 * p[1]);
            },
            p -> {
              double[] x = {p[0], 0};
              double y = p[0];
              for (int k = 0; k < 60; k++) {
                double slope = 1 + Math.exp(y) * (1 + 1 / p[1]) / 2;
                y -= (y - p[0] + Math.exp(y) * (1 + 1 / p[1]) / 2) / slope;
              }
              x[0] = y + Math.exp(y) / (2 * p[1]);
              return x[0] + 2 * y + Math.exp(y) / 2 + Math.exp(y) / (2 * p[1]);
            },
            0.7,
            1.2));
    pairs.put(
        "the value at a minimum",
        new Pair(
            p -> Minimize.of(v -> v[0] * v[0] * p[1] - v[0] * p[0], new double[] {0}).value(),
            p -> -p[0] * p[0] / (4 * p[1]),
            0.7,
            1.2));
    pairs.put(
        "a sum of squares at its minimum",
        new Pair(
            p ->
                LeastSquares.of(b -> new double[] {b[0] - p[0], 2 * b[0] - p[1]}, new double[] {0})
                    .residualSumOfSquares(),
            p -> (2 * p[0] - p[1]) * (2 * p[0] - p[1]) / 5,
            2,
            1.5));
    return pairs;
  }

  /// Two columns, three rows; the second observation is scaled.
  private static double[] ridge(double penalty, double scale) {
    return LeastSquares.of(
            b -> {
              double root = Math.sqrt(penalty);
              return new double[] {
                b[0] + 2 * b[1] - 1,
                3 * b[0] - b[1] - 2 * scale,
                b[0] + b[1] - 3,
                root * b[0],
                root * b[1]
              };
            },
            new double[] {0, 0})
        .parameters();
  }

  private static double[] closedRidge(double penalty, double scale) {
    double a = 11 + penalty;
    double d = 6 + penalty;
    double first = 1 + 6 * scale + 3;
    double second = 2 - 2 * scale + 3;
    double det = a * d;
    return new double[] {first * d / det, second * a / det};
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<Pair> law) {
    return pairs().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
  }

  private static void close(double actual, double expected, double tolerance) {
    assertThat(actual).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfTheClosedForm() {
    return each(pair -> {
      double[] actual = Calculus.gradient(pair.solved()).apply(pair.point());
      double[] expected = Calculus.gradient(pair.closed()).apply(pair.point());
      for (int i = 0; i < expected.length; i++) {
        close(actual[i], expected[i], 1e-9);
        close(Calculus.partial(pair.solved(), i).applyAsDouble(pair.point()), expected[i], 1e-9);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreTheLimitOfDifferences() {
    return each(
        pair -> assertThat(Calculus.checkGradient(pair.solved(), pair.point()).passed()).isTrue());
  }

  @TestFactory
  Stream<DynamicTest> hessiansAreThoseOfTheClosedForm() {
    return each(pair -> {
      double[][] actual = Calculus.hessian(pair.solved()).apply(pair.point());
      double[][] expected = Calculus.hessian(pair.closed()).apply(pair.point());
      for (int i = 0; i < expected.length; i++) {
        for (int j = 0; j < expected.length; j++) {
          close(actual[i][j], expected[i][j], 1e-8);
        }
      }
    });
  }
}
