package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Hessian;
import dev.leibniz.function.Jit;
import dev.leibniz.tensor.Tensor;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Integrals of families of tensor functions.
final class BatchTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Tensor RATES = Tensor.of(new double[] {0.3, 1, 2.5, 40});

  /// Members with two parameters.
  ///
  /// @param place where the peak is
  /// @param width how wide it is
  public record Peak(Tensor place, Tensor width) {
    Tensor at(Tensor x) {
      return x.minus(place).div(width).square().negate().exp();
    }
  }

  private static Tensor decay(Tensor x, Tensor rate) {
    return x.times(rate).negate().exp();
  }

  private static void close(Tensor actual, Tensor expected, double tolerance) {
    double[] numbers = expected.toDoubleArray();
    assertThat(actual.toDoubleArray()).hasSameSizeAs(numbers);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(actual.toDoubleArray()[i])
          .as("element %d", i)
          .isCloseTo(numbers[i], within(tolerance * Math.abs(numbers[i]) + 1e-13));
    }
  }

  /// (1 − exp(−r))/r.
  private static Tensor decays(Tensor rates) {
    return rates.negate().expm1().negate().div(rates);
  }

  @Test
  void everyMemberMeetsTheTolerance() {
    TensorIntegral integral = Integrate.batch(BatchTest::decay, RATES, 0, 1);
    assertThat(integral.status().converged()).as(integral.status().sentence()).isTrue();
    close(integral.value(), decays(RATES), 1e-10);
    assertThat(integral.trouble().toDoubleArray()).containsOnly(Double.NaN);
    close(Integrate.batch(BatchTest::decay, RATES, 1, 0).value(), decays(RATES).negate(), 1e-10);
  }

  @Test
  void limitsMayBeInfinite() {
    close(Integrate.batch(BatchTest::decay, RATES, 0, INFINITY).value(), RATES.reciprocal(), 1e-10);
    close(
        Integrate.batch(
                (Tensor x, Tensor rate) -> x.times(rate).exp(), RATES, Double.NEGATIVE_INFINITY, 0)
            .value(),
        RATES.reciprocal(),
        1e-10);
    TensorIntegral line =
        Integrate.batch(
            (Tensor x, Tensor rate) -> x.square().times(rate).negate().exp(),
            RATES,
            Double.NEGATIVE_INFINITY,
            INFINITY);
    assertThat(line.status().converged()).as(line.status().sentence()).isTrue();
    close(line.value(), RATES.reciprocal().times(Math.PI).sqrt(), 1e-10);
  }

  @Test
  void gradientsMeetTheTolerance() {
    Tensor actual =
        Grad.of((Tensor r) -> Integrate.batch(BatchTest::decay, r, 0, 1).value().sum())
            .apply(RATES);
    Tensor expected = Grad.of((Tensor r) -> decays(r).sum()).apply(RATES);
    close(actual, expected, 1e-9);
  }

  @Test
  void secondDerivativesAreThoseOfTheClosedForm() {
    Tensor actual =
        Hessian.of((Tensor r) -> Integrate.batch(BatchTest::decay, r, 0, 1).value().sum())
            .apply(RATES);
    Tensor expected = Hessian.of((Tensor r) -> decays(r).sum()).apply(RATES);
    close(actual, expected, 1e-8);
  }

  @Test
  void membersMayBeTreesAndNeedNarrowPanels() {
    Peak peaks =
        new Peak(
            Tensor.of(new double[] {0.37, -0.2, 0.9}), Tensor.of(new double[] {0.01, 0.1, 0.3}));
    TensorIntegral integral = Integrate.batch((Tensor x, Peak peak) -> peak.at(x), peaks, -30, 30);
    assertThat(integral.status().converged()).as(integral.status().sentence()).isTrue();
    close(integral.value(), peaks.width().times(Math.sqrt(Math.PI)), 1e-9);
    Peak gradient =
        Grad.of((Peak p) ->
                Integrate.batch((Tensor x, Peak peak) -> peak.at(x), p, -30, 30).value().sum())
            .apply(peaks);
    close(gradient.width(), Tensor.full(DType.F64, Math.sqrt(Math.PI), 3), 1e-9);
    close(gradient.place(), Tensor.zeros(DType.F64, 3), 1e-9);
  }

  @Test
  void breakPointsAreEndsOfPanels() {
    IntegrateOptions broken = IntegrateOptions.defaults().breakPoints(0.3);
    BiFunction<Tensor, Tensor, Tensor> kink =
        (Tensor x, Tensor rate) -> x.minus(0.3).abs().times(rate);
    TensorIntegral integral = Integrate.batch(kink, RATES, 0, 1, broken);
    close(integral.value(), RATES.times(0.5 * (0.09 + 0.49)), 1e-12);
    assertThat(integral.evaluations().item()).isEqualTo(42);
  }

  @Test
  void aCompiledBatchGivesTheSame() {
    Tensor compiled =
        Jit.of((Tensor r) -> Integrate.batch(BatchTest::decay, r, 0, 1).value()).apply(RATES);
    close(compiled, Integrate.batch(BatchTest::decay, RATES, 0, 1).value(), 1e-14);
  }

  @Test
  void troubleIsNamedMemberByMember() {
    Tensor places = Tensor.of(new double[] {-1, 0.5, 2});
    TensorIntegral roots =
        Integrate.batch((Tensor x, Tensor place) -> x.minus(place).sqrt(), places, 0, 1);
    assertThat(roots.converged().toBooleanArray()).containsExactly(true, false, false);
    assertThat(roots.value().toDoubleArray()[0])
        .isCloseTo((Math.pow(2, 1.5) - 1) * 2 / 3, within(1e-12));
    assertThat(roots.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
    assertThat(roots.status().sentence()).contains("member 1");
    TensorIntegral pole =
        Integrate.batch(
            (Tensor x, Tensor place) -> x.minus(place).abs().reciprocal(),
            Tensor.of(new double[] {1.0 / 3}),
            0,
            1);
    assertThat(pole.status().converged()).isFalse();
    assertThat(pole.trouble().toDoubleArray()[0]).isCloseTo(1.0 / 3, within(1e-3));
  }

  @Test
  void membersAreCountedAlongTheFirstAxis() {
    assertThatThrownBy(() -> Integrate.batch(BatchTest::decay, Tensor.scalar(1.0), 0, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("counts the same members");
    assertThatThrownBy(() -> Integrate.batch(BatchTest::decay, RATES, Double.NaN, 1))
        .isInstanceOf(ArgumentException.class);
  }
}
