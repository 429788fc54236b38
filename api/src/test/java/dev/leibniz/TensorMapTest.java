package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.UnsupportedCodeException;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Lambdas of plain Java on tensors.
final class TensorMapTest {
  private static final double[] POINTS = {-2.5, -1, -0.3, 0.2, 0.9, 1.7, 40};

  private static Map<String, UnivariateFunction> functions() {
    double factor = 1.7;
    Map<String, UnivariateFunction> all = new LinkedHashMap<>();
    all.put("arithmetic", x -> (factor * x - 1) / (x * x + 2) - -x);
    all.put("elementary", x -> Math.exp(-x * x) + Math.tanh(x) * Math.sin(x) + Math.atan(x));
    all.put("condition", x -> x > 30 ? x : Math.log1p(Math.exp(x)));
    all.put("conditions in conditions", TensorMapTest::bent);
    all.put("constant on one side", x -> x < 0 ? 0 : x * x);
    return all;
  }

  private static double bent(double x) {
    double y = x;
    if (x < -1) {
      y = -1 - (x + 1) * (x + 1);
    } else if (x >= 1 && x <= 2) {
      y = 1 + Math.log(x);
    }
    return y * Math.max(y, 0.1);
  }

  @TestFactory
  Stream<DynamicTest> valuesAndDerivativesAreThoseOfTheLambda() {
    return functions().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  UnivariateFunction f = entry.getValue();
                  Tensor x = Tensor.of(POINTS);
                  double[] values = Jit.of((Tensor t) -> t.map(f)).apply(x).toDoubleArray();
                  double[] slopes = Grad.of((Tensor t) -> t.map(f).sum()).apply(x).toDoubleArray();
                  UnivariateFunction derivative = Calculus.derivative(f);
                  for (int i = 0; i < POINTS.length; i++) {
                    double value = f.applyAsDouble(POINTS[i]);
                    double slope = derivative.applyAsDouble(POINTS[i]);
                    assertThat(values[i])
                        .isCloseTo(value, within(1e-13 * Math.max(1, Math.abs(value))));
                    assertThat(slopes[i])
                        .isCloseTo(slope, within(1e-12 * Math.max(1, Math.abs(slope))));
                  }
                }));
  }

  @Test
  void aConstantFillsTheShape() {
    Tensor ones = Tensor.of(POINTS).map(x -> 1);
    assertThat(ones.toDoubleArray()).hasSize(POINTS.length).containsOnly(1);
  }

  @Test
  void theTypeIsKept() {
    Tensor floats = Tensor.of(new float[] {1, 4}).map(x -> Math.sqrt(x) + 0.5);
    assertThat(floats.toFloatArray()).containsExactly(1.5f, 2.5f);
    assertThat(Tensor.of(new int[] {1, 4}).map(x -> 2 * x).toIntArray()).containsExactly(2, 8);
    assertThatThrownBy(() -> Tensor.of(new int[] {1, 4}).map(x -> 0.5 * x))
        .isInstanceOf(LeibnizException.class);
  }

  @Test
  void loopsAreRefused() {
    UnivariateFunction loop = TensorMapTest::powers;
    assertThatThrownBy(() -> Tensor.of(POINTS).map(loop))
        .isInstanceOf(UnsupportedCodeException.class)
        .hasMessageContaining("a loop")
        .hasMessageContaining("TensorMapTest.java");
  }

  private static double powers(double x) {
    double y = x;
    while (y < 100) {
      y = y * y + 1;
    }
    return y;
  }
}
