package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Derivatives as source.
final class ExplainTest {
  @TempDir Path folder;

  private Method compile(String source) throws Exception {
    Path target = Files.createTempDirectory(folder, "classes");
    Path file = target.resolve("Explained.java");
    Files.writeString(file, "final class Explained {\n" + source + "}\n");
    StringWriter problems = new StringWriter();
    PrintWriter writer = new PrintWriter(problems);
    int failures =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(writer, writer, "-proc:none", "-d", target.toString(), file.toString());
    assertThat(failures).as(problems + source).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {target.toUri().toURL()})) {
      Class<?> type = loader.loadClass("Explained");
      Method method =
          Arrays.stream(type.getDeclaredMethods())
              .filter(each -> List.of("gradient", "derivative").contains(each.getName()))
              .findFirst()
              .orElseThrow();
      method.setAccessible(true);
      Class.forName("Explained", true, loader);
      for (String inner :
          source.contains("class Tape") ? List.of("Explained$Tape") : List.<String>of()) {
        Class.forName(inner, true, loader);
      }
      return method;
    }
  }

  @TestFactory
  Stream<DynamicTest> theSourceOfAGradientCompilesAndGivesTheSameBits() {
    return Samples.all().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> sameBits(entry.getValue())));
  }

  private void sameBits(Samples.Sample sample) throws Exception {
    String source = Differentiator.PLAIN.explainGradient(sample.function());
    Method method = compile(source);
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
