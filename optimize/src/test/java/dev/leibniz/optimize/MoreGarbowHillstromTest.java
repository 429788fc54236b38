package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MoreGarbowHillstromTest {
  static Stream<MoreGarbowHillstrom.Problem> problems() {
    return MoreGarbowHillstrom.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theSumOfSquaresAtTheStartIsThePublishedOne(MoreGarbowHillstrom.Problem problem) {
    double[] residuals = problem.residuals().apply(problem.start());

    assertThat(Compensated.sumOfSquares(residuals))
        .isCloseTo(problem.atStart(), within(1e-12 * problem.atStart()));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theMinimumIsReachedWithDefaults(MoreGarbowHillstrom.Problem problem) {
    check(problem, FitOptions.defaults());
  }

  @ParameterizedTest
  @MethodSource("problems")
  void theMinimumIsReachedAlongPowellsPath(MoreGarbowHillstrom.Problem problem) {
    check(problem, FitOptions.defaults().method(FitMethod.DOGLEG));
  }

  private static void check(MoreGarbowHillstrom.Problem problem, FitOptions options) {
    Fit fit = LeastSquares.of(problem.residuals(), problem.start(), options);

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    double excess = fit.residualSumOfSquares() - problem.minimum();
    assertThat(excess).isLessThan(problem.minimum() == 0 ? 1e-25 : 1e-8 * problem.minimum());
  }

  @ParameterizedTest
  @EnumSource(FitMethod.class)
  void aLinearProblemOfRankOneIsReportedAsSuch(FitMethod method) {
    MoreGarbowHillstrom.Problem problem = named("33 Linear of rank 1, n = 5, m = 10");

    Fit fit =
        LeastSquares.of(problem.residuals(), problem.start(), FitOptions.defaults().method(method));

    assertThat(fit.rank()).isEqualTo(1);
    assertThat(fit.standardDeviations()).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(fit.residualStandardDeviation()).isCloseTo(Math.sqrt(15.0 / 7 / 9), within(1e-12));
  }

  private static MoreGarbowHillstrom.Problem named(String name) {
    List<MoreGarbowHillstrom.Problem> found =
        MoreGarbowHillstrom.ALL.stream().filter(p -> p.name().equals(name)).toList();
    return found.getFirst();
  }
}
