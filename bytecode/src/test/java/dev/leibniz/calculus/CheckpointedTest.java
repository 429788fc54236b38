package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checkpointed loops have the derivatives of plain ones.
final class CheckpointedTest {
  private static final Differentiator PLAIN = Differentiator.PLAIN;
  private static final double[] POINT = {0.7, 0.2, 1.3};

  /// Euler's method for a pendulum: the start and the friction are arguments.
  private static double[] step(double[] y, double friction) {
    double h = 0.01;
    return new double[] {y[0] + h * y[1], y[1] - h * (Math.sin(y[0]) + friction * y[1])};
  }

  private static MultivariateFunction checkpointed(int steps) {
    return p -> {
      double[] end =
          Differentiator.PLAIN.checkpointed(
              y -> step(y, p[2]), new double[] {p[0], p[1] * p[1]}, steps);
      return end[0] * end[1];
    };
  }

  private static MultivariateFunction plain(int steps) {
    return p -> {
      double[] y = {p[0], p[1] * p[1]};
      for (int k = 0; k < steps; k++) {
        y = step(y, p[2]);
      }
      return y[0] * y[1];
    };
  }

  private static void assertClose(double[] actual, double[] wanted) {
    assertThat(actual).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(actual[i]).isCloseTo(wanted[i], within(1e-12 * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 10, 99, 100, 101, 1000})
  void gradientsAreThoseOfThePlainLoop(int steps) {
    assertThat(checkpointed(steps).applyAsDouble(POINT))
        .isEqualTo(plain(steps).applyAsDouble(POINT));
    assertClose(
        PLAIN.gradient(checkpointed(steps)).apply(POINT),
        PLAIN.gradient(plain(steps)).apply(POINT));
    double[] v = {1, -2, 0.5};
    assertClose(
        PLAIN.directional(checkpointed(steps)).apply(POINT, v),
        PLAIN.directional(plain(steps)).apply(POINT, v));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50})
  void hessiansAreThoseOfThePlainLoop(int steps) {
    double[][] actual = PLAIN.hessian(checkpointed(steps)).apply(POINT);
    double[][] wanted = PLAIN.hessian(plain(steps)).apply(POINT);
    for (int i = 0; i < wanted.length; i++) {
      assertClose(actual[i], wanted[i]);
    }
  }

  @Test
  void theStartIsLeftAsItIs() {
    double[] start = {1, 2};
    double[] end =
        PLAIN.checkpointed(
            y -> {
              y[0] = 5;
              return y;
            },
            start,
            3);
    assertThat(end).containsExactly(5, 2);
    assertThat(start).containsExactly(1, 2);
  }

  @Test
  void negativeNumbersOfStepsAreRefused() {
    assertThatThrownBy(() -> PLAIN.checkpointed(y -> y, new double[1], -1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("steps = -1");
  }
}
