package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Derivatives as source.
final class ExplainTest {
  @TempDir Path folder;

  /// The printed method, compiled.
  static Method compile(Path folder, String source) throws Exception {
    String text = "final class Explained {\n" + source + "}\n";
    Method method =
        Arrays.stream(Sources.compile(folder, "Explained", text).getDeclaredMethods())
            .filter(each -> List.of("gradient", "derivative").contains(each.getName()))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return method;
  }

  @TestFactory
  Stream<DynamicTest> theSourceOfAGradientCompilesAndGivesTheSameBits() {
    return Samples.all().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> sameBits(entry.getValue())));
  }

  private void sameBits(Samples.Sample sample) throws Exception {
    String source = Differentiator.PLAIN.explainGradient(sample.function());
    Method method = compile(folder, source);
    if (method.getParameterCount() == 1) {
      double[] actual = (double[]) method.invoke(null, (Object) sample.point().clone());
      double[] expected =
          Differentiator.PLAIN.gradient(sample.function()).apply(sample.point().clone());
      assertThat(actual).as(source).containsExactly(expected);
    }
  }

  @Test
  void aDerivativeIsOneReadableExpression() {
    assertThat(Differentiator.PLAIN.explain(x -> x * x * Math.sin(x)))
        .isEqualTo(
            """
            static double derivative(double x) {
              return (x + x) * Math.sin(x) + Math.cos(x) * (x * x);
            }
            """);
  }

  @Test
  void theNamesOfLocalsAreKept() {
    assertThat(Differentiator.PLAIN.explainGradient(Samples::rosenbrock))
        .contains("while (i + 1 < x.length) {")
        .contains("double b = 1.0 - ")
        .contains("double a = x[");
  }
}
