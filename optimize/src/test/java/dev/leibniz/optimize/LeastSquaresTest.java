package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LeastSquaresTest {
  private static final double[] X = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final double[] LINE = {1.1, 2.9, 5.2, 6.8, 9.1, 11, 12.9, 15.2, 16.8, 19.1};
  private static final VectorFunction LINE_RESIDUALS =
      p -> {
        double[] r = new double[X.length];
        for (int i = 0; i < r.length; i++) {
          r[i] = LINE[i] - p[0] - p[1] * X[i];
        }
        return r;
      };

  private static double[][] lineDesign() {
    double[][] design = new double[X.length][];
    for (int i = 0; i < X.length; i++) {
      design[i] = new double[] {1, X[i]};
    }
    return design;
  }

  @ParameterizedTest
  @EnumSource(FitMethod.class)
  void aLinearModelFitsAsLinearLeastSquaresDoes(FitMethod method) {
    Fit linear = LeastSquares.linear(lineDesign(), LINE);
    FitOptions options = FitOptions.defaults().method(method).observations(LINE);
    Fit fit = LeastSquares.of(LINE_RESIDUALS, new double[] {50, -70}, options);

    for (int j = 0; j < 2; j++) {
      assertThat(fit.parameters()[j]).isCloseTo(linear.parameters()[j], within(1e-13));
      assertThat(fit.standardDeviations()[j])
          .isCloseTo(linear.standardDeviations()[j], within(1e-13));
      assertThat(fit.covariance()[j]).containsExactly(linear.covariance()[j], within(1e-14));
    }
    assertThat(fit.rSquared()).isCloseTo(linear.rSquared(), within(1e-14));
    assertThat(fit.residuals()).containsExactly(linear.residuals(), within(1e-13));
    assertThat(fit.details().residualEvaluations()).isLessThan(5);
  }

  @Test
  void aCurveFitsAsItsResidualsDo() {
    Fit line = LeastSquares.curve((x, p) -> p[0] + p[1] * x, X, LINE, new double[2]);
    Fit residuals =
        LeastSquares.of(LINE_RESIDUALS, new double[2], FitOptions.defaults().observations(LINE));

    assertThat(line.parameters()).containsExactly(residuals.parameters());
    assertThat(line.rSquared()).isEqualTo(residuals.rSquared());
    assertThatThrownBy(
            () -> LeastSquares.curve((x, p) -> p[0] * x, X, new double[3], new double[1]))
        .hasMessageContaining("LeastSquares.curve: x and y must have the same length; got x with");
  }

  @Test
  void fewerResidualsThanParametersAreFittedExactly() {
    Fit fit = LeastSquares.of(p -> new double[] {p[0] * p[0] + p[1] - 3}, new double[] {1, 1});

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    assertThat(fit.residualSumOfSquares()).isLessThan(1e-25);
    assertThat(fit.rank()).isEqualTo(1);
    assertThat(fit.standardDeviations()).containsOnly(Double.POSITIVE_INFINITY);
  }

  @Test
  void withoutObservationsRSquaredIsUnknown() {
    assertThat(LeastSquares.of(LINE_RESIDUALS, new double[2]).rSquared()).isNaN();
  }

  @Test
  void weightsCountAsRepeatedObservations() {
    double[] weights = {3, 1, 1, 2, 1, 1, 1, 1, 1, 4};
    double[][] rows = new double[16][];
    double[] observations = new double[16];
    int next = 0;
    for (int i = 0; i < X.length; i++) {
      for (int k = 0; k < weights[i]; k++) {
        rows[next] = new double[] {1, X[i]};
        observations[next++] = LINE[i];
      }
    }
    Fit repeated = LeastSquares.linear(rows, observations);
    FitOptions options = FitOptions.defaults().weights(weights).observations(LINE);
    Fit weighted = LeastSquares.of(LINE_RESIDUALS, new double[2], options);

    assertThat(weighted.parameters()).containsExactly(repeated.parameters(), within(1e-13));
    assertThat(weighted.residualSumOfSquares())
        .isCloseTo(repeated.residualSumOfSquares(), within(1e-13));
    assertThat(weighted.rSquared()).isCloseTo(repeated.rSquared(), within(1e-13));
  }

  @Test
  void dependentColumnsGiveTheSolutionOfLeastNorm() {
    double[][] x = {{1, 2, 1}, {2, 4, 0}, {3, 6, 1}, {4, 8, 5}};
    double[] y = {6, 10, 16, 25};
    Fit fit = LeastSquares.linear(x, y);

    assertThat(fit.rank()).isEqualTo(2);
    assertThat(fit.parameters()).containsExactly(new double[] {1, 2, 1}, within(1e-13));
    assertThat(fit.standardDeviations()[0]).isInfinite();
    assertThat(fit.standardDeviations()[1]).isInfinite();
    assertThat(fit.standardDeviations()[2]).isFinite();
    assertThat(fit.status().sentence()).contains("rank 2 of 3");
  }

  @Test
  void fewerRowsThanColumnsGiveTheSolutionOfLeastNorm() {
    Fit fit = LeastSquares.linear(new double[][] {{3, 4}}, new double[] {25});

    assertThat(fit.parameters()).containsExactly(new double[] {3, 4}, within(1e-14));
    assertThat(fit.rank()).isEqualTo(1);
    assertThat(fit.residualStandardDeviation()).isInfinite();
  }

  @Test
  void rankDoesNotDependOnTheUnits() {
    Random random = new Random(7);
    double[][] x = new double[12][4];
    for (double[] row : x) {
      row[0] = random.nextGaussian() * 1e-200;
      row[1] = random.nextGaussian();
      row[2] = random.nextGaussian() * 1e150;
      row[3] = row[1] + row[0] * 1e200;
    }
    assertThat(LeastSquares.linear(x, new double[12]).rank()).isEqualTo(3);
  }

  @Test
  void refinementSolvesHilbertsSystem() {
    int n = 8;
    double[][] x = new double[n + 4][n];
    double[] y = new double[n + 4];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < n; j++) {
        x[i][j] = 360360.0 / (i + j + 1);
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = Arrays.stream(x[i]).map(Math::rint).toArray();
      for (int j = 0; j < n; j++) {
        y[i] += x[i][j];
      }
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);

    assertThat(LeastSquares.linear(x, y).parameters()).containsExactly(ones, within(1e-13));
  }

  @Test
  void linearRefusesWhatDoesNotFit() {
    assertThatThrownBy(() -> LeastSquares.linear(new double[0][], new double[0]))
        .isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> LeastSquares.linear(new double[][] {{1}, {2}}, new double[1]))
        .hasMessageContaining(
            "LeastSquares.linear: x must have a row for each element of y; got x with 2 rows, y"
                + " with 1 elements.");
    assertThatThrownBy(() -> LeastSquares.linear(new double[][] {{1, 2}, {2}}, new double[2]))
        .hasMessageContaining("x[0] with 2 elements, x[1] with 1");
    assertThatThrownBy(() -> LeastSquares.linear(new double[][] {{1}, {Double.NaN}}, new double[2]))
        .hasMessageContaining("x[1][0] = NaN");
  }

  @Test
  void aParameterThatDoesNotMatterHasInfiniteDeviation() {
    Fit fit =
        LeastSquares.of(
            p -> new double[] {p[0] - 1, p[0] - 2, p[0] - 3 + 0 * p[1]}, new double[] {9, 5});

    assertThat(fit.status().converged()).isTrue();
    assertThat(fit.rank()).isEqualTo(1);
    assertThat(fit.parameters()).containsExactly(new double[] {2, 5}, within(1e-14));
    assertThat(fit.standardDeviations()[0]).isCloseTo(1 / Math.sqrt(3), within(1e-14));
    assertThat(fit.standardDeviations()[1]).isInfinite();
  }

  @Test
  void aMinimumWhereTheJacobianVanishesIsFound() {
    Fit fit = LeastSquares.of(p -> new double[] {p[0] * p[0] + 1}, new double[] {3});

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    assertThat(fit.parameters()[0]).isCloseTo(0, within(1e-6));
    assertThat(fit.residualSumOfSquares()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aStartWhereTheResidualsAreFlatUpToRoundingIsAnOutcome() {
    StrdFile file = StrdFile.read("/nist/nonlinear/Eckerle4.dat");
    VectorFunction residuals = StrdNonlinearTest.residuals("Eckerle4", file);
    Fit fit = LeastSquares.of(residuals, new double[] {1.5, 5, 600});

    assertThat(fit.status().kind()).isEqualTo(Kind.STALLED);
    assertThat(fit.status().sentence()).contains("the residuals are flat here");
  }

  @Test
  void limitsAreOutcomesWithTheBestParametersSoFar() {
    VectorFunction rosenbrock = p -> new double[] {10 * (p[1] - p[0] * p[0]), 1 - p[0]};
    double[] start = {-1.2, 1};
    for (FitOptions options :
        List.of(
            FitOptions.defaults().iterations(3),
            FitOptions.defaults().evaluations(3),
            FitOptions.defaults().time(Duration.ZERO))) {
      Fit fit = LeastSquares.of(rosenbrock, start, options);
      assertThat(fit.status().kind()).isEqualTo(Kind.LIMIT);
      assertThat(fit.residualSumOfSquares()).isLessThanOrEqualTo(24.2);
      assertThat(fit.details().residualEvaluations()).isLessThan(10);
    }
  }

  @Test
  void theListenerHearsOfEachStepAndMayEndTheFit() {
    VectorFunction rosenbrock = p -> new double[] {10 * (p[1] - p[0] * p[0]), 1 - p[0]};
    List<Double> objectives = new ArrayList<>();
    FitOptions options =
        FitOptions.defaults()
            .listener(progress -> {
              objectives.add(progress.objective());
              return progress.iteration() < 4;
            });
    Fit fit = LeastSquares.of(rosenbrock, new double[] {-1.2, 1}, options);

    assertThat(fit.status().kind()).isEqualTo(Kind.STOPPED);
    assertThat(objectives).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(fit.residualSumOfSquares()).isEqualTo(objectives.getLast());
  }

  @Test
  void badStartsAreOutcomes() {
    Fit notANumber = LeastSquares.of(p -> new double[] {1, Math.log(p[0])}, new double[] {-1});
    Fit infinite = LeastSquares.of(p -> new double[] {1 / p[0]}, new double[] {0});
    Fit derivative = LeastSquares.of(p -> new double[] {Math.sqrt(p[0]) - 1}, new double[] {0});
    VectorFunction throwing =
        p -> {
          if (p[0] > 0) {
            throw new IllegalStateException("no");
          }
          return p;
        };
    Fit failed = LeastSquares.of(throwing, new double[] {1});

    assertThat(notANumber.status().kind()).isEqualTo(Kind.NOT_A_NUMBER);
    assertThat(notANumber.status().sentence()).isEqualTo("at the start residual 1 is NaN");
    assertThat(notANumber.parameters()).containsExactly(-1);
    assertThat(infinite.status().sentence()).isEqualTo("at the start residual 0 is Infinity");
    assertThat(derivative.status().sentence())
        .isEqualTo("at the start the derivative of residual 0 in parameter 0 is Infinity");
    assertThat(failed.status().kind()).isEqualTo(Kind.FAILED);
    assertThat(failed.status().sentence())
        .isEqualTo("at the start the residuals threw java.lang.IllegalStateException: no");
  }

  @Test
  void regionsWithoutValuesAreAvoided() {
    Fit fit =
        LeastSquares.of(
            p -> new double[] {Math.log(p[0]) + 3, 1e-3 * (p[0] - 1)}, new double[] {9});

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    assertThat(fit.parameters()[0]).isCloseTo(Math.exp(-3), within(1e-6));
  }

  @Test
  void aWrongJacobianIsAnOutcome() {
    Fit fit =
        LeastSquares.of(
            LINE_RESIDUALS,
            new double[2],
            FitOptions.defaults()
                .jacobian(p -> {
                  double[][] rows = new double[X.length][];
                  for (int i = 0; i < rows.length; i++) {
                    rows[i] = new double[] {1, X[i]};
                  }
                  return rows;
                }));

    assertThat(fit.status().kind()).isEqualTo(Kind.STALLED);
    assertThat(fit.status().sentence()).contains("the Jacobian is not theirs");
  }

  @Test
  void sizesThatDifferAreRefused() {
    double[] start = new double[2];
    assertThatThrownBy(() -> LeastSquares.of(LINE_RESIDUALS, new double[0]))
        .isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> LeastSquares.of(p -> new double[0], start))
        .hasMessageContaining("LeastSquares.of: there must be residuals");
    assertThatThrownBy(
            () -> LeastSquares.of(LINE_RESIDUALS, start, FitOptions.defaults().weights(1, 2, 3)))
        .hasMessageContaining("3 weights, 10 residuals");
    assertThatThrownBy(() ->
            LeastSquares.of(
                LINE_RESIDUALS,
                start,
                FitOptions.defaults().jacobian(p -> new double[][] {{1, 2}})))
        .hasMessageContaining("1 rows of 2, for 10 residuals and 2 parameters");
    assertThatThrownBy(
            () -> LeastSquares.of(LINE_RESIDUALS, new double[] {0, Double.POSITIVE_INFINITY}))
        .hasMessageContaining("start[1] = Infinity");
    assertThatThrownBy(() -> FitOptions.defaults().weights(1, -1))
        .hasMessageContaining("weight 1 = -1.0");
  }
}
