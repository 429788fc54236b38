package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Calculus inside functions that are differentiated.
final class NestedTest {
  /// A function that uses calculus, and the same function with the inner derivatives by hand.
  private record Pair(MultivariateFunction nested, MultivariateFunction plain, double... point) {}

  private static double product(double[] y) {
    return y[0] * y[0] * y[1] + Math.sin(y[0] * y[1]);
  }

  private static double slopeAt(UnivariateFunction f, double x) {
    return Differentiator.PLAIN.derivative(f).applyAsDouble(x);
  }

  private static Map<String, Pair> pairs() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "a derivative that captures the argument",
        new Pair(
            x -> Differentiator.PLAIN.derivative(t -> t * t * x[1]).applyAsDouble(x[0]),
            x -> 2 * x[0] * x[1],
            1.5,
            -0.7));
    pairs.put(
        "Siskind and Pearlmutter's example of confused perturbations",
        new Pair(
            x -> slopeAt(u -> u * slopeAt(v -> u + v * v * x[1], 1.0), x[0]),
            x -> 2 * x[1] + 0 * x[0],
            3,
            0.4));
    pairs.put(
        "a second derivative inside",
        new Pair(
            x -> Differentiator.PLAIN.derivative(t -> Math.sin(t * x[1]), 2).applyAsDouble(x[0]),
            x -> -x[1] * x[1] * Math.sin(x[0] * x[1]),
            0.8,
            1.3));
    pairs.put(
        "a gradient inside",
        new Pair(
            x -> {
              double[] g = Differentiator.PLAIN.gradient(NestedTest::product).apply(x);
              return g[0] * g[0] + g[1];
            },
            x -> {
              double c = Math.cos(x[0] * x[1]);
              double g0 = 2 * x[0] * x[1] + x[1] * c;
              return g0 * g0 + x[0] * x[0] + x[0] * c;
            },
            0.6,
            -1.1));
    pairs.put(
        "a gradient of a loop inside",
        new Pair(
            x -> {
              double[] g =
                  Differentiator.PLAIN
                      .gradient(y -> {
                        double p = 1;
                        for (int i = 0; i < y.length; i++) {
                          p *= y[i] * x[i];
                        }
                        return p;
                      })
                      .apply(x);
              return g[0] + 2 * g[1] + 3 * g[2];
            },
            x -> {
              double p = x[0] * x[0] * x[1] * x[1] * x[2] * x[2];
              return p / x[0] + 2 * p / x[1] + 3 * p / x[2];
            },
            0.6,
            -1.1,
            1.7));
    pairs.put(
        "gradient descent inside",
        new Pair(
            x -> {
              VectorFunction slope =
                  Differentiator.PLAIN.gradient(y -> (y[0] - x[0]) * (y[0] - x[0]) * x[1]);
              double[] y = {0};
              for (int k = 0; k < 3; k++) {
                y[0] -= 0.1 * slope.apply(y)[0];
              }
              return y[0] * y[0];
            },
            x -> {
              double y = 0;
              for (int k = 0; k < 3; k++) {
                y -= 0.1 * 2 * (y - x[0]) * x[1];
              }
              return y * y;
            },
            0.9,
            0.7));
    pairs.put(
        "the trace of a Hessian",
        new Pair(
            x -> {
              double[][] h = Differentiator.PLAIN.hessian(NestedTest::product).apply(x);
              return h[0][0] + h[1][1] + h[0][1];
            },
            x -> {
              double s = Math.sin(x[0] * x[1]);
              double c = Math.cos(x[0] * x[1]);
              return 2 * x[1] - (x[0] * x[0] + x[1] * x[1] + x[0] * x[1]) * s + 2 * x[0] + c;
            },
            0.6,
            -1.1));
    pairs.put(
        "a Jacobian inside",
        new Pair(
            x -> {
              double[][] j =
                  Differentiator.PLAIN
                      .jacobian(y -> new double[] {y[0] * y[1], Math.exp(y[0]) * x[1]})
                      .apply(x);
              return j[0][0] * j[1][0] - j[0][1] * j[1][1];
            },
            x -> x[1] * Math.exp(x[0]) * x[1],
            0.3,
            1.4));
    MultivariateFunction partial = Differentiator.PLAIN.partial(NestedTest::product, 0);
    UnivariateFunction slope = Differentiator.PLAIN.derivative(t -> t * Math.exp(t));
    pairs.put(
        "derivatives that are captured",
        new Pair(
            x -> partial.applyAsDouble(x) * slope.applyAsDouble(x[0]),
            x -> (2 * x[0] * x[1] + x[1] * Math.cos(x[0] * x[1])) * (1 + x[0]) * Math.exp(x[0]),
            0.6,
            -1.1));
    pairs.put(
        "value, gradient and direction",
        new Pair(
            x -> {
              ValueAndGradient both =
                  Differentiator.PLAIN.valueAndGradient(NestedTest::product).apply(x);
              double[] along =
                  Differentiator.PLAIN
                      .hessianVectorProduct(NestedTest::product)
                      .apply(x, both.gradient());
              return both.value() + along[1];
            },
            x -> {
              double s = Math.sin(x[0] * x[1]);
              double c = Math.cos(x[0] * x[1]);
              double g0 = 2 * x[0] * x[1] + x[1] * c;
              double g1 = x[0] * x[0] + x[0] * c;
              double h01 = 2 * x[0] + c - x[0] * x[1] * s;
              double h11 = -x[0] * x[0] * s;
              return x[0] * x[0] * x[1] + s + h01 * g0 + h11 * g1;
            },
            0.6,
            -1.1));
    return pairs;
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<Pair> law) {
    return pairs().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
  }

  private static void close(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .isCloseTo(expected[i], within(1e-11 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @TestFactory
  Stream<DynamicTest> theGradientPassesThroughInnerDerivatives() {
    return each(pair ->
        close(
            Differentiator.PLAIN.gradient(pair.nested()).apply(pair.point()),
            Differentiator.PLAIN.gradient(pair.plain()).apply(pair.point())));
  }

  @TestFactory
  Stream<DynamicTest> theTangentPassesThroughInnerDerivatives() {
    return each(pair -> {
      double[] expected = Differentiator.PLAIN.gradient(pair.plain()).apply(pair.point());
      for (int i = 0; i < expected.length; i++) {
        double actual = Differentiator.PLAIN.partial(pair.nested(), i).applyAsDouble(pair.point());
        close(new double[] {actual}, new double[] {expected[i]});
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> theHessianPassesThroughInnerDerivatives() {
    return each(pair -> {
      double[][] actual = Differentiator.PLAIN.hessian(pair.nested()).apply(pair.point());
      double[][] expected = Differentiator.PLAIN.hessian(pair.plain()).apply(pair.point());
      for (int i = 0; i < actual.length; i++) {
        close(actual[i], expected[i]);
      }
    });
  }

  @Test
  void reverseOverReverseOverReverseIsRight() {
    MultivariateFunction cube = x -> x[0] * x[0] * x[0] * x[1] * x[1];
    MultivariateFunction first = x -> Differentiator.PLAIN.gradient(cube).apply(x)[0];
    MultivariateFunction second = x -> Differentiator.PLAIN.gradient(first).apply(x)[0];
    double[] third = Differentiator.PLAIN.gradient(second).apply(new double[] {2, 3});
    close(third, new double[] {6 * 9, 6 * 2 * 2 * 3});
  }

  @Test
  void resultsCompose() {
    MatrixFunction hessian =
        Differentiator.PLAIN.jacobian(Differentiator.PLAIN.gradient(NestedTest::product));
    double[] x = {0.6, -1.1};
    double[][] expected = Differentiator.PLAIN.hessian(NestedTest::product).apply(x);
    double[][] actual = hessian.apply(x);
    close(actual[0], expected[0]);
    close(actual[1], expected[1]);
  }
}
