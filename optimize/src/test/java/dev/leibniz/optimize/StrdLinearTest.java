package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The certified results of NIST's linear data sets.
final class StrdLinearTest {
  /// A data set.
  ///
  /// @param degree of the polynomial in x; 0 for the columns of the file as they are
  /// @param digits relative errors of the parameters stay below this; for Filip the powers of x,
  ///   rounded to double before the fit sees them, leave no more than 7.6 digits
  record Row(String name, int degree, boolean intercept, double digits) {}

  static final List<Row> ROWS =
      List.of(
          new Row("Norris", 1, true, 1e-13),
          new Row("NoInt1", 1, false, 1e-13),
          new Row("Longley", 0, true, 1e-13),
          new Row("Filip", 10, true, 1e-6),
          new Row("Wampler1", 5, true, 1e-14),
          new Row("Wampler3", 5, true, 1e-14),
          new Row("Wampler5", 5, true, 1e-14));

  @ParameterizedTest
  @FieldSource("ROWS")
  void theCertifiedDigitsAreReached(Row row) {
    StrdFile file = StrdFile.read("/nist/linear/" + row.name() + ".dat");
    double[][] x = design(row, file);

    Fit fit = LeastSquares.linear(x, file.y());

    assertThat(fit.status().converged()).isTrue();
    assertThat(fit.rank()).isEqualTo(x[0].length);
    for (int j = 0; j < x[0].length; j++) {
      assertThat(fit.parameters()[j])
          .isCloseTo(file.certified()[j], withinPercentage(100 * row.digits()));
      if (file.residualDeviation() == 0) {
        assertThat(fit.standardDeviations()[j]).isCloseTo(0, within(1e-7));
      } else {
        assertThat(fit.standardDeviations()[j])
            .isCloseTo(
                file.deviations()[j], withinPercentage(100 * Math.max(1e-12, 10 * row.digits())));
      }
    }
    assertThat(fit.residualStandardDeviation())
        .isCloseTo(
            file.residualDeviation(),
            within(1e-2 * row.digits() + 1e-12 * file.residualDeviation()));
    assertThat(fit.rSquared()).isCloseTo(file.rSquared(), within(1e-5 * row.digits() + 1e-14));
  }

  static double[][] design(Row row, StrdFile file) {
    int first = row.intercept() ? 1 : 0;
    int predictors = row.degree() == 0 ? file.x().length : row.degree();
    double[][] x = new double[file.y().length][first + predictors];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = 1;
      for (int j = 0; j < predictors; j++) {
        x[i][first + j] = row.degree() == 0 ? file.x()[j][i] : Math.pow(file.x()[0][i], j + 1);
      }
    }
    return x;
  }
}
