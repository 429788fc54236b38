package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegionTest {
  @Test
  void aTriangleIsTheSameByInnerLimitsAndByVertices() {
    Integral byLimits =
        Integrate.region(
            x -> x[0] * x[1], 0, 1, List.of(new InnerLimits(outer -> 0, outer -> outer[0])));
    Integral byVertices =
        Integrate.simplex(x -> x[0] * x[1], new double[][] {{0, 0}, {1, 1}, {1, 0}});
    assertThat(byLimits.value()).isCloseTo(0.125, within(1e-14));
    assertThat(byVertices.value()).isCloseTo(0.125, within(1e-14));
  }

  /// ∫ x1^a x2^b x3^c over the unit simplex is a! b! c! / (a + b + c + 3)!.
  @Test
  void dirichletsIntegralOverATetrahedron() {
    double[][] vertices = {{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
    Integral integral = Integrate.simplex(x -> x[0] * x[0] * x[1] * x[2] * x[2] * x[2], vertices);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.value()).isCloseTo(2.0 * 6 / 362880, within(integral.error() + 1e-18));
  }

  @Test
  void aDiscByInnerLimits() {
    IntegrateOptions options = IntegrateOptions.defaults().relative(1e-8);
    Integral integral =
        Integrate.region(
            x -> Math.exp(-x[0] * x[0] - x[1] * x[1]),
            -1,
            1,
            List.of(
                new InnerLimits(
                    outer -> -Math.sqrt(1 - outer[0] * outer[0]),
                    outer -> Math.sqrt(1 - outer[0] * outer[0]))),
            options);
    assertThat(integral.status().converged()).isTrue();
    assertThat(integral.value()).isCloseTo(Math.PI * (1 - Math.exp(-1)), within(integral.error()));
  }

  @Test
  void innerLimitsMayBeInfinite() {
    IntegrateOptions options = IntegrateOptions.defaults().relative(1e-8);
    Integral integral =
        Integrate.region(
            x -> Math.exp(-x[0] - x[1]),
            0,
            Double.POSITIVE_INFINITY,
            List.of(new InnerLimits(outer -> outer[0], outer -> Double.POSITIVE_INFINITY)),
            options);
    assertThat(integral.value()).isCloseTo(0.5, within(1e-7));
    assertThat(InnerLimits.constant(0, 2).to().applyAsDouble(new double[0])).isEqualTo(2);
  }

  @Test
  void verticesMustFit() {
    assertThatThrownBy(() -> Integrate.simplex(x -> 1, new double[][] {{0, 0}, {1, 0}}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("n + 1 vertices have n coordinates each");
    assertThatThrownBy(() -> Integrate.simplex(x -> 1, new double[][] {{0}, {Double.NaN}}))
        .isInstanceOf(ArgumentException.class);
  }
}
