package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import dev.leibniz.error.ArgumentException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightedTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private record Row(String name, Integral integral, double value) {}

  private static Stream<DynamicTest> check(Row... rows) {
    return Stream.of(rows)
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  Integral integral = row.integral();
                  assertThat(integral.status().converged())
                      .as(integral.status().sentence())
                      .isTrue();
                  assertThat(integral.value())
                      .isCloseTo(row.value(), within(integral.error() + 1e-16));
                  assertThat(integral.error()).isLessThan(1e-9 * Math.abs(row.value()) + 1e-12);
                }));
  }

  @TestFactory
  Stream<DynamicTest> principalValuesAreRight() {
    return check(
        new Row("1/x", Integrate.principalValue(x -> 1 / x, -1, 2, 0), Math.log(2)),
        new Row("backwards", Integrate.principalValue(x -> 1 / x, 2, -1, 0), -Math.log(2)),
        new Row(
            "exp(x)/x",
            Integrate.principalValue(x -> Math.exp(x) / x, -1, 1, 0),
            2 * 1.0572508753757286),
        new Row(
            "a pole that is no binary fraction",
            Integrate.principalValue(x -> 1 / (x - 0.3), 0, 1, 0.3),
            Math.log(7.0 / 3)),
        new Row(
            "the whole line",
            Integrate.principalValue(x -> 1 / ((x - 1) * (x * x + 1)), -INFINITY, INFINITY, 1),
            -Math.PI / 2),
        new Row(
            "QUADPACK's example",
            Integrate.weightedCauchy(x -> 1 / (5 * x * x * x + 6), -1, 5, 0),
            Math.log(125.0 / 631) / 18),
        new Row("no pole at all", Integrate.principalValue(x -> x * x, -1, 2, 0.5), 3));
  }

  @Test
  void aDoublePoleHasNoPrincipalValue() {
    Integral integral = Integrate.principalValue(x -> 1 / (x * x), -1, 1, 0);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.DIVERGENT);
  }

  @Test
  void aPoleOutsideIsAnError() {
    assertThatThrownBy(() -> Integrate.principalValue(x -> 1 / x, 0, 1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("the pole lies strictly between the limits");
  }

  @TestFactory
  Stream<DynamicTest> wavesAreRight() {
    double fast = 1e6;
    double exponential =
        (Math.E * (Math.sin(fast) - fast * Math.cos(fast)) + fast) / (1 + fast * fast);
    return check(
        new Row(
            "QAWO's example",
            Integrate.weightedSine(Math::log, 10 * Math.PI, 0, 1),
            -0.1281368483991674),
        new Row(
            "from far below zero",
            Integrate.weightedCosine(x -> 1 / (1001 + x), 1, -1000, INFINITY),
            0.706972560590583),
        new Row("a million radians", Integrate.weightedSine(Math::exp, fast, 0, 1), exponential),
        new Row(
            "QAWF's example",
            Integrate.weightedCosine(x -> 1 / Math.sqrt(x), Math.PI / 2, 0, INFINITY),
            1),
        new Row("sin x / x", Integrate.weightedSine(x -> 1 / x, 1, 0, INFINITY), Math.PI / 2),
        new Row("downwards", Integrate.weightedSine(x -> 1 / x, 1, 0, -INFINITY), -Math.PI / 2),
        new Row(
            "Fourier's transform of a bell",
            Integrate.weightedCosine(x -> Math.exp(-x * x), 3, -INFINITY, INFINITY),
            Math.sqrt(Math.PI) * Math.exp(-2.25)),
        new Row(
            "a slow wave",
            Integrate.weightedCosine(x -> Math.exp(-x * x), 0.01, -INFINITY, INFINITY),
            Math.sqrt(Math.PI) * Math.exp(-2.5e-5)),
        new Row(
            "a Lorentzian",
            Integrate.weightedCosine(x -> 1 / (1 + x * x), 3, 0, INFINITY),
            0.5 * Math.PI * Math.exp(-3)),
        new Row("frequency zero", Integrate.weightedCosine(Math::exp, 0, 0, 1), Math.E - 1),
        new Row("sine of zero", Integrate.weightedSine(Math::exp, 0, 0, 1), 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 10, 100, 1e3, 1e4, 1e5})
  void aFasterWaveIsNotDearer(double frequency) {
    Integral integral = Integrate.weightedCosine(x -> Math.exp(-x), frequency, 0, 1);
    double w = frequency;
    double value = (1 - Math.exp(-1) * (Math.cos(w) - w * Math.sin(w))) / (1 + w * w);
    assertThat(integral.value()).isCloseTo(value, within(1e-13));
    assertThat(integral.evaluations()).isLessThan(100);
  }

  @Test
  void aWaveThatDoesNotDecayIsDivergent() {
    assertThat(Integrate.weightedSine(x -> 1, 1, 0, INFINITY).status().kind())
        .isEqualTo(Status.Kind.DIVERGENT);
  }

  @TestFactory
  Stream<DynamicTest> algebraicWeightsAreRight() {
    return check(
        new Row(
            "QAWS's example, (Ci(1) sin 1 + (π/2 − Si(1)) cos 1 − 1)/2",
            Integrate.weightedAlgebraic(
                x -> 1 / Math.pow(1 + Math.pow(Math.log(x), 2), 2),
                new AlgebraicWeight(0, 0, true, false),
                0,
                1),
            -0.1892751878820933),
        new Row(
            "both ends",
            Integrate.weightedAlgebraic(Math::exp, AlgebraicWeight.of(-0.5, -0.5), -1, 1),
            3.9774632605064224),
        new Row(
            "both logarithms",
            Integrate.weightedAlgebraic(x -> 1, new AlgebraicWeight(0, 0, true, true), 0, 1),
            0.35506593315177354),
        new Row(
            "a power near -1",
            Integrate.weightedAlgebraic(x -> 1, AlgebraicWeight.of(-0.999, 0), 0, 1),
            1000));
  }

  @Test
  void aWeightWithoutIntegralIsAnError() {
    assertThatThrownBy(() -> AlgebraicWeight.of(-1, 0)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(
            () -> Integrate.weightedAlgebraic(x -> x, AlgebraicWeight.of(0, 0), 0, INFINITY))
        .isInstanceOf(ArgumentException.class);
  }

  @Test
  void severalIntegrandsAtOnceAllMeetTheTolerance() {
    VectorIntegral integral =
        Integrate.vector(
            x -> new double[] {Math.exp(-x * x), x * x * Math.exp(-x * x)}, -INFINITY, INFINITY);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.values())
        .containsExactly(
            new double[] {Math.sqrt(Math.PI), 0.5 * Math.sqrt(Math.PI)}, within(1e-12));
    VectorIntegral singular =
        Integrate.vector(x -> new double[] {1 / Math.sqrt(x), Math.log(x)}, 1, 0);
    assertThat(singular.values()).containsExactly(new double[] {-2, 1}, within(1e-9));
  }

  @Test
  void severalSmoothIntegrandsCostAsManyEvaluationsAsOne() {
    Integral one = Integrate.of(x -> Math.exp(x), 0, 1);
    VectorIntegral many =
        Integrate.vector(x -> new double[] {Math.exp(x), Math.cos(x), Math.sin(x), 1, x}, 0, 1);
    assertThat(many.evaluations()).isEqualTo(one.evaluations());
    double[] from = {0, 0};
    double[] to = {1, 1};
    Integral box = Integrate.box(x -> Math.exp(x[0] * x[1]), from, to);
    VectorIntegral boxes =
        Integrate.vectorBox(
            x -> new double[] {Math.exp(x[0] * x[1]), Math.cos(x[0] * x[1]), 1}, from, to);
    assertThat(boxes.evaluations()).isEqualTo(box.evaluations());
    assertThat(boxes.values()[0]).isEqualTo(box.value());
  }

  @Test
  void eachOfSeveralIntegrandsIsTakenByTheMethodThatSuitsIt() {
    VectorIntegral integral =
        Integrate.vector(
            x -> new double[] {Math.sin(x) / x, Math.exp(-x) * Math.log(x), Math.exp(-x * x)},
            0,
            INFINITY);
    assertThat(integral.status().converged()).as(integral.status().sentence()).isTrue();
    assertThat(integral.values()[0]).isCloseTo(Math.PI / 2, within(1e-9));
    assertThat(integral.values()[1]).isCloseTo(-0.5772156649015329, within(1e-9));
    assertThat(integral.values()[2]).isCloseTo(Math.sqrt(Math.PI) / 2, within(1e-9));
  }

  @Test
  void theLimitOnEvaluationsIsOneForAllIntegrands() {
    IntegrateOptions options = IntegrateOptions.defaults().evaluations(300);
    VectorIntegral integral =
        Integrate.vector(
            x -> new double[] {Math.exp(x), Math.sin(1 / x), Math.cos(1 / x)}, 0, 1, options);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(integral.evaluations()).isLessThanOrEqualTo(300);
    assertThat(integral.values()[0]).isCloseTo(Math.E - 1, within(1e-12));
  }

  @Test
  void anIntegrandMayUseItsArrayAgain() {
    double[] both = new double[2];
    VectorIntegral integral =
        Integrate.vector(
            x -> {
              both[0] = Math.exp(x);
              both[1] = Math.sqrt(x);
              return both;
            },
            0,
            1);
    assertThat(integral.values()).containsExactly(new double[] {Math.E - 1, 2.0 / 3}, within(1e-9));
  }

  @Test
  void anEmptyRangeHasIntegralsOfZero() {
    assertThat(Integrate.vector(x -> new double[] {1, x, 2}, 3, 3).values())
        .containsExactly(0, 0, 0);
    double[] from = {0, 1};
    double[] to = {0, INFINITY};
    assertThat(Integrate.vectorBox(x -> new double[] {1, 2}, from, to).values())
        .containsExactly(0, 0);
  }

  @Test
  void severalIntegrandsNameTheirTrouble() {
    VectorIntegral integral = Integrate.vector(x -> new double[] {x, Math.sqrt(x)}, -1, 1);
    assertThat(integral.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
    assertThat(integral.status().sentence()).contains("component 1");
    assertThatThrownBy(() -> Integrate.vector(x -> new double[x < 0.5 ? 1 : 2], 0, 1))
        .isInstanceOf(ArgumentException.class);
  }
}
