package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import org.junit.jupiter.api.Test;

final class FixedPointTest {
  @Test
  void theCosinesFixedPointIsFound() {
    FixedPoint fixed = FixedPoint.of(x -> new double[] {Math.cos(x[0])}, new double[] {1});

    assertThat(fixed.status().converged()).isTrue();
    assertThat(fixed.point()[0]).isCloseTo(0.7390851332151607, within(1e-12));
    assertThat(fixed.evaluations()).isLessThan(12);
  }

  @Test
  void accelerationNeedsFewerEvaluationsThanThePlainIteration() {
    VectorFunction sweep = x -> jacobiSweep(x);
    FixedPoint fast = FixedPoint.of(sweep, new double[20]);
    FixedPoint plain = FixedPoint.of(sweep, new double[20], FixedPointOptions.defaults().memory(0));

    assertThat(fast.status().converged()).as(fast.status().sentence()).isTrue();
    assertThat(plain.status().converged()).as(plain.status().sentence()).isTrue();
    assertThat(fast.evaluations()).isLessThan(plain.evaluations() / 5);
    for (int j = 0; j < 20; j++) {
      assertThat(fast.point()[j]).isCloseTo((j + 1) * (20 - j) / 2.0, within(1e-8));
    }
  }

  /// One sweep of Jacobi's iteration for −u″ = 1 on a grid, u = 0 at both ends.
  private static double[] jacobiSweep(double[] x) {
    double[] result = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      double left = j == 0 ? 0 : x[j - 1];
      double right = j == x.length - 1 ? 0 : x[j + 1];
      result[j] = (left + right + 1) / 2;
    }
    return result;
  }

  @Test
  void aFixedPointThatRepelsIsFoundToo() {
    FixedPoint fixed =
        FixedPoint.of(x -> new double[] {3 * x[0] - 4, -2 * x[1] + 3}, new double[] {1, 5});

    assertThat(fixed.status().converged()).as(fixed.status().sentence()).isTrue();
    assertThat(fixed.point()[0]).isCloseTo(2, within(1e-10));
    assertThat(fixed.point()[1]).isCloseTo(1, within(1e-10));
  }

  @Test
  void aFunctionWithoutFixedPointIsAnOutcome() {
    FixedPoint shifted = FixedPoint.of(x -> new double[] {x[0] + 1}, new double[] {0});
    FixedPoint squared =
        FixedPoint.of(
            x -> new double[] {x[0] * x[0] + 1},
            new double[] {2},
            FixedPointOptions.defaults().memory(0));

    assertThat(shifted.status().kind()).isEqualTo(Kind.STALLED);
    assertThat(squared.status().kind()).isIn(Kind.DIVERGENT, Kind.NOT_A_NUMBER);
  }

  @Test
  void badStartsFailuresAndLimitsAreOutcomes() {
    assertThat(FixedPoint.of(x -> new double[] {Math.log(x[0])}, new double[] {-1}).status().kind())
        .isEqualTo(Kind.NOT_A_NUMBER);
    assertThat(
            FixedPoint.of(
                    x -> {
                      throw new IllegalStateException("no");
                    },
                    new double[] {1})
                .status()
                .kind())
        .isEqualTo(Kind.FAILED);
    FixedPoint limited =
        FixedPoint.of(
            x -> new double[] {Math.cos(x[0])},
            new double[] {1},
            FixedPointOptions.defaults().evaluations(3));
    assertThat(limited.status().kind()).isEqualTo(Kind.LIMIT);
    assertThat(limited.evaluations()).isEqualTo(3);
    assertThatThrownBy(() -> FixedPoint.of(x -> new double[1], new double[2]))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("an argument of length 2, a value of length 1");
  }
}
