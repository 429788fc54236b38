package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.UnsupportedCodeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Methods whose derivative is given by rule.
final class RulesTest {
  /// A function that calls a method with a rule, and the same function without.
  private record Pair(MultivariateFunction ruled, MultivariateFunction plain, double... point) {}

  /// x³, in a way that cannot be differentiated.
  @DerivativeBy(CubeRules.class)
  private static double cube(double x) {
    return Double.parseDouble(String.valueOf(x * x * x));
  }

  /// Rules of [RulesTest#cube].
  static final class CubeRules {
    private CubeRules() {}

    static double cubeBy0(double x, double v, double t) {
      return 3 * x * x * t;
    }
  }

  /// a·|x|² for a vector x.
  @DerivativeBy(SquareRules.class)
  static double square(double a, double[] x) {
    return java.util.Arrays.stream(x).map(each -> a * each * each).sum();
  }

  /// Rules of [RulesTest#square].
  static final class SquareRules {
    private SquareRules() {}

    static double squareBy0(double a, double[] x, double v, double t) {
      double sum = 0;
      for (double each : x) {
        sum += each * each;
      }
      return t * sum;
    }

    static double[] squareBy1(double a, double[] x, double v, double t) {
      double[] g = new double[x.length];
      for (int i = 0; i < g.length; i++) {
        g[i] = 2 * a * x[i] * t;
      }
      return g;
    }
  }

  /// ∫f over an interval by a rule of two points, with limits that may move.
  ///
  /// @param value the integral
  /// @param calls how often f was called
  record Area(double value, int calls) {}

  /// Gauss's rule with three points, exact for polynomials of degree five.
  @DerivativeBy(AreaRules.class)
  static Area area(UnivariateFunction f, double from, double to) {
    double middle = (from + to) / 2;
    double half = (to - from) / 2;
    double at = half * Math.sqrt(0.6);
    Object[] boxes = {f.applyAsDouble(middle - at), f.applyAsDouble(middle + at)};
    double sides = (Double) boxes[0] + (Double) boxes[1];
    return new Area(half * (5 * sides + 8 * f.applyAsDouble(middle)) / 9, 3);
  }

  /// The same for several functions at once.
  @DerivativeBy(AreaRules.class)
  static double[] areas(PathFunction f, double from, double to) {
    double[] areas = new double[f.apply(from).length];
    for (int i = 0; i < areas.length; i++) {
      int index = i;
      areas[i] = area(x -> f.apply(x)[index], from, to).value();
    }
    return areas;
  }

  /// Rules of [RulesTest#area] and [RulesTest#areas].
  static final class AreaRules {
    private AreaRules() {}

    static double valueTangent(UnivariateFunction f, double from, double to, double v) {
      return area(Parameters.univariateTangent(f), from, to).value();
    }

    static double[] valueCotangent(
        UnivariateFunction f, double from, double to, double v, double w) {
      PathFunction gradient = Parameters.univariateGradient(f);
      double[] all = areas(gradient, from, to);
      double[] cotangent = new double[Parameters.size()];
      for (int i = 0; i < cotangent.length; i++) {
        int index = i;
        double one = area(x -> gradient.apply(x)[index], from, to).value();
        cotangent[i] = w * (0.25 * one + 0.75 * all[i]);
      }
      return cotangent;
    }

    static double valueBy1(UnivariateFunction f, double from, double to, double v, double t) {
      return -f.applyAsDouble(from) * t;
    }

    static double valueBy2(UnivariateFunction f, double from, double to, double v, double t) {
      return f.applyAsDouble(to) * t;
    }

    static double[] areasTangent(PathFunction f, double from, double to, double[] v) {
      return areas(Parameters.pathTangent(f), from, to);
    }

    static double[] areasBy1(PathFunction f, double from, double to, double[] v) {
      double[] partial = f.apply(from);
      for (int i = 0; i < partial.length; i++) {
        partial[i] = -partial[i];
      }
      return partial;
    }

    static double[] areasBy2(PathFunction f, double from, double to, double[] v) {
      return f.apply(to);
    }

    static double[] areasCotangent(PathFunction f, double from, double to, double[] v, double[] w) {
      return areas(Parameters.pathPullback(f, w), from, to);
    }
  }

  private static Map<String, Pair> pairs() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put(
        "a number",
        new Pair(
            x -> cube(x[0] * x[1]) * x[1],
            x -> {
              double y = x[0] * x[1];
              return y * y * y * x[1];
            },
            0.7,
            -1.2));
    pairs.put(
        "a vector and a number",
        new Pair(
            x -> {
              double[] y = {x[0] * x[1], x[1]};
              return square(x[0], y) * x[1];
            },
            x -> x[0] * (x[0] * x[0] * x[1] * x[1] + x[1] * x[1]) * x[1],
            0.7,
            -1.2));
    pairs.put(
        "in a loop",
        new Pair(
            x -> {
              double y = x[0];
              for (int i = 0; i < 3; i++) {
                y = cube(y) * x[1] + 0.1 * i;
              }
              return y;
            },
            x -> {
              double y = x[0];
              for (int i = 0; i < 3; i++) {
                y = y * y * y * x[1] + 0.1 * i;
              }
              return y;
            },
            0.9,
            1.1));
    pairs.put(
        "a function that captures a number",
        new Pair(
            x -> area(t -> t * t * x[0], 0, x[1]).value(),
            x -> {
              return x[0] * x[1] * x[1] * x[1] / 3;
            },
            0.7,
            1.2));
    pairs.put(
        "a function that captures numbers and an array, in a loop",
        new Pair(
            x -> {
              double sum = 0;
              double[] w = {x[0] * x[1], x[1]};
              for (int i = 1; i < 3; i++) {
                double scale = x[0] + i;
                Area area = area(t -> w[0] * t * t * scale + w[1] * w[1] * t * scale, -x[0], i);
                sum += area.value() * area.calls();
              }
              return sum;
            },
            x -> {
              double sum = 0;
              double[] w = {x[0] * x[1], x[1]};
              for (int i = 1; i < 3; i++) {
                double s = x[0] + i;
                double cubes = i * i * i + x[0] * x[0] * x[0];
                double squares = i * i - x[0] * x[0];
                sum += 3 * (w[0] * s * cubes / 3 + w[1] * w[1] * s * squares / 2);
              }
              return sum;
            },
            0.7,
            -1.2));
    pairs.put(
        "an integral in an integral",
        new Pair(
            x -> area(t -> t * x[0] * area(u -> u * t * x[1], 0, t).value(), 0, 1).value(),
            x -> x[0] * x[1] / 2 / 5,
            0.7,
            -1.2));
    return pairs;
  }

  private static Stream<DynamicTest> each(java.util.function.Consumer<Pair> law) {
    return pairs().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
  }

  private static void close(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-11 * scale));
    }
  }

  @TestFactory
  Stream<DynamicTest> theGradientIsByRule() {
    return each(pair ->
        close(
            Differentiator.PLAIN.gradient(pair.ruled()).apply(pair.point()),
            Differentiator.PLAIN.gradient(pair.plain()).apply(pair.point())));
  }

  @TestFactory
  Stream<DynamicTest> theTangentIsByRule() {
    return each(pair -> {
      double[] expected = Differentiator.PLAIN.gradient(pair.plain()).apply(pair.point());
      for (int i = 0; i < expected.length; i++) {
        double actual = Differentiator.PLAIN.partial(pair.ruled(), i).applyAsDouble(pair.point());
        close(new double[] {actual}, new double[] {expected[i]});
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> theHessianIsByRule() {
    return each(pair -> {
      double[][] actual = Differentiator.PLAIN.hessian(pair.ruled()).apply(pair.point());
      double[][] expected = Differentiator.PLAIN.hessian(pair.plain()).apply(pair.point());
      for (int i = 0; i < actual.length; i++) {
        close(actual[i], expected[i]);
      }
    });
  }

  private static double opaque(double x) {
    return Double.parseDouble(String.valueOf(Math.sin(x)));
  }

  private static double opaqueSum(double[] x) {
    return java.util.Arrays.stream(x).map(each -> each * each * each).sum();
  }

  private static double[] opaqueRotation(double[] x) {
    return java.util.stream.DoubleStream.of(-x[1] * x[1], x[0] * x[0]).toArray();
  }

  @Test
  void rulesAreGivenAsFunctions() {
    double frequency = 1;
    Differentiator calculus =
        Differentiator.PLAIN
            .with(DerivativeRule.univariate(RulesTest::opaque, x -> frequency * Math.cos(x)))
            .with(
                DerivativeRule.multivariate(
                    RulesTest::opaqueSum, x -> new double[] {3 * x[0] * x[0], 3 * x[1] * x[1]}))
            .with(
                DerivativeRule.vector(
                    RulesTest::opaqueRotation,
                    (x, v) -> new double[] {-2 * x[1] * v[1], 2 * x[0] * v[0]},
                    (x, w) -> new double[] {2 * x[0] * w[1], -2 * x[1] * w[0]}));
    MultivariateFunction ruled =
        x -> {
          double[] turned = opaqueRotation(x);
          return opaque(x[0]) * opaqueSum(turned) + turned[1];
        };
    MultivariateFunction plain =
        x -> {
          double a = -x[1] * x[1];
          double b = x[0] * x[0];
          return Math.sin(x[0]) * (a * a * a + b * b * b) + b;
        };
    double[] at = {0.7, -1.2};
    close(calculus.gradient(ruled).apply(at), Differentiator.PLAIN.gradient(plain).apply(at));
    double[][] hessian = calculus.hessian(ruled).apply(at);
    double[][] expected = Differentiator.PLAIN.hessian(plain).apply(at);
    close(hessian[0], expected[0]);
    close(hessian[1], expected[1]);
    double along = calculus.partial(ruled, 0).applyAsDouble(at);
    close(
        new double[] {along},
        new double[] {Differentiator.PLAIN.partial(plain, 0).applyAsDouble(at)});
  }

  private static double factor = 2;

  @DerivativeBy(FieldRules.class)
  static double doubled(double x) {
    return factor * x;
  }

  /// Rules that read what may change.
  static final class FieldRules {
    private FieldRules() {}

    static double doubledBy0(double x, double v, double t) {
      return factor * t;
    }
  }

  @Test
  void aRuleMustNotReadWhatMayChange() {
    assertThatThrownBy(() -> Differentiator.PLAIN.gradient(x -> doubled(x[0])))
        .isInstanceOf(UnsupportedCodeException.class)
        .hasMessageContaining("must not read fields");
    factor = 3;
    assertThat(doubled(2)).isEqualTo(6);
  }

  @Test
  void aRuleIsAboutAStaticMethod() {
    assertThatThrownBy(() -> DerivativeRule.univariate(x -> x * x, x -> 2 * x))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("method reference");
  }

  @Test
  void anArgumentWithoutARuleIsRefused() {
    assertThatThrownBy(() -> Differentiator.PLAIN.gradient(x -> halfRuled(x[0], x[1])))
        .isInstanceOf(UnsupportedCodeException.class)
        .hasMessageContaining("halfRuledBy1");
  }

  @DerivativeBy(HalfRules.class)
  static double halfRuled(double x, double y) {
    return x * y;
  }

  /// Rules of [RulesTest#halfRuled].
  static final class HalfRules {
    private HalfRules() {}

    static double halfRuledBy0(double x, double y, double v, double t) {
      return y * t;
    }
  }
}
