package dev.leibniz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Transcendental;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ElementaryFunctionTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  /// Zeros, ones, subnormal numbers, infinities, and what lies about the overflow of eˣ.
  private static final float[] EDGES = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN,
    1f,
    -1f,
    Math.nextUp(1f),
    Math.nextDown(1f),
    0.5f,
    2f,
    88.72284f,
    88.72283f,
    89.41599f,
    89.41598f,
    -87.33655f,
    -103.27893f,
    -103.97208f,
    -104f,
    9.01f,
    -9.02f,
    3.92f,
    10.05f,
    1.5707964f,
    3.1415927f,
    16367173f * 0x1p72f,
    -0.99999994f
  };

  private static Stream<DynamicTest> each(Consumer<ElementaryFunction> law) {
    return Arrays.stream(ElementaryFunction.values())
        .map(function -> dynamicTest(function.operation(), () -> law.accept(function)));
  }

  @TestFactory
  Stream<DynamicTest> floatsAreWithinTheirBound() {
    return each(function -> {
      float[] x = new float[100_003];
      for (int i = 0; i < x.length; i++) {
        x[i] = Float.intBitsToFloat(i * 42_947);
      }
      checkFloats(function, x);
    });
  }

  @TestFactory
  Stream<DynamicTest> floatsAtEdgesAreWithinTheirBound() {
    return each(function -> checkFloats(function, EDGES));
  }

  private static void checkFloats(ElementaryFunction function, float[] x) {
    float[] y = function.apply(x);
    for (int i = 0; i < x.length; i++) {
      assertThat(function.error(x[i], y[i]))
          .as("%s(%s) = %s", function.operation(), x[i], y[i])
          .isLessThanOrEqualTo(function.singleBound());
    }
  }

  @TestFactory
  Stream<DynamicTest> doublesAreWithinTheirBound() {
    return each(function -> {
      double[] x = function.points(new SplittableRandom(5), 400);
      double[] y = function.apply(x);
      for (int i = 0; i < x.length; i++) {
        assertThat(function.error(x[i], y[i]))
            .as("%s(%s) = %s", function.operation(), x[i], y[i])
            .isLessThanOrEqualTo(function.doubleBound());
      }
    });
  }

  private static DynamicTest exact(ElementaryFunction function, double... pairs) {
    return dynamicTest(
        function.operation(),
        () -> {
          for (int i = 0; i < pairs.length; i += 2) {
            double x = pairs[i];
            double y = pairs[i + 1];
            assertThat(function.apply(new double[] {x})[0])
                .as("f64 at %s", x)
                .isEqualTo(Double.valueOf(y));
            assertThat(function.apply(new float[] {(float) x})[0])
                .as("f32 at %s", x)
                .isEqualTo(Float.valueOf((float) y));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> exactAndSpecialCases() {
    double halfPi = Math.PI / 2;
    return Stream.of(
        exact(ElementaryFunction.EXP, 0, 1, -0.0, 1, INFINITY, INFINITY, -INFINITY, 0, NAN, NAN),
        exact(ElementaryFunction.EXP, 1e9, INFINITY, -1e9, 0),
        exact(ElementaryFunction.EXPM1, 0, 0, -0.0, -0.0, INFINITY, INFINITY, -INFINITY, -1),
        exact(ElementaryFunction.EXPM1, NAN, NAN, 1e-40, 1e-40, -1e-300, -1e-300, -1e9, -1),
        exact(ElementaryFunction.LOG, 1, 0, 0, -INFINITY, -0.0, -INFINITY, INFINITY, INFINITY),
        exact(ElementaryFunction.LOG, -1, NAN, -INFINITY, NAN, NAN, NAN),
        exact(ElementaryFunction.LOG1P, 0, 0, -0.0, -0.0, -1, -INFINITY, INFINITY, INFINITY),
        exact(ElementaryFunction.LOG1P, -2, NAN, -INFINITY, NAN, NAN, NAN, 1e-300, 1e-300),
        exact(ElementaryFunction.SINH, 0, 0, -0.0, -0.0, INFINITY, INFINITY, -INFINITY, -INFINITY),
        exact(ElementaryFunction.SINH, NAN, NAN, 800, INFINITY, 1e-300, 1e-300),
        exact(ElementaryFunction.COSH, 0, 1, INFINITY, INFINITY, -INFINITY, INFINITY, NAN, NAN),
        exact(ElementaryFunction.TANH, 0, 0, -0.0, -0.0, INFINITY, 1, -INFINITY, -1, NAN, NAN),
        exact(ElementaryFunction.TANH, 20, 1, -25, -1, 1e30, 1, 1e-300, 1e-300),
        exact(ElementaryFunction.SIGMOID, 0, 0.5, INFINITY, 1, -INFINITY, 0, NAN, NAN, 800, 1),
        exact(ElementaryFunction.RSQRT, 4, 0.5, 0, INFINITY, -0.0, -INFINITY, INFINITY, 0, -1, NAN),
        exact(ElementaryFunction.CBRT, 27, 3, -8, -2, 0, 0, -0.0, -0.0, 1, 1, NAN, NAN),
        exact(ElementaryFunction.CBRT, INFINITY, INFINITY, -INFINITY, -INFINITY, 0x1p90, 0x1p30),
        exact(ElementaryFunction.SIN, 0, 0, -0.0, -0.0, INFINITY, NAN, -INFINITY, NAN, NAN, NAN),
        exact(ElementaryFunction.COS, 0, 1, -0.0, 1, INFINITY, NAN, NAN, NAN),
        exact(ElementaryFunction.TAN, 0, 0, -0.0, -0.0, INFINITY, NAN, NAN, NAN),
        exact(ElementaryFunction.ASIN, 0, 0, -0.0, -0.0, 1, halfPi, -1, -halfPi, 2, NAN, NAN, NAN),
        exact(ElementaryFunction.ACOS, 1, 0, 0, halfPi, -1, Math.PI, -2, NAN, NAN, NAN),
        exact(ElementaryFunction.ATAN, 0, 0, -0.0, -0.0, INFINITY, halfPi, -INFINITY, -halfPi),
        exact(ElementaryFunction.ERF, 0, 0, -0.0, -0.0, INFINITY, 1, -INFINITY, -1, NAN, NAN),
        exact(ElementaryFunction.ERF, 7, 1, -7, -1),
        exact(ElementaryFunction.ERFC, 0, 1, INFINITY, 0, -INFINITY, 2, NAN, NAN, 30, 0, -7, 2));
  }

  private static double[] pairs(Transcendental function, double[] x, double[] y) {
    TensorType type = TensorType.of(DType.F64, x.length);
    TensorData result =
        (TensorData)
            Interpreter.apply(
                    function, List.of(TensorData.of(type, x), TensorData.of(type, y)), null)
                .getFirst();
    return result.doubles();
  }

  private static final double[] NUMBERS = {
    0.0, -0.0, 1, -1, 0.5, -2, 3, -3, 1e-320, -1e300, INFINITY, -INFINITY, NAN
  };

  @Test
  void powAndAtan2TreatSpecialCasesAsJavaDoes() {
    for (double x : NUMBERS) {
      for (double y : NUMBERS) {
        double[] left = {x};
        double[] right = {y};
        assertThat(pairs(new Transcendental.Pow(), left, right)[0])
            .as("pow(%s, %s)", x, y)
            .isEqualTo(Double.valueOf(StrictMath.pow(x, y)));
        double angle = StrictMath.atan2(x, y);
        double actual = pairs(new Transcendental.Atan2(), left, right)[0];
        assertThat(Math.abs(actual - angle) <= Math.ulp(angle) || Double.isNaN(angle))
            .as("atan2(%s, %s) = %s", x, y, actual)
            .isTrue();
        if (angle == 0) {
          assertThat(actual).isEqualTo(Double.valueOf(angle));
        }
      }
    }
  }

  @Test
  void atan2IsTheAngleOfThePoint() {
    SplittableRandom random = new SplittableRandom(3);
    double[] y = random.doubles(1000, -5, 5).toArray();
    double[] x = random.doubles(1000, -5, 5).toArray();
    double[] angle = pairs(new Transcendental.Atan2(), y, x);
    for (int i = 0; i < x.length; i++) {
      double expected = StrictMath.atan2(y[i], x[i]);
      assertThat(Math.abs(angle[i] - expected)).isLessThanOrEqualTo(3 * Math.ulp(expected));
    }
  }

  @Test
  void theOracleKnowsItsConstants() {
    BigDecimal e = new BigDecimal("2.71828182845904523536028747135266249775724709369995957");
    BigDecimal logTen = new BigDecimal("2.30258509299404568401799145468436420760110148862877298");
    BigDecimal erfOfOne = new BigDecimal("0.84270079294971486934122063508260925929606699796630291");
    BigDecimal erfcOfFour =
        new BigDecimal("1.5417257900280018852159673486884048572145253589191167e-8");
    BigDecimal one = BigDecimal.ONE;
    BigDecimal tolerance = new BigDecimal("1e-50");
    assertThat(BigMath.exp(one).subtract(e).abs()).isLessThan(tolerance);
    assertThat(BigMath.log(BigDecimal.TEN).subtract(logTen).abs()).isLessThan(tolerance);
    assertThat(BigMath.erf(one).subtract(erfOfOne).abs()).isLessThan(tolerance);
    assertThat(BigMath.erfc(BigDecimal.valueOf(4)).subtract(erfcOfFour).abs())
        .isLessThan(new BigDecimal("1e-48"));
    assertThat(BigMath.tan(BigMath.atan(e)).subtract(e).abs()).isLessThan(tolerance);
    assertThat(BigMath.sin(BigMath.asin(erfOfOne)).subtract(erfOfOne).abs()).isLessThan(tolerance);
  }
}
