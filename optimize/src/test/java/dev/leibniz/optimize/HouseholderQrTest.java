package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HouseholderQrTest {
  private static double[][] random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] result = new double[rows][columns];
    for (double[] row : result) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return result;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 3", "7, 4", "4, 7", "30, 12"})
  void qTimesRIsTheMatrixWithItsColumnsPermuted(int rows, int columns) {
    double[][] a = random(rows, columns, 3);
    HouseholderQr factors = HouseholderQr.of(a, columns);

    for (int k = 0; k < columns; k++) {
      double[] column = new double[columns];
      for (int i = 0; i <= k; i++) {
        column[i] = factors.r(i, k);
      }
      double[] product = factors.times(column);
      for (int i = 0; i < rows; i++) {
        assertThat(product[i]).isCloseTo(a[i][factors.pivot(k)], within(1e-13));
      }
    }
    assertThat(factors.rank()).isEqualTo(Math.min(rows, columns));
  }

  @Test
  void theDiagonalOfRFallsInSize() {
    HouseholderQr factors = HouseholderQr.of(random(20, 9, 4), 9);

    for (int k = 1; k < 9; k++) {
      assertThat(Math.abs(factors.r(k, k)))
          .isLessThanOrEqualTo(Math.abs(factors.r(k - 1, k - 1)) * (1 + 1e-12));
    }
  }

  @Test
  void qIsOrthogonal() {
    HouseholderQr factors = HouseholderQr.of(random(10, 6, 5), 6);
    double[] b = random(1, 10, 6)[0];

    assertThat(factors.times(factors.transposeTimes(b))).containsExactly(b, within(1e-14));
    assertThat(HouseholderQr.norm(factors.transposeTimes(b), 0))
        .isCloseTo(HouseholderQr.norm(b, 0), within(1e-14));
  }

  @Test
  void triangularSolvesInvertR() {
    HouseholderQr factors = HouseholderQr.of(random(10, 6, 7), 6);
    double[] b = random(1, 6, 8)[0];
    double[] y = factors.solve(b, 6);
    double[] z = factors.solveTransposed(b, 6);
    for (int i = 0; i < 6; i++) {
      double row = 0;
      double column = 0;
      for (int j = 0; j < 6; j++) {
        row += j >= i ? factors.r(i, j) * y[j] : 0;
        column += j <= i ? factors.r(j, i) * z[j] : 0;
      }
      assertThat(row).isCloseTo(b[i], within(1e-13));
      assertThat(column).isCloseTo(b[i], within(1e-13));
    }
  }

  @Test
  void normsNeitherOverflowNorUnderflow() {
    assertThat(HouseholderQr.norm(new double[] {3e200, 4e200}, 0)).isCloseTo(5e200, within(1e185));
    assertThat(HouseholderQr.norm(new double[] {3e-200, 4e-200}, 0))
        .isCloseTo(5e-200, within(1e-215));
    assertThat(HouseholderQr.norm(new double[] {7, 3, 4}, 1)).isEqualTo(5);
    assertThat(HouseholderQr.norm(new double[] {1, Double.NaN}, 0)).isNaN();
    assertThat(HouseholderQr.norm(new double[0], 0)).isZero();
  }

  @Test
  void theDampedTriangleSolvesTheDampedProblem() {
    HouseholderQr factors = HouseholderQr.of(random(10, 5, 9), 5);
    double[] right = random(1, 5, 10)[0];
    double damping = 0.3;
    double[] x = new DampedTriangle(factors, right, damping).solve();

    for (int j = 0; j < 5; j++) {
      double gradient = damping * damping * x[j];
      for (int i = 0; i <= j; i++) {
        double row = -right[i];
        for (int k = i; k < 5; k++) {
          row += factors.r(i, k) * x[k];
        }
        gradient += factors.r(i, j) * row;
      }
      assertThat(gradient).isCloseTo(0, within(1e-13));
    }
  }

  @Test
  void sumsOfProductsKeepWhatCancellationWouldLose() {
    double sum =
        new Compensated()
            .plusProduct(1e16, 1)
            .plusProduct(3, 0.1)
            .plusProduct(-1e16, 1)
            .plus(1e-20)
            .value();

    assertThat(sum).isCloseTo(0.30000000000000004, within(2e-17));
  }
}
