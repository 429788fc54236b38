package dev.leibniz.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.bench.Genz.Family;
import dev.leibniz.bench.GenzReport.Row;
import dev.leibniz.integrate.Integral;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.integrate.IntegrateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The families of Genz beside `genz.csv`, by the automatic entry point.
final class GenzTest {
  @TestFactory
  Stream<DynamicTest> everyMemberIsWithinItsToleranceAndItsErrorEstimate() throws IOException {
    try (InputStream file = GenzTest.class.getResourceAsStream("genz.csv")) {
      assertThat(file).isNotNull();
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .skip(1)
          .map(line -> line.split(";", -1))
          .map(line -> DynamicTest.dynamicTest(line[0] + " " + line[1], () -> check(line)));
    }
  }

  private static void check(String[] line) {
    Family family = Family.of(Integer.parseInt(line[0]));
    Genz member = new Genz(family, numbers(line[1]), numbers(line[2]));
    double value = Double.parseDouble(line[3]);
    assertThat(member.integral()).isCloseTo(value, within(1e-14 * Math.abs(value)));
    double tolerance = tolerance(family, member.axes());
    double[] ones = new double[member.axes()];
    Arrays.fill(ones, 1);
    Integral found =
        Integrate.box(
            member.integrand(),
            new double[member.axes()],
            ones,
            IntegrateOptions.defaults().relative(tolerance).absolute(0).evaluations(1_000_000));
    assertThat(found.status().converged()).as(found.status().sentence()).isTrue();
    assertThat(found.value()).isCloseTo(value, within(tolerance * Math.abs(value)));
    assertThat(found.value()).isCloseTo(value, within(found.error() + Math.ulp(value)));
  }

  private static double tolerance(Family family, int axes) {
    double looser = family == Family.DISCONTINUOUS ? 10 : 1;
    if (axes <= 3) {
      return 1e-6 * looser;
    }
    return (axes <= 5 ? 1e-3 : 1e-2) * looser;
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /// A sample of what [GenzReport] measures.
  @Test
  void mostRandomMembersConvergeAndErrorsAreHonest() {
    List<Row> rows = GenzReport.rows(240);
    assertThat(GenzReport.converged(rows, 5)).isGreaterThanOrEqualTo(0.9);
    assertThat(GenzReport.converged(rows, 8)).isGreaterThanOrEqualTo(0.7);
    assertThat(GenzReport.covered(rows, false)).isGreaterThanOrEqualTo(0.99);
    assertThat(GenzReport.covered(rows, true)).isGreaterThanOrEqualTo(0.8);
    assertThat(GenzReport.medianRatio(rows)).isBetween(1.0, 1000.0);
  }
}
