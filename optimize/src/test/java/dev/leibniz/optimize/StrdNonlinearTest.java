package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The certified results of NIST's nonlinear data sets, from both starts, with default options.
final class StrdNonlinearTest {
  record Row(String name, int start) {}

  static List<Row> rows() {
    return StrdModels.BY_NAME.keySet().stream()
        .sorted()
        .flatMap(name -> List.of(new Row(name, 0), new Row(name, 1)).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void sevenCertifiedDigitsAreReached(Row row) {
    StrdFile file = StrdFile.read("/nist/nonlinear/" + row.name() + ".dat");

    Fit fit = LeastSquares.of(residuals(row.name(), file), file.starts()[row.start()]);

    assertThat(fit.status().converged()).as(fit.status().sentence()).isTrue();
    assertThat(fit.rank()).isEqualTo(file.certified().length);
    boolean atRoundingLevel = file.residualSumOfSquares() < 1e-20;
    for (int j = 0; j < fit.parameters().length; j++) {
      assertThat(fit.parameters()[j]).isCloseTo(file.certified()[j], withinPercentage(100 * 1e-7));
      assertThat(fit.standardDeviations()[j])
          .isCloseTo(file.deviations()[j], withinPercentage(atRoundingLevel ? 0.1 : 100 * 1e-5));
    }
    assertThat(fit.residualSumOfSquares())
        .isCloseTo(
            file.residualSumOfSquares(),
            within(atRoundingLevel ? 1e-20 : 1e-9 * file.residualSumOfSquares()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theGivenJacobianLeadsToTheSameFit(Row row) {
    StrdFile file = StrdFile.read("/nist/nonlinear/" + row.name() + ".dat");
    VectorFunction residuals = residuals(row.name(), file);
    FitOptions given = FitOptions.defaults().jacobian(Calculus.jacobian(residuals));

    assertThat(LeastSquares.of(residuals, file.starts()[row.start()], given).parameters())
        .containsExactly(LeastSquares.of(residuals, file.starts()[row.start()]).parameters());
  }

  static VectorFunction residuals(String name, StrdFile file) {
    return StrdModels.residuals(StrdModels.BY_NAME.get(name), file.x()[0], file.y());
  }
}
