package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random functions obey the laws. `-Dleibniz.random.java=10000` tries more of them.
final class RandomJavaTest {
  private static final int COUNT = Integer.getInteger("leibniz.random.java", 1000);
  private static final int PER_CLASS = 50;
  private static final Differentiator PLAIN = Differentiator.PLAIN;

  private static final double[] V = {0.5, -1, 0.25, 0.75, -0.5};
  private static final List<MultivariateFunction> FUNCTIONS = new ArrayList<>();

  private final AtomicInteger smooth = new AtomicInteger();
  private final AtomicInteger kinks = new AtomicInteger();

  @BeforeAll
  static void compile(@TempDir Path folder) throws Exception {
    for (int from = 0; from < COUNT; from += PER_CLASS) {
      String name = "Generated" + from;
      Field all = Sources.compile(folder, name, source(name, from)).getDeclaredField("ALL");
      all.setAccessible(true);
      FUNCTIONS.addAll(List.of((MultivariateFunction[]) all.get(null)));
    }
  }

  /// One of four writes into its argument.
  private static String method(int index) {
    return RandomJava.method("f" + index, index, index % 4 == 1);
  }

  private static String source(String name, int from) {
    StringBuilder text = new StringBuilder("import java.util.Arrays;\n");
    text.append("class ").append(name).append(" {\n").append(RandomJava.HELPERS);
    for (int i = from; i < from + PER_CLASS; i++) {
      text.append(method(i));
    }
    text.append("static final dev.leibniz.calculus.MultivariateFunction[] ALL = {\n");
    for (int i = from; i < from + PER_CLASS; i++) {
      text.append(name).append("::f").append(i).append(",\n");
    }
    return text.append("};\n}\n").toString();
  }

  /// A law of a function at a point.
  private interface Law {
    /// Null where the law holds, else what is wrong.
    @Nullable String broken(MultivariateFunction f, double[] x) throws Exception;
  }

  /// Checks one of so many functions.
  private static void check(int every, Law law) {
    List<String> failures =
        IntStream.range(0, COUNT)
            .filter(i -> i % every == 0)
            .parallel()
            .mapToObj(i -> {
              String broken = broken(law, i);
              return broken == null ? "" : broken + "\n" + method(i);
            })
            .filter(text -> !text.isEmpty())
            .toList();
    assertThat(failures).as("%d broken", failures.size()).isEmpty();
  }

  private static @Nullable String broken(Law law, int i) {
    double[] x = new SplittableRandom(i).doubles(RandomJava.ARGUMENTS, -1, 1).toArray();
    try {
      return law.broken(FUNCTIONS.get(i), x);
    } catch (Exception | LinkageError failure) {
      return failure.toString();
    }
  }

  private static double scale(double[] values) {
    return Arrays.stream(values).map(Math::abs).reduce(1, Math::max);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] moved(double[] x, double h) {
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] += h * V[i];
    }
    return moved;
  }

  /// The slope of a function at zero by differences of fourth order, or NaN where two steps
  /// disagree: near a kink or a jump.
  private static double slope(DoubleUnaryOperator f) {
    double rough = slope(f, 2e-3);
    double fine = slope(f, 1e-3);
    return Math.abs(rough - fine) <= 1e-7 * Math.max(1, Math.abs(fine)) ? fine : Double.NaN;
  }

  private static double slope(DoubleUnaryOperator f, double h) {
    double near = f.applyAsDouble(h) - f.applyAsDouble(-h);
    double far = f.applyAsDouble(2 * h) - f.applyAsDouble(-2 * h);
    return (8 * near - far) / (12 * h);
  }

  /// Whether a derivative is the limit of differences, where that can be told.
  private @Nullable String compare(String what, double derivative, DoubleUnaryOperator f) {
    double slope = slope(f);
    if (Double.isNaN(slope)) {
      kinks.incrementAndGet();
      return null;
    }
    smooth.incrementAndGet();
    boolean isClose = Math.abs(derivative - slope) <= 1e-6 * Math.max(1, Math.abs(slope));
    return isClose ? null : what + " " + derivative + ", differences " + slope;
  }

  @AfterEach
  void mostDifferencesCouldBeTold() {
    assertThat(kinks.get()).isLessThanOrEqualTo(smooth.get() / 4);
  }

  @Test
  void valueIsThatOfTheFunctionReverseIsTangentIsTheLimitOfDifferences() {
    check(
        1,
        (f, x) -> {
          ValueAndGradient at = PLAIN.valueAndGradient(f).apply(x.clone());
          double value = f.applyAsDouble(x.clone());
          if (Double.doubleToLongBits(at.value()) != Double.doubleToLongBits(value)) {
            return "value " + at.value() + " is not " + value;
          }
          double reverse = dot(at.gradient(), V);
          double tangent = PLAIN.directional(f).apply(x.clone(), V)[0];
          if (Math.abs(reverse - tangent) > 1e-12 * scale(at.gradient())) {
            return "reverse " + reverse + ", tangent " + tangent;
          }
          return compare("tangent", tangent, h -> f.applyAsDouble(moved(x, h)));
        });
  }

  @Test
  void productsWithTheHessianAreTheLimitOfDifferencesDenseAndSparse() {
    check(
        10,
        (f, x) -> {
          double[] product = PLAIN.hessianVectorProduct(f).apply(x.clone(), V);
          double[] sparse = PLAIN.sparseHessian(f).apply(x.clone()).times(V);
          for (int i = 0; i < x.length; i++) {
            if (Math.abs(sparse[i] - product[i]) > 1e-11 * scale(product)) {
              return "entry " + i + ": dense " + product[i] + ", sparse " + sparse[i];
            }
          }
          VectorFunction gradient = PLAIN.gradient(f);
          return compare("product", dot(product, V), h -> dot(gradient.apply(moved(x, h)), V));
        });
  }

  @Test
  void thirdDerivativesAreTheLimitOfDifferences() {
    check(
        20,
        (f, x) -> {
          DirectionalFunction product = PLAIN.hessianVectorProduct(f);
          MultivariateFunction curvature = p -> dot(product.apply(p, V), V);
          double third = PLAIN.directional(curvature).apply(x.clone(), V)[0];
          double reverse = dot(PLAIN.gradient(curvature).apply(x.clone()), V);
          if (Math.abs(third - reverse) > 1e-10 * Math.max(1, Math.abs(third))) {
            return "third " + third + ", in reverse " + reverse;
          }
          return compare("third", third, h -> curvature.applyAsDouble(moved(x, h)));
        });
  }

  @Test
  void gradientsAsSourceCompileAndGiveTheSameBits(@TempDir Path folder) {
    check(
        25,
        (f, x) -> {
          Method method = ExplainTest.compile(folder, PLAIN.explainGradient(f));
          if (method.getParameterCount() > 1) {
            return null;
          }
          double[] printed = (double[]) method.invoke(null, (Object) x.clone());
          double[] gradient = PLAIN.gradient(f).apply(x.clone());
          return Arrays.equals(printed, gradient)
              ? null
              : Arrays.toString(printed) + " is not " + Arrays.toString(gradient);
        });
  }
}
