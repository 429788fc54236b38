package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IntegrateTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private record Row(
      String name, UnivariateFunction integrand, double from, double to, double value) {}

  /// Integrands that a method on its own gets wrong.
  private static final Row[] HARD = {
    new Row(
        "a peak without a break point",
        x -> Math.exp(-Math.pow((x - 0.37) / 1e-3, 2)),
        0,
        1,
        1e-3 * Math.sqrt(Math.PI)),
    new Row(
        "a peak far from zero",
        x -> Math.exp(-0.5 * (x - 1000) * (x - 1000)),
        -INFINITY,
        INFINITY,
        Math.sqrt(2 * Math.PI)),
    new Row(
        "a narrow peak at zero",
        x -> Math.exp(-0.5e6 * x * x),
        -INFINITY,
        INFINITY,
        1e-3 * Math.sqrt(2 * Math.PI)),
    new Row(
        "a wide peak",
        x -> Math.exp(-0.5e-8 * x * x),
        -INFINITY,
        INFINITY,
        1e4 * Math.sqrt(2 * Math.PI)),
    new Row("a jump", x -> x < 1 / Math.E ? 1 : 0, 0, 1, 1 / Math.E),
    new Row("steps", x -> Math.floor(7 * x), 0, 1, 3),
    new Row("a kink", x -> Math.abs(x - 0.3), 0, 1, 0.29),
    new Row(
        "a singularity inside",
        x -> Math.log(Math.abs(x - 0.3)),
        0,
        1,
        0.3 * Math.log(0.3) + 0.7 * Math.log(0.7) - 1),
    new Row(
        "an inverse root inside",
        x -> 1 / Math.sqrt(Math.abs(x - 0.3)),
        0,
        1,
        2 * Math.sqrt(0.3) + 2 * Math.sqrt(0.7)),
    new Row("a power near -1", x -> Math.pow(x, -0.99), 0, 1, 100),
    new Row("a slow tail", x -> Math.pow(x, -1.1), 1, INFINITY, 10),
    new Row("a removable hole", x -> Math.sin(x) / x, -1, 1, 1.8921661407343662),
    new Row(
        "both ends infinite and singular",
        x -> 1 / Math.sqrt(Math.sinh(x)),
        0,
        INFINITY,
        3.7081493546027438),
    new Row("a thousand radians", x -> Math.sin(1000 * x), 0, 1, (1 - Math.cos(1000)) / 1000),
    new Row(
        "a line of width 1e-6",
        x -> 1e-6 / ((x - 0.4) * (x - 0.4) + 1e-12),
        0,
        1,
        Math.atan(0.6e6) + Math.atan(0.4e6)),
    new Row("sin x / x over the line", x -> Math.sin(x) / x, -INFINITY, INFINITY, Math.PI),
    new Row("cos x / sqrt x", x -> Math.cos(x) / Math.sqrt(x), 0, INFINITY, Math.sqrt(Math.PI / 2)),
    new Row("a chirp", x -> Math.cos(x * x), 0, INFINITY, Math.sqrt(Math.PI / 8)),
    new Row("a fast tail", x -> Math.sin(1000 * x) / x, 0, INFINITY, Math.PI / 2),
    new Row("a slow wave", x -> Math.sin(1e-3 * x) / x, 0, INFINITY, Math.PI / 2),
    new Row(
        "a tail that rises first",
        x -> x == 100 ? 1 : Math.sin(x - 100) / (x - 100),
        0,
        INFINITY,
        Math.PI / 2 + 1.5622254668890563),
    new Row(
        "a tail that passes zero",
        x -> x == 0 ? 1 : Math.sin(x) / x,
        -100,
        INFINITY,
        Math.PI / 2 + 1.5622254668890563),
    new Row(
        "a tail far from its middle",
        x -> Math.sin(x - 100) / (x - 100),
        -INFINITY,
        0,
        Math.PI / 2 - 1.5622254668890563),
    new Row("zero", x -> 0, -INFINITY, INFINITY, 0)
  };

  @TestFactory
  Stream<DynamicTest> hardIntegrandsComeOutWithinTheirEstimate() {
    return Stream.of(HARD)
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  Integral integral = Integrate.of(row.integrand(), row.from(), row.to());
                  assertThat(integral.status().converged())
                      .as(integral.status().sentence())
                      .isTrue();
                  assertThat(integral.value())
                      .isCloseTo(row.value(), within(integral.error() + 1e-15));
                  assertThat(integral.error()).isLessThan(1e-8 * Math.max(1, row.value()));
                }));
  }

  /// Tails that swing for ever and whose sums are known: right, or not converged.
  @TestFactory
  Stream<DynamicTest> aSwingingTailIsRightOrNotConverged() {
    double golden = 0.5 * Math.log((Math.sqrt(2) + 1) / (Math.sqrt(2) - 1));
    return Stream.of(
            new Row("sin^2 x / x^2", x -> Math.pow(Math.sin(x) / x, 2), 0, INFINITY, Math.PI / 2),
            new Row("sin^3 x / x", x -> Math.pow(Math.sin(x), 3) / x, 0, INFINITY, Math.PI / 4),
            new Row(
                "with a mean", x -> Math.sin(x) / x + 1 / (x * x), 1, INFINITY, 1.6247132564277136),
            new Row(
                "two waves",
                x -> Math.sin(x) * Math.sin(Math.sqrt(2) * x) / x,
                0,
                INFINITY,
                golden),
            new Row("2 + sin", x -> (2 + Math.sin(x)) / (x * x), 1, INFINITY, 2.5040670619069285))
        .flatMap(row ->
            Stream.of(1e-3, 1e-6, 1e-10)
                .map(tolerance ->
                    DynamicTest.dynamicTest(
                        row.name() + " to " + tolerance,
                        () -> rightOrNotConverged(row, tolerance))));
  }

  private static void rightOrNotConverged(Row row, double tolerance) {
    IntegrateOptions options = IntegrateOptions.defaults().relative(tolerance).absolute(0);
    Integral integral = Integrate.of(row.integrand(), row.from(), row.to(), options);
    if (integral.status().converged()) {
      assertThat(integral.value()).isCloseTo(row.value(), within(integral.error()));
    }
  }

  @TestFactory
  Stream<DynamicTest> anIntegralThatDoesNotExistIsNamed() {
    return Stream.of(
            new Row("1/x", x -> 1 / x, 0, 1, 0),
            new Row("x^-1.5", x -> Math.pow(x, -1.5), 0, 1, 0),
            new Row("1/x to infinity", x -> 1 / x, 1, INFINITY, 0),
            new Row("1/sqrt x to infinity", x -> 1 / Math.sqrt(x), 1, INFINITY, 0),
            new Row("one", x -> 1, 0, INFINITY, 0),
            new Row("x over the line", x -> x, -INFINITY, INFINITY, 0),
            new Row("sin x", Math::sin, 0, INFINITY, 0),
            new Row("x sin x", x -> x * Math.sin(x), 0, INFINITY, 0),
            new Row("sin x (1 + 1/x)", x -> Math.sin(x) * (1 + 1 / (x + 1)), 0, INFINITY, 0))
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  Integral integral = Integrate.of(row.integrand(), row.from(), row.to());
                  assertThat(integral.status().kind()).isEqualTo(Status.Kind.DIVERGENT);
                  assertThat(integral.error()).isInfinite();
                }));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aPoleInsideIsNamedWithItsPlace(int order) {
    Integral integral = Integrate.of(x -> Math.pow(x - 0.3, -order), 0, 1);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.SINGULAR);
    assertThat(integral.status().sentence()).contains("x = 0.3");
  }

  @Test
  void notANumberIsNamedWithItsPlace() {
    Integral integral = Integrate.of(Math::sqrt, -1, 1);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
    assertThat(integral.status().sentence()).contains("gave NaN at x = -0.99");
    assertThat(integral.value()).isNaN();
  }

  @Test
  void anIntegrandThatThrowsIsNamedWithItsPlace() {
    Integral integral =
        Integrate.of(
            x -> {
              if (x > 0.75) {
                throw new IllegalStateException("no model");
              }
              return x;
            },
            0,
            1);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.FAILED);
    assertThat(integral.status().sentence()).contains("threw at x = 0.9", "no model");
  }

  @Test
  void theLimitOnEvaluationsIsKept() {
    IntegrateOptions options = IntegrateOptions.defaults().evaluations(100);
    Integral integral = Integrate.of(x -> Math.sin(1 / x), 0, 1, options);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(integral.evaluations()).isLessThanOrEqualTo(100);
  }

  @Test
  void aToleranceUnderRoundingIsNamed() {
    IntegrateOptions options = IntegrateOptions.defaults().relative(1e-17).absolute(0);
    Integral integral = Integrate.of(x -> Math.exp(x), 0, 1, options);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.ROUNDING);
    assertThat(integral.value()).isCloseTo(Math.E - 1, within(integral.error()));
  }

  @Test
  void limitsInFallingOrderGiveMinusTheIntegral() {
    assertThat(Integrate.of(x -> x * x, 2, 0).value()).isCloseTo(-8.0 / 3, within(1e-14));
    assertThat(Integrate.of(x -> Math.exp(x), 0, -INFINITY).value()).isCloseTo(-1, within(1e-10));
    assertThat(Integrate.of(x -> x, 1, 1).value()).isZero();
  }

  @Test
  void quadpacksExamplesTakeNoMoreEvaluationsThanQuadpack() {
    IntegrateOptions options = IntegrateOptions.defaults().relative(1e-3).absolute(0);
    Integral qag = Integrate.of(x -> Math.cos(100 * Math.sin(x)), 0, Math.PI, options);
    Integral qags = Integrate.of(x -> Math.log(x) / Math.sqrt(x), 0, 1, options);
    Integral qagi = Integrate.of(x -> Math.log(x) / (1 + 100 * x * x), 0, INFINITY, options);
    assertThat(qag.value()).isCloseTo(0.06278740049149303, within(6e-5));
    assertThat(qag.evaluations()).isLessThanOrEqualTo(427);
    assertThat(qags.value()).isCloseTo(-4, within(4e-3));
    assertThat(qags.evaluations()).isLessThanOrEqualTo(315);
    assertThat(qagi.value()).isCloseTo(-Math.PI * Math.log(10) / 20, within(4e-4));
    assertThat(qagi.evaluations()).isLessThanOrEqualTo(285);
  }

  @Test
  void aSmoothIntegrandTakesOneRule() {
    assertThat(Integrate.of(x -> Math.exp(-x * x), 0, 1).evaluations()).isEqualTo(21);
  }

  @Test
  void limitsThatAreNoNumbersAreAnError() {
    assertThatThrownBy(() -> Integrate.of(x -> x, Double.NaN, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Integrate.of: limits are numbers or infinite; got from = NaN");
    assertThatThrownBy(() -> IntegrateOptions.defaults().relative(-1))
        .isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> IntegrateOptions.defaults().evaluations(0))
        .isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> IntegrateOptions.defaults().breakPoints(Double.NaN))
        .isInstanceOf(ArgumentException.class);
  }
}
