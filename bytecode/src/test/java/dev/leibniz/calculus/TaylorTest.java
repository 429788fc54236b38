package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Series of Taylor arithmetic against tangents of tangents, which share nothing with it.
final class TaylorTest {
  private static Map<String, UnivariateFunction> functions() {
    Map<String, UnivariateFunction> all = new LinkedHashMap<>();
    all.put("polynomial", x -> 3 * x * x * x - 2 * x + 1);
    all.put("quotient", x -> (x + 1) / (x * x + 2));
    all.put("exp", x -> Math.exp(x * x) + Math.expm1(2 * x));
    all.put("log", x -> Math.log(x + 2) * Math.log1p(x) + Math.log10(x + 3));
    all.put("sin and cos", x -> Math.sin(2 * x) * Math.cos(x * x));
    all.put("tan", x -> Math.tan(x) + Math.tanh(x * x));
    all.put("sinh and cosh", x -> Math.sinh(x) * Math.cosh(2 * x));
    all.put("inverse", x -> Math.asin(x / 2) + Math.acos(x * x / 3) + Math.atan(3 * x));
    all.put("atan2", x -> Math.atan2(x * x, 1 - x) + Math.hypot(x, 2 - x));
    all.put("roots", x -> Math.sqrt(1 + x) * Math.cbrt(2 - x));
    all.put("pow", x -> Math.pow(1 + x, 2.5) + Math.pow(2, x) + Math.pow(x + 1, x));
    all.put("kinks", x -> Math.abs(x - 1) * Math.max(x, 0.1) + Math.min(x * x, 2));
    all.put("remainder", x -> (7 * x % 2) * x + Math.floor(x + 3) * x);
    all.put("fma", x -> Math.fma(x, x, Math.toRadians(x)) - -x);
    all.put("loop", TaylorTest::loop);
    all.put("arrays", TaylorTest::arrays);
    all.put("floats", x -> (float) (x * x) * x);
    return all;
  }

  private static double loop(double x) {
    double y = 1;
    for (int i = 0; i < 4; i++) {
      y = i % 2 == 0 ? Math.sin(x * y) + 1 : y * y - x;
    }
    return y;
  }

  private static double arrays(double x) {
    double[] a = {1, 2, x};
    double[][] table = new double[2][3];
    table[1] = a;
    for (int i = 0; i < 3; i++) {
      table[0][i] = a[i] * x + i;
      table[1][i] *= table[0][i];
    }
    double[] b = table[1].clone();
    return b[0] * b[1] + b[2];
  }

  @TestFactory
  Stream<DynamicTest> theSeriesHasTheDerivativesOfTangents() {
    return functions().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> check(entry.getValue(), entry.getKey().equals("floats"))));
  }

  private static void check(UnivariateFunction f, boolean isCoarse) {
    double x = 0.6;
    double[] series = Differentiator.PLAIN.taylor(f, x, 4);
    assertThat(series[0]).isEqualTo(f.applyAsDouble(x));
    UnivariateFunction nested = f;
    double factorial = 1;
    for (int k = 1; k <= (isCoarse ? 1 : 4); k++) {
      UnivariateFunction below = nested;
      nested = t -> Differentiator.PLAIN.derivative(below).applyAsDouble(t);
      factorial *= k;
      double expected = Differentiator.PLAIN.derivative(below).applyAsDouble(x) / factorial;
      assertThat(series[k]).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void highOrdersAreExact() {
    double[] series = Differentiator.PLAIN.taylor(x -> Math.exp(x) / (1 - x), 0, 30);
    double sum = 0;
    double factorial = 1;
    for (int k = 0; k <= 30; k++) {
      factorial *= Math.max(k, 1);
      sum += 1 / factorial;
      assertThat(series[k]).isCloseTo(sum, within(1e-14));
    }
    assertThat(Differentiator.PLAIN.derivative(Math::sin, 25).applyAsDouble(0.5))
        .isCloseTo(Math.cos(0.5), within(1e-14));
    assertThat(Differentiator.PLAIN.derivative(x -> Math.pow(x, 5), 5).applyAsDouble(0))
        .isEqualTo(120);
  }

  @Test
  void aNegativeOrderIsRefused() {
    assertThatThrownBy(() -> Differentiator.PLAIN.taylor(x -> x, 0, -1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("order = -1");
  }
}
