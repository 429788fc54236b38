package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.SparseMatrix;
import dev.leibniz.calculus.SparsityPattern;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SparseFitTest {
  private static final FitOptions SPARSE = FitOptions.defaults().sparse();

  /// Broyden's tridiagonal function (Moré, Garbow and Hillstrom 1981, no. 30).
  private static double[] tridiagonal(double[] x) {
    double[] r = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      r[i] = (3 - 2 * x[i]) * x[i] + 1;
      if (i > 0) {
        r[i] -= x[i - 1];
      }
      if (i + 1 < x.length) {
        r[i] -= 2 * x[i + 1];
      }
    }
    return r;
  }

  /// Distances of data from a smooth curve through them, and its bends.
  private static VectorFunction smoothing(double[] y, double stiffness) {
    return p -> {
      double[] r = new double[2 * y.length - 2];
      for (int i = 0; i < y.length; i++) {
        r[i] = p[i] - y[i];
      }
      for (int i = 1; i + 1 < y.length; i++) {
        r[y.length + i - 1] = stiffness * (p[i - 1] - 2 * p[i] + p[i + 1]);
      }
      return r;
    };
  }

  private static double[] noise(int n) {
    Random random = new Random(7);
    return random.doubles(n, -1, 1).toArray();
  }

  private static double[] filled(int n, double value) {
    double[] x = new double[n];
    Arrays.fill(x, value);
    return x;
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int j = 0; j < actual.length; j++) {
      assertThat(actual[j])
          .as("element %d", j)
          .isCloseTo(expected[j], within(relative * Math.max(1, Math.abs(expected[j]))));
    }
  }

  static Stream<MoreGarbowHillstrom.Problem> published() {
    return MoreGarbowHillstrom.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("published")
  void aSparseFitEndsAtThePublishedMinimum(MoreGarbowHillstrom.Problem problem) {
    Fit fit = LeastSquares.of(problem.residuals(), problem.start(), SPARSE);
    assertThat(fit.residualSumOfSquares())
        .isCloseTo(problem.minimum(), within(Math.max(1e-10, 1e-6 * problem.minimum())));
  }

  @ParameterizedTest
  @EnumSource(FitMethod.class)
  void sparseAndDenseFitsAgree(FitMethod method) {
    VectorFunction residuals = smoothing(noise(40), 3);
    FitOptions options = FitOptions.defaults().method(method);
    Fit dense = LeastSquares.of(residuals, new double[40], options);
    Fit sparse = LeastSquares.of(residuals, new double[40], options.sparse());
    assertClose(sparse.parameters(), dense.parameters(), 1e-12);
    assertClose(sparse.standardDeviations(), dense.standardDeviations(), 1e-10);
    assertThat(sparse.rank()).isEqualTo(40);
    assertThat(sparse.covariance()).isEmpty();
  }

  @Test
  void boundsWeightsAndLossesHoldForSparseFits() {
    VectorFunction residuals = smoothing(noise(30), 2);
    double[] weights = IntStream.range(0, 58).mapToDouble(i -> 1 + i % 3).toArray();
    FitOptions options =
        FitOptions.defaults()
            .bounds(filled(30, -0.2), filled(30, 0.3))
            .weights(weights)
            .loss(RobustLoss.softL1(0.5));
    Fit dense = LeastSquares.of(residuals, new double[30], options);
    Fit sparse = LeastSquares.of(residuals, new double[30], options.sparse());
    assertClose(sparse.parameters(), dense.parameters(), 1e-8);
    assertThat(sparse.parameters()).contains(0.3).contains(-0.2);
  }

  @Test
  void thousandsOfParametersAreFitted() {
    Fit fit = LeastSquares.of(SparseFitTest::tridiagonal, filled(3000, -1), SPARSE);
    assertThat(fit.status().converged()).isTrue();
    assertThat(fit.residualSumOfSquares()).isLessThan(1e-20);
  }

  @Test
  void aParameterThatNoResidualReadsIsNotDetermined() {
    Fit fit =
        LeastSquares.of(
            p -> new double[] {p[0] - 1, p[0] - 2, p[2] - p[1], p[2] - p[1] + 1},
            new double[] {0, 0, 0, 5},
            SPARSE);
    assertThat(fit.rank()).isEqualTo(2);
    assertThat(fit.parameters()[0]).isCloseTo(1.5, within(1e-12));
    assertThat(fit.parameters()[3]).isEqualTo(5);
    assertThat(fit.standardDeviations()[0]).isFinite();
    assertThat(Arrays.copyOfRange(fit.standardDeviations(), 1, 4))
        .containsOnly(Double.POSITIVE_INFINITY);
  }

  @Test
  void aPatternThatIsKnownIsTaken() {
    double[] start = filled(50, -1);
    SparsityPattern pattern = Calculus.jacobianPattern(SparseFitTest::tridiagonal, start);
    Fit known =
        LeastSquares.of(
            SparseFitTest::tridiagonal,
            start,
            FitOptions.defaults()
                .sparseJacobian(Calculus.sparseJacobian(SparseFitTest::tridiagonal, pattern)));
    Fit found = LeastSquares.of(SparseFitTest::tridiagonal, start, SPARSE);
    assertThat(known.parameters()).containsExactly(found.parameters());
  }

  @Test
  void aSparseJacobianOfAnotherSizeIsRefused() {
    SparseMatrix small =
        new SparseMatrix(SparsityPattern.of(1, List.of(new int[] {0})), new double[] {1});
    assertThatThrownBy(() ->
            LeastSquares.of(
                SparseFitTest::tridiagonal,
                filled(3, -1),
                FitOptions.defaults().sparseJacobian(x -> small)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("1 rows of 1, for 3 residuals and 3 parameters");
  }

  @Test
  void theTriangleHasTheSquareOfTheMatrix() {
    Random random = new Random(3);
    int n = 25;
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      places.add(random.ints(3, 0, n).sorted().distinct().toArray());
    }
    int[][] rows = places.toArray(int[][]::new);
    double[][] values = new double[rows.length][];
    Arrays.setAll(values, i -> random.doubles(rows[i].length, -1, 1).toArray());
    SparseRows matrix = new SparseRows(n, rows, values, MinimumDegree.order(n, rows));
    SparseQr factors = matrix.factors(new boolean[n], filled(n, 1), random.doubles(60).toArray());
    double[] ordered = random.doubles(n).toArray();
    double[] v = factors.unpivot(ordered);
    double[] image = new double[60];
    matrix.addProduct(v, image);
    double[] expected = matrix.transposedTimes(image);
    double[] square = factors.unpivot(factors.transposedTimes(factors.times(ordered)));
    assertClose(square, expected, 1e-13);
    assertClose(factors.times(factors.solve()), factors.right(), 1e-12);
  }

  @Test
  void theOrderKeepsAnArrowSparse() {
    int n = 200;
    int[][] rows = new int[n - 1][];
    Arrays.setAll(rows, i -> new int[] {0, i + 1});
    assertThat(MinimumDegree.order(n, rows)[0]).isEqualTo(1);
    assertThat(MinimumDegree.order(n, rows)).doesNotHaveDuplicates().contains(0, n - 1);
    int[] place = new int[n];
    int[] order = MinimumDegree.order(n, rows);
    for (int k = 0; k < n; k++) {
      place[order[k]] = k;
    }
    assertThat(place[0]).isGreaterThanOrEqualTo(n - 2);
  }
}
