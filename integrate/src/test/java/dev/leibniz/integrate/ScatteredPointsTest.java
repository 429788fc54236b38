package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.RandomKey;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScatteredPointsTest {
  private static final MultivariateFunction SMOOTH = x -> Math.exp(x[0] * x[1] + x[2] - x[3]);

  /// (Ei(1) − γ)(e − 1)(1 − 1/e).
  private static final double SMOOTH_VALUE = 1.3179021514544038 * (Math.E - 1) * (1 - Math.exp(-1));

  private static double[] all(int axes, double value) {
    double[] array = new double[axes];
    Arrays.fill(array, value);
    return array;
  }

  /// A product of functions with mean one that depends on all axes, on the later ones less.
  private static double product(double[] x) {
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      product *= 1 + (Math.exp(x[i]) - (Math.E - 1)) / (i + 1);
    }
    return product;
  }

  /// Of the first 2ᵏ points of a net one lies in every stratum of an axis, and for the first two
  /// axes in every rectangle of volume 2⁻ᵏ with dyadic sides, scrambled or not.
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 10})
  void scrambledSobolPointsFormANet(int logarithm) {
    int count = 1 << logarithm;
    Sobol sobol = new Sobol(1024, new SplittableRandom(5));
    double[][] points = new double[count][1024];
    for (int i = 0; i < count; i++) {
      sobol.point(i, points[i]);
    }
    for (int axis : new int[] {0, 1, 2, 17, 1023}) {
      assertThat(Arrays.stream(points).mapToInt(x -> (int) (x[axis] * count)).distinct().count())
          .isEqualTo(count);
    }
    for (int first = 0; first <= logarithm; first++) {
      int columns = 1 << first;
      int rows = count / columns;
      long cells =
          Arrays.stream(points)
              .mapToInt(x -> ((int) (x[0] * columns)) * rows + (int) (x[1] * rows))
              .distinct()
              .count();
      assertThat(cells).isEqualTo(count);
    }
  }

  @ParameterizedTest
  @EnumSource(PointSet.class)
  void theErrorOfAThousandRunsIsCovered(PointSet points) {
    IntegrateOptions options = IntegrateOptions.defaults().evaluations(1024);
    int covered = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Integral integral =
          Integrate.quasiMonteCarlo(
              SMOOTH, all(4, 0), all(4, 1), points, RandomKey.of(seed), options);
      covered += Math.abs(integral.value() - SMOOTH_VALUE) <= integral.error() ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(980);
  }

  @Test
  void theErrorOfPlainMonteCarloIsCovered() {
    IntegrateOptions options = IntegrateOptions.defaults().evaluations(1024);
    int covered = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Integral integral =
          Integrate.monteCarlo(SMOOTH, all(4, 0), all(4, 1), RandomKey.of(seed), options);
      covered += Math.abs(integral.value() - SMOOTH_VALUE) <= integral.error() ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(985);
  }

  /// From 2¹² to 2¹⁶ points the error of independent points would fall by 4.
  @ParameterizedTest
  @EnumSource(PointSet.class)
  void theErrorFallsFasterThanOfIndependentPoints(PointSet points) {
    double before = error(points, 1 << 12);
    double after = error(points, 1 << 16);
    assertThat(after).isLessThan(before / 16);
  }

  private static double error(PointSet points, int count) {
    IntegrateOptions options =
        IntegrateOptions.defaults().relative(0).absolute(0).evaluations(count);
    return Integrate.quasiMonteCarlo(
            ScatteredPointsTest::product, all(10, 0), all(10, 1), points, RandomKey.of(3), options)
        .error();
  }

  @Test
  void beyondEightAxesTheBoxIsScattered() {
    IntegrateOptions options = IntegrateOptions.defaults().relative(1e-3).evaluations(1_000_000);
    Integral integral =
        Integrate.box(ScatteredPointsTest::product, all(20, 0), all(20, 1), options);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.value()).isCloseTo(1, within(integral.error()));
    assertThat(Integrate.box(ScatteredPointsTest::product, all(20, 0), all(20, 1), options))
        .isEqualTo(integral);
  }

  @Test
  void importanceSamplingReachesASmallProbability() {
    Proposal tail =
        new Proposal() {
          @Override
          public double[] point(double[] uniform) {
            return new double[] {5 - Math.log(uniform[0]) / 5};
          }

          @Override
          public double density(double[] x) {
            return 5 * Math.exp(-5 * (x[0] - 5));
          }
        };
    IntegrateOptions options = IntegrateOptions.defaults().relative(1e-2).absolute(0);
    Integral integral =
        Integrate.importanceSampling(
            x -> x[0] > 5 ? Math.exp(-0.5 * x[0] * x[0]) / Math.sqrt(2 * Math.PI) : 0,
            1,
            tail,
            RandomKey.of(7),
            options);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.value()).isCloseTo(2.866515718791939e-7, within(integral.error()));
  }

  @Test
  void theLimitIsKeptAndTooManyAxesAreAnError() {
    IntegrateOptions few = IntegrateOptions.defaults().evaluations(2000);
    Integral integral =
        Integrate.quasiMonteCarlo(
            SMOOTH, all(4, 0), all(4, 1), PointSet.SOBOL, RandomKey.of(1), few);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(integral.evaluations()).isLessThanOrEqualTo(2000);
    assertThatThrownBy(() ->
            Integrate.quasiMonteCarlo(
                x -> 1, all(251, 0), all(251, 1), PointSet.LATTICE, RandomKey.of(1), few))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("LATTICE has 250");
  }
}
