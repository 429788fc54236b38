package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.calculus.UnivariateFunction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The integrals of `quadrature_1d.csv` by the automatic entry point.
final class ReferenceIntegralsTest {
  private static final Map<String, UnivariateFunction> INTEGRANDS =
      Map.ofEntries(
          Map.entry("abs_osc", x -> Math.abs(Math.sin(10 * x))),
          Map.entry("airy_like", x -> x * x / (Math.exp(x) * Math.pow(1 + Math.exp(-x), 2))),
          Map.entry("chebyshev_w", x -> Math.exp(x) / Math.sqrt(1 - x * x)),
          Map.entry("cos_over", x -> Math.cos(3 * x) / (1 + x * x)),
          Map.entry("euler_gamma", x -> -Math.exp(-x) * Math.log(x)),
          Map.entry("fermi", x -> x / (Math.exp(x) + 1)),
          Map.entry(
              "humps",
              x -> 1 / ((x - 0.3) * (x - 0.3) + 0.01) + 1 / ((x - 0.9) * (x - 0.9) + 0.04) - 6),
          Map.entry("log_end", Math::log),
          Map.entry("log_sin", x -> Math.log(Math.sin(x))),
          Map.entry("lorentz", x -> 1 / (1 + x * x)),
          Map.entry("narrow_gauss", x -> Math.exp(-Math.pow((x - 0.37) / 0.001, 2))),
          Map.entry("poly_exp", Math::exp),
          Map.entry("quadpack_book11", x -> x * x * Math.exp(-x / 8)),
          Map.entry("quadpack_book13", x -> Math.exp(-x / 8) * Math.cos(x) / Math.sqrt(x)),
          Map.entry("quadpack_book1_a0", x -> Math.log(1 / x) / Math.sqrt(x)),
          Map.entry("quadpack_book1_c", x -> Math.pow(x, 2.6) * Math.log(1 / x)),
          Map.entry("quadpack_book3", x -> Math.cos(32 * Math.sin(x))),
          Map.entry("quadpack_book4", x -> Math.pow(Math.abs(x - 1.0 / 3), -0.8)),
          Map.entry("quadpack_book6", x -> 1 / (Math.sqrt(1 - x * x) * (x + 1 + 0.0625))),
          Map.entry("quadpack_book9", x -> Math.exp(20 * (x - 1)) * Math.sin(256 * x)),
          Map.entry("sech", x -> 1 / Math.cosh(x)),
          Map.entry("sinc", x -> Math.sin(x) / x),
          Map.entry("x_log1mx", x -> Math.log(x) * Math.log(1 - x)));

  @TestFactory
  Stream<DynamicTest> everyValueIsWithinItsToleranceAndItsErrorEstimate() throws IOException {
    return lines().map(line -> DynamicTest.dynamicTest(line[0], () -> check(line)));
  }

  private static Stream<String[]> lines() throws IOException {
    try (InputStream file = ReferenceIntegralsTest.class.getResourceAsStream("quadrature_1d.csv")) {
      assertThat(file).isNotNull();
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split(";", -1));
    }
  }

  private static void check(String[] line) {
    UnivariateFunction integrand = INTEGRANDS.get(line[0]);
    assertThat(integrand).isNotNull();
    double[] breakPoints =
        Arrays.stream(line[5].split(" ", -1))
            .filter(point -> !point.isEmpty())
            .mapToDouble(Double::parseDouble)
            .toArray();
    Integral integral =
        Integrate.of(
            integrand,
            Double.parseDouble(line[3]),
            Double.parseDouble(line[4]),
            IntegrateOptions.defaults().breakPoints(breakPoints));
    double value = Double.parseDouble(line[6]);
    double tolerance = Double.parseDouble(line[7]) * Math.abs(value);
    assertThat(integral.status().converged()).as(integral.status().sentence()).isTrue();
    assertThat(integral.value()).isCloseTo(value, within(tolerance));
    assertThat(integral.value()).isCloseTo(value, within(integral.error()));
  }
}
