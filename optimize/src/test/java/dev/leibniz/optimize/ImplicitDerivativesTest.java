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
    pairs.putAll(withBounds());
    pairs.putAll(withOptions());
    return pairs;
  }

  /// Of (x₀ − a)² + b·x₀·x₁ + (x₁ − a·b)² with x₀ held at its bound c, x₁ = a·b − b·c/2.
  private static double valley(double[] x, double a, double b) {
    return (x[0] - a) * (x[0] - a) + b * x[0] * x[1] + (x[1] - a * b) * (x[1] - a * b);
  }

  private static Map<String, Pair> withBounds() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "a minimum with a variable at its upper bound, which moves",
        new Pair(
            p -> {
              double[] x =
                  Minimize.of(
                          v -> valley(v, p[0], p[1]),
                          new double[] {0, 0},
                          new double[] {-9, -9},
                          new double[] {p[0] * p[1] / 4, 9})
                      .point();
              return x[0] * x[0] + Math.sin(x[1]);
            },
            p -> {
              double c = p[0] * p[1] / 4;
              return c * c + Math.sin(p[0] * p[1] - p[1] * c / 2);
            },
            2,
            0.7));
    pairs.put(
        "the value at a minimum with a variable at its lower bound, which moves",
        new Pair(
            p ->
                Minimize.of(
                        v -> valley(v, p[0], p[1]),
                        new double[] {7, 0},
                        new double[] {p[0] + p[1] * p[1], -9},
                        new double[] {9, 9},
                        BY_LBFGS)
                    .value(),
            p -> {
              double c = p[0] + p[1] * p[1];
              return valley(new double[] {c, p[0] * p[1] - p[1] * c / 2}, p[0], p[1]);
            },
            2,
            0.7));
    pairs.put(
        "the lower of two minima, where f′ = u·(u − p₁)·(u + 1)",
        new Pair(
            p ->
                Minimize.global(
                        v -> {
                          double u = v[0] - p[0] * p[1];
                          double least = p[1] * p[1] * p[1] * (p[1] / 12 + 1.0 / 6);
                          return least + u * u * (u * u / 4 + (1 - p[1]) * u / 3 - p[1] / 2);
                        },
                        new double[] {-9},
                        new double[] {9},
                        GLOBAL)
                    .point()[0],
            p -> p[0] * p[1] + p[1],
            0.7,
            2));
    return pairs;
  }

  private static final Minimizer BY_LBFGS = Minimize.with(Method.lbfgs()).tolerance(1e-12);
  private static final GlobalSearch GLOBAL = GlobalSearch.defaults().starts(20).local(BY_LBFGS);
  private static final RootOptions COARSE = RootOptions.defaults().evaluations(200);
  private static final SystemOptions SYSTEM = SystemOptions.defaults().tolerance(1e-14);
  private static final FitOptions BOUNDED =
      FitOptions.defaults().bounds(new double[] {-5, -5}, new double[] {0.25, 5});
  private static final FitOptions WEIGHTED = FitOptions.defaults().weights(1, 2, 3);
  private static final FitOptions ROBUST =
      FitOptions.defaults().weights(1, 4, 1).loss(RobustLoss.cauchy(2));

  private static Map<String, Pair> withOptions() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "a root with options",
        new Pair(
            p -> Root.of(x -> x * x * p[1] - p[0], 0, 9, COARSE).point(),
            p -> Math.sqrt(p[0] / p[1]),
            2,
            1.5));
    pairs.put(
        "a root of a system with options",
        new Pair(
            p ->
                Root.system(
                        v -> new double[] {v[0] * v[1] - p[0], v[0] / v[1] - p[1]},
                        new double[] {1, 1},
                        SYSTEM)
                    .point()[0],
            p -> Math.sqrt(p[0] * p[1]),
            2,
            1.5));
    pairs.put(
        "a minimum by another method",
        new Pair(
            p -> {
              double[] x =
                  Minimize.of(
                          v -> Math.exp(v[0] * p[0]) - v[0] * p[1] + v[1] * v[1] - v[1] * v[0],
                          new double[] {0, 0},
                          BY_LBFGS)
                      .point();
              return x[0] - 2 * x[1] + p[0];
            },
            p -> p[0],
            2,
            1.5));
    pairs.put(
        "a fit with a parameter at its bound",
        new Pair(
            p -> {
              double[] b =
                  LeastSquares.of(
                          v -> new double[] {v[0] + v[1] - p[0], v[0] - v[1], v[1] - p[1] * p[0]},
                          new double[] {0, 0},
                          BOUNDED)
                      .parameters();
              return b[0] + b[1] * b[1];
            },
            p -> {
              double b = (p[0] + p[1] * p[0]) / 3;
              return 0.25 + b * b;
            },
            2,
            1.5));
    pairs.put(
        "a weighted fit",
        new Pair(
            p -> {
              Fit fit =
                  LeastSquares.of(
                      v -> new double[] {v[0] - p[0], v[0] - p[1], v[0] - p[0] * p[1]},
                      new double[] {0},
                      WEIGHTED);
              return fit.parameters()[0] * p[0] + fit.residualSumOfSquares();
            },
            p -> {
              double x = (p[0] + 2 * p[1] + 3 * p[0] * p[1]) / 6;
              double third = x - p[0] * p[1];
              return x * p[0]
                  + (x - p[0]) * (x - p[0])
                  + 2 * (x - p[1]) * (x - p[1])
                  + 3 * third * third;
            },
            2,
            1.5));
    pairs.put(
        "a robust fit",
        new Pair(
            p -> {
              Fit fit =
                  LeastSquares.of(
                      v -> new double[] {v[0] - p[0], v[0] - p[1], v[0] - p[0] * p[1]},
                      new double[] {0},
                      ROBUST);
              return fit.parameters()[0] + fit.residualSumOfSquares();
            },
            p -> {
              double x = p[0];
              for (int k = 0; k < 200; k++) {
                double first = x - p[0];
                double second = x - p[1];
                double third = x - p[0] * p[1];
                double u = 1 / (1 + first * first / 4);
                double v = 4 / (1 + second * second);
                double w = 1 / (1 + third * third / 4);
                x = (u * p[0] + v * p[1] + w * p[0] * p[1]) / (u + v + w);
              }
              double third = x - p[0] * p[1];
              return x + (x - p[0]) * (x - p[0]) + 4 * (x - p[1]) * (x - p[1]) + third * third;
            },
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
