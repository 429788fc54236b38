package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Least squares within bounds: the conditions of Karush, Kuhn and Tucker as oracle.
final class BoundedFitTest {
  private static final VectorFunction ROSENBROCK =
      p -> new double[] {10 * (p[1] - p[0] * p[0]), 1 - p[0]};

  @ParameterizedTest
  @EnumSource(FitMethod.class)
  void aBoundThatCutsTheSolutionOffIsHeld(FitMethod method) {
    FitOptions options =
        FitOptions.defaults().method(method).bounds(new double[] {-2, -2}, new double[] {0.5, 2});
    Fit fit = LeastSquares.of(ROSENBROCK, new double[] {-1.2, 1}, options);

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    assertThat(fit.parameters()).containsExactly(new double[] {0.5, 0.25}, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(FitMethod.class)
  void boundsThatDoNotBindChangeNothing(FitMethod method) {
    FitOptions wide =
        FitOptions.defaults()
            .method(method)
            .bounds(new double[] {-1e3, -1e3}, new double[] {1e3, 1e3});
    Fit fit = LeastSquares.of(ROSENBROCK, new double[] {-1.2, 1}, wide);

    assertThat(fit.parameters()).containsExactly(new double[] {1, 1}, within(1e-10));
  }

  @Test
  void aParameterWithEqualBoundsStays() {
    FitOptions options = FitOptions.defaults().bounds(new double[] {-9, 3}, new double[] {9, 3});
    Fit fit = LeastSquares.of(ROSENBROCK, new double[] {2, 3}, options);

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    assertThat(fit.parameters()[1]).isEqualTo(3);
    assertKarushKuhnTucker(fit, ROSENBROCK, new double[] {-9, 3}, new double[] {9, 3});
  }

  @ParameterizedTest
  @EnumSource(FitMethod.class)
  void randomLinearProblemsEndWhereNoDirectionInsideFalls(FitMethod method) {
    Random random = new Random(11);
    for (int problem = 0; problem < 50; problem++) {
      int m = 8;
      int n = 5;
      double[][] a = new double[m][n];
      double[] b = new double[m];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          a[i][j] = random.nextGaussian();
        }
        b[i] = 3 * random.nextGaussian();
      }
      VectorFunction residuals =
          p -> {
            double[] r = new double[m];
            for (int i = 0; i < m; i++) {
              r[i] = -b[i];
              for (int j = 0; j < n; j++) {
                r[i] += a[i][j] * p[j];
              }
            }
            return r;
          };
      double[] lower = {0, 0, 0, -1, Double.NEGATIVE_INFINITY};
      double[] upper = {1, 2, Double.POSITIVE_INFINITY, 1, 0.5};
      FitOptions options = FitOptions.defaults().method(method).bounds(lower, upper);
      Fit fit = LeastSquares.of(residuals, new double[] {0.5, 1, 1, 0, 0}, options);

      assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
      assertKarushKuhnTucker(fit, residuals, lower, upper);
    }
  }

  private static void assertKarushKuhnTucker(
      Fit fit, VectorFunction residuals, double[] lower, double[] upper) {
    double[] gradient = Calculus.vjp(residuals).apply(fit.parameters(), fit.residuals());
    for (int j = 0; j < gradient.length; j++) {
      double p = fit.parameters()[j];
      assertThat(p).isBetween(lower[j], upper[j]);
      if (p > lower[j]) {
        assertThat(gradient[j]).isLessThan(1e-6);
      }
      if (p < upper[j]) {
        assertThat(gradient[j]).isGreaterThan(-1e-6);
      }
    }
  }

  @Test
  void aStartOutsideTheBoundsIsRefused() {
    FitOptions options = FitOptions.defaults().bounds(new double[] {0, 0}, new double[] {1, 1});

    assertThatThrownBy(() -> LeastSquares.of(ROSENBROCK, new double[] {0.5, 2}, options))
        .hasMessageContaining("start[1] = 2.0, bounds 0.0 and 1.0");
    assertThatThrownBy(() -> LeastSquares.of(ROSENBROCK, new double[3], options))
        .hasMessageContaining("2 bounds, 3 parameters");
    assertThatThrownBy(() -> FitOptions.defaults().bounds(new double[] {0, 2}, new double[] {1, 1}))
        .hasMessageContaining("parameter 1 with 2.0 and 1.0");
  }
}
