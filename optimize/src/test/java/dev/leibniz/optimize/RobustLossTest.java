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

final class RobustLossTest {
  private static final double[] Y = new double[60];
  private static final VectorFunction RESIDUALS =
      p -> {
        double[] r = new double[Y.length];
        for (int i = 0; i < r.length; i++) {
          r[i] = p[0] * Math.exp(-p[1] * i / 20) - Y[i];
        }
        return r;
      };

  static {
    Random random = new Random(5);
    for (int i = 0; i < Y.length; i++) {
      Y[i] = 3 * Math.exp(-0.7 * i / 20) + 0.01 * random.nextGaussian();
      if (i % 10 == 3) {
        Y[i] += 2;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RobustLoss.Kind.class)
  void influenceAndCurvatureAreTheDerivativesOfHalfTheLoss(RobustLoss.Kind kind) {
    RobustLoss loss = new RobustLoss(kind, 0.7);
    double h = 1e-5;
    for (double r : new double[] {-3, -0.5, -1e-3, 0, 0.2, 0.6, 0.8, 5}) {
      double slope = (loss.of(r + h) - loss.of(r - h)) / (4 * h);
      double bend = (loss.influence(r + h) - loss.influence(r - h)) / (2 * h);
      assertThat(loss.influence(r)).isCloseTo(slope, within(1e-8));
      assertThat(loss.curvature(r)).isCloseTo(bend, within(1e-8));
    }
    assertThat(loss.of(1e-4)).isCloseTo(1e-8, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(RobustLoss.Kind.class)
  void theGradientOfTheLossVanishesAtTheFit(RobustLoss.Kind kind) {
    RobustLoss loss = new RobustLoss(kind, 0.03);
    Fit fit = LeastSquares.of(RESIDUALS, new double[] {2.5, 0.6}, FitOptions.defaults().loss(loss));

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    double[] influence = new double[Y.length];
    for (int i = 0; i < Y.length; i++) {
      influence[i] = loss.influence(fit.residuals()[i]);
    }
    assertThat(Calculus.vjp(RESIDUALS).apply(fit.parameters(), influence))
        .containsExactly(new double[2], within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(value = RobustLoss.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "SQUARES")
  void outliersCountLess(RobustLoss.Kind kind) {
    double[] start = {2.5, 0.6};
    Fit squares = LeastSquares.of(RESIDUALS, start);
    Fit robust =
        LeastSquares.of(RESIDUALS, start, FitOptions.defaults().loss(new RobustLoss(kind, 0.03)));

    assertThat(Math.abs(squares.parameters()[0] - 3)).isGreaterThan(0.1);
    assertThat(robust.parameters()[0]).isCloseTo(3, within(0.03));
    assertThat(robust.parameters()[1]).isCloseTo(0.7, within(0.03));
    assertThat(robust.standardDeviations()[0]).isLessThan(squares.standardDeviations()[0] / 4);
  }

  @Test
  void theLossOfSmallResidualsIsTheirSquare() {
    double[] start = {2.5, 0.6};
    Fit squares = LeastSquares.of(RESIDUALS, start);
    Fit huber =
        LeastSquares.of(RESIDUALS, start, FitOptions.defaults().loss(RobustLoss.huber(100)));

    assertThat(huber.parameters()).containsExactly(squares.parameters(), within(1e-10));
    assertThat(huber.standardDeviations())
        .containsExactly(squares.standardDeviations(), within(1e-10));
  }

  @Test
  void aScaleThatIsNotPositiveIsRefused() {
    assertThatThrownBy(() -> RobustLoss.cauchy(0)).hasMessageContaining("scale = 0.0");
  }
}
