package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import dev.leibniz.error.ArgumentException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoxTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final IntegrateOptions SIX_DIGITS =
      IntegrateOptions.defaults().relative(1e-6).absolute(0).evaluations(1_000_000);

  private static double[] all(int axes, double value) {
    double[] array = new double[axes];
    Arrays.fill(array, value);
    return array;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anExponentialOfASumIsAProduct(int axes) {
    Integral integral =
        Integrate.box(
            x -> Math.exp(Arrays.stream(x).sum()), all(axes, 0), all(axes, 1), SIX_DIGITS);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.value()).isCloseTo(Math.pow(Math.E - 1, axes), within(integral.error()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void infiniteSidesAreAllowed(int axes) {
    Integral integral =
        Integrate.box(
            x -> Math.exp(-Arrays.stream(x).map(t -> t * t).sum()),
            all(axes, -INFINITY),
            all(axes, INFINITY),
            SIX_DIGITS);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.value()).isCloseTo(Math.pow(Math.PI, 0.5 * axes), within(integral.error()));
    Integral quarter =
        Integrate.box(
            x -> Math.exp(-x[0] - x[1]),
            new double[] {0, -1},
            new double[] {INFINITY, INFINITY},
            SIX_DIGITS);
    assertThat(quarter.value()).isCloseTo(Math.E, within(quarter.error()));
  }

  @Test
  void aFaultAlongACoordinatePlaneIsFound() {
    Integral jump =
        Integrate.box(
            x -> x[0] < 0.3141 && x[1] < 0.2718 && x[2] < 0.5772 ? x[2] : 0,
            all(3, 0),
            all(3, 1),
            SIX_DIGITS);
    assertThat(jump.status().converged()).isTrue();
    assertThat(jump.value()).isCloseTo(0.3141 * 0.2718 * 0.5 * 0.5772 * 0.5772, within(1e-8));
    assertThat(jump.evaluations()).isLessThan(5_000);
  }

  @Test
  void aFaultAcrossTheAxesIsApproached() {
    IntegrateOptions threeDigits = IntegrateOptions.defaults().relative(1e-3).absolute(0);
    Integral disc =
        Integrate.box(
            x -> x[0] * x[0] + x[1] * x[1] < 1 ? 1 : 0, all(2, -1), all(2, 1), threeDigits);
    assertThat(disc.value()).isCloseTo(Math.PI, within(Math.max(disc.error(), 1e-3)));
  }

  @Test
  void aSmallSupportIsFound() {
    Integral integral =
        Integrate.box(x -> x[0] < 0.1 && x[1] < 0.07 ? 1 : 0, all(2, 0), all(2, 1), SIX_DIGITS);
    assertThat(integral.value()).isCloseTo(0.007, within(1e-8));
  }

  @Test
  void limitsInFallingOrderChangeTheSign() {
    double[] from = {1, 0};
    double[] to = {0, 2};
    assertThat(Integrate.box(x -> x[0] * x[1], from, to).value()).isCloseTo(-1, within(1e-10));
    assertThat(Integrate.box(x -> 1, all(2, 3), all(2, 3)).value()).isZero();
  }

  @Test
  void troubleIsNamedWithItsPlace() {
    Integral nan = Integrate.box(x -> Math.sqrt(x[0] - 0.5), all(2, 0), all(2, 1));
    assertThat(nan.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
    assertThat(nan.status().sentence()).contains("x = [");
    Integral thrown =
        Integrate.box(
            x -> {
              throw new IllegalStateException("no model");
            },
            all(2, 0),
            all(2, 1));
    assertThat(thrown.status().kind()).isEqualTo(Status.Kind.FAILED);
    IntegrateOptions few = SIX_DIGITS.evaluations(500);
    Integral limited = Integrate.box(x -> Math.sin(50 * x[0] * x[1]), all(2, 0), all(2, 1), few);
    assertThat(limited.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(limited.evaluations()).isLessThanOrEqualTo(500);
  }

  @Test
  void everyAxisHasTwoLimits() {
    assertThatThrownBy(() -> Integrate.box(x -> 1, all(2, 0), all(3, 1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("each axis has a lower and an upper limit");
    assertThatThrownBy(() -> Integrate.box(x -> 1, all(2, Double.NaN), all(2, 1)))
        .isInstanceOf(ArgumentException.class);
  }
}
