package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Reduce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ReduceKernelTest {
  /// The law of sums and products, restated: numbers are rounded to the element type after each
  /// operation.
  static double law(double[] x, DType dtype, boolean product) {
    if (x.length > 16384) {
      List<Double> blocks = new ArrayList<>();
      for (int from = 0; from < x.length; from += 16384) {
        blocks.add(
            law(Arrays.copyOfRange(x, from, Math.min(x.length, from + 16384)), dtype, product));
      }
      return law(blocks.stream().mapToDouble(Double::doubleValue).toArray(), dtype, product);
    }
    int most = dtype == DType.F32 ? 64 : 32;
    int lanes = 1;
    while (lanes < x.length && lanes < most) {
      lanes *= 2;
    }
    double[] lane = new double[lanes];
    Arrays.fill(lane, product ? 1 : 0);
    DoubleBinaryOperator step = (a, b) -> rounded(product ? a * b : a + b, dtype);
    for (int k = 0; k < x.length; k++) {
      lane[k % lanes] = step.applyAsDouble(lane[k % lanes], x[k]);
    }
    for (int w = lanes / 2; w >= 1; w /= 2) {
      for (int i = 0; i < w; i++) {
        lane[i] = step.applyAsDouble(lane[i], lane[i + w]);
      }
    }
    return lane[0];
  }

  /// A sum or product of two floats that is rounded to double first is the same float: 53 ≥ 2 · 24
  /// + 2.
  private static double rounded(double x, DType dtype) {
    return dtype == DType.F32 ? (float) x : x;
  }

  /// The elements that belong to one element of the result, in row-major order of the reduced axes.
  private static double[] group(TensorData x, List<Integer> axes, int result, Shape shape) {
    List<Double> group = new ArrayList<>();
    long[] kept = Samples.index(shape, result);
    for (int i = 0; i < x.length(); i++) {
      long[] index = Samples.index(x.shape(), i);
      boolean belongs = true;
      int next = 0;
      for (int axis = 0; axis < index.length; axis++) {
        if (!axes.contains(axis)) {
          belongs &= index[axis] == kept[next++];
        }
      }
      if (belongs) {
        group.add(x.elementAsDouble(i));
      }
    }
    return group.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void sumsAndProductsFollowTheLawToTheBitForEverySize() {
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      for (int size :
          new int[] {0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 100, 257, 16384, 16385, 40000}) {
        TensorData x = Samples.random(size, dtype, size);
        double[] numbers = group(x, List.of(0), 0, Shape.scalar());
        assertThat(Samples.apply(new Reduce.Sum(List.of(0)), x).elementAsDouble(0))
            .isEqualTo(law(numbers, dtype, false));
        assertThat(Samples.apply(new Reduce.Prod(List.of(0)), x).elementAsDouble(0))
            .isEqualTo(law(numbers, dtype, true));
      }
    }
  }

  @Test
  void sumsFollowTheSameLawAlongAnyAxes() {
    Shape shape = Shape.of(3L, 70, 2, 67);
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      TensorData x = Samples.random(5, dtype, shape.toArray());
      for (List<Integer> axes :
          List.of(
              List.<Integer>of(),
              List.of(0),
              List.of(1),
              List.of(3),
              List.of(0, 1),
              List.of(1, 2),
              List.of(2, 3),
              List.of(0, 2),
              List.of(1, 3),
              List.of(0, 1, 3),
              List.of(0, 1, 2, 3))) {
        TensorData sum = Samples.apply(new Reduce.Sum(axes), x);
        for (int i = 0; i < sum.length(); i += 1 + sum.length() / 20) {
          assertThat(sum.elementAsDouble(i))
              .as("%s axes %s element %d", dtype, axes, i)
              .isEqualTo(law(group(x, axes, i, sum.shape()), dtype, false));
        }
      }
    }
  }

  @Test
  void longColumnsAreSplitIntoBlocksToo() {
    TensorData x = Samples.random(6, DType.F32, 20000, 3);
    TensorData sum = Samples.apply(new Reduce.Sum(List.of(0)), x);
    for (int i = 0; i < 3; i++) {
      assertThat(sum.elementAsDouble(i))
          .isEqualTo(law(group(x, List.of(0), i, sum.shape()), DType.F32, false));
    }
  }

  @Test
  void sumsAreAsAccurateAsTheDepthOfTheirTree() {
    TensorData x = Samples.random(7, DType.F32, 100000);
    BigDecimal exact = BigDecimal.ZERO;
    double magnitude = 0;
    for (float number : x.floats()) {
      exact = exact.add(new BigDecimal(number));
      magnitude += Math.abs(number);
    }
    double sum = Samples.apply(new Reduce.Sum(List.of(0)), x).elementAsDouble(0);
    double bound = (16384 / 64 + 6 + 3) * Math.ulp(1f) / 2 * magnitude;
    assertThat(Math.abs(sum - exact.doubleValue())).isLessThan(bound);
  }

  @Test
  void emptySumsAreZeroAndEmptyProductsOne() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32, DType.I64}) {
      TensorData apart = TensorData.zeros(TensorType.of(dtype, 0, 2, 3));
      assertThat(Samples.apply(new Reduce.Prod(List.of(0, 2)), apart))
          .extracting(Samples::bits)
          .isEqualTo(Samples.bits(Samples.vector(dtype, 1, 1)));
      TensorData x = TensorData.zeros(TensorType.of(dtype, 2, 0));
      assertThat(Samples.apply(new Reduce.Sum(List.of(1)), x))
          .extracting(Samples::bits)
          .isEqualTo(Samples.bits(Samples.vector(dtype, 0, 0)));
      assertThat(Samples.apply(new Reduce.Prod(List.of(1)), x))
          .extracting(Samples::bits)
          .isEqualTo(Samples.bits(Samples.vector(dtype, 1, 1)));
    }
  }

  @Test
  void aSumOfNegativeZerosIsPositiveZero() {
    TensorData sum = Samples.apply(new Reduce.Sum(List.of(0)), Samples.vector(DType.F32, -0.0));
    assertThat(Samples.bits(sum)).isEqualTo("f32[] 0");
  }

  @Test
  void extremaHonourNaNAndTheSignOfZero() {
    double nan = Double.NaN;
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      assertThat(Double.compare(extremum(true, Samples.vector(dtype, -0.0, 0.0, -0.0)), 0.0))
          .isZero();
      assertThat(Double.compare(extremum(false, Samples.vector(dtype, 0.0, -0.0, 0.0)), -0.0))
          .isZero();
      assertThat(extremum(true, Samples.vector(dtype, 1, nan, 3))).isNaN();
      assertThat(extremum(false, Samples.vector(dtype, 1, nan, 3))).isNaN();
      assertThat(extremum(true, Samples.vector(dtype, Double.NEGATIVE_INFINITY)))
          .isEqualTo(Double.NEGATIVE_INFINITY);
    }
    for (int size : Samples.SIZES) {
      if (size > 0) {
        TensorData x = Samples.random(size, DType.F32, size);
        double[] numbers = group(x, List.of(0), 0, Shape.scalar());
        assertThat(extremum(true, x)).isEqualTo(Arrays.stream(numbers).max().orElseThrow());
        assertThat(extremum(false, x)).isEqualTo(Arrays.stream(numbers).min().orElseThrow());
      }
    }
  }

  private static double extremum(boolean largest, TensorData x) {
    return Samples.apply(largest ? new Reduce.Max(List.of(0)) : new Reduce.Min(List.of(0)), x)
        .elementAsDouble(0);
  }

  @Test
  void wholeNumbersWrapAround() {
    TensorData ints = TensorData.of(TensorType.of(DType.I32, 2), new int[] {Integer.MAX_VALUE, 1});
    assertThat(Samples.apply(new Reduce.Sum(List.of(0)), ints).ints())
        .containsExactly(Integer.MIN_VALUE);
    TensorData longs = TensorData.of(TensorType.of(DType.I64, 2), new long[] {Long.MAX_VALUE, 2});
    assertThat(Samples.apply(new Reduce.Prod(List.of(0)), longs).longs()).containsExactly(-2);
    assertThat(Samples.apply(new Reduce.Max(List.of(0)), longs).longs())
        .containsExactly(Long.MAX_VALUE);
  }

  @Test
  void booleansReduceToAnyAndAll() {
    TensorData x =
        TensorData.of(
            TensorType.of(DType.BOOL, 3, 2), new boolean[] {true, false, true, true, false, false});
    assertThat(Samples.apply(new Reduce.Max(List.of(1)), x).booleans())
        .containsExactly(true, true, false);
    assertThat(Samples.apply(new Reduce.Min(List.of(1)), x).booleans())
        .containsExactly(false, true, false);
    TensorData none = TensorData.zeros(TensorType.of(DType.BOOL, 0));
    assertThat(Samples.apply(new Reduce.Max(List.of(0)), none).booleans()).containsExactly(false);
    assertThat(Samples.apply(new Reduce.Min(List.of(0)), none).booleans()).containsExactly(true);
  }

  @Test
  void positionsAreThoseOfTheFirstExtremumAndNaNWins() {
    double nan = Double.NaN;
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      assertThat(positions(Samples.vector(dtype, 1, 3, 3, 0, 0))).containsExactly(1, 3);
      assertThat(positions(Samples.vector(dtype, 1, nan, 3, nan))).containsExactly(1, 1);
      assertThat(positions(Samples.vector(dtype, nan, 1))).containsExactly(0, 0);
      assertThat(positions(Samples.vector(dtype, -0.0, 0.0))).containsExactly(0, 0);
    }
    TensorData longs =
        TensorData.of(
            TensorType.of(DType.I64, 3), new long[] {Long.MAX_VALUE - 1, Long.MAX_VALUE, 5});
    assertThat(positions(longs)).containsExactly(1, 2);
    TensorData matrix =
        TensorData.of(TensorType.of(DType.F32, 2, 3), new float[] {1, 5, 2, 4, 0, 9});
    assertThat(Samples.apply(new Reduce.ArgMax(0), matrix).ints()).containsExactly(1, 0, 1);
    assertThat(Samples.apply(new Reduce.ArgMin(1), matrix).ints()).containsExactly(0, 1);
  }

  private static int[] positions(TensorData x) {
    return new int[] {
      Samples.apply(new Reduce.ArgMax(0), x).ints()[0],
      Samples.apply(new Reduce.ArgMin(0), x).ints()[0]
    };
  }

  @Test
  void runningTotalsGoOneByOne() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32, DType.I64}) {
      for (int size : Samples.SIZES) {
        for (boolean reverse : new boolean[] {false, true}) {
          TensorData x = Samples.random(size, dtype, 2, size, 3);
          TensorData sums = Samples.apply(new Reduce.CumSum(1, reverse), x);
          TensorData expected = TensorData.zeros(x.type());
          for (int line = 0; line < 6; line++) {
            double total = 0;
            for (int step = 0; step < size; step++) {
              long k = reverse ? size - 1 - step : step;
              int place = Samples.place(x.shape(), line / 3, k, line % 3);
              double element = x.elementAsDouble(place);
              total = step == 0 ? element : rounded(total + element, dtype);
              Samples.set(expected, place, total);
            }
          }
          assertThat(Samples.bits(sums)).isEqualTo(Samples.bits(expected));
        }
      }
    }
    TensorData x = Samples.vector(DType.F64, 2, -0.0, 3);
    assertThat(Samples.apply(new Reduce.CumProd(0, false), x).doubles())
        .containsExactly(2, -0.0, -0.0);
    assertThat(Samples.apply(new Reduce.CumProd(0, true), x).doubles())
        .containsExactly(-0.0, -0.0, 3);
  }

  @Test
  void sortingIsStableAndTotal() {
    double nan = Double.NaN;
    TensorData x =
        Samples.vector(DType.F32, 0.0, nan, 3, -0.0, -1, 3, nan, Double.NEGATIVE_INFINITY);
    List<Value> sorted = Interpreter.apply(new Reduce.Sort(0), List.of(x), null);
    assertThat(Samples.bits((TensorData) sorted.get(0)))
        .isEqualTo(
            Samples.bits(
                Samples.vector(
                    DType.F32, Double.NEGATIVE_INFINITY, -1, -0.0, 0.0, 3, 3, nan, nan)));
    assertThat(((TensorData) sorted.get(1)).ints()).containsExactly(7, 4, 3, 0, 2, 5, 1, 6);
  }

  @Test
  void sortingAgreesWithTheLibraryForEverySizeAndAxis() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32, DType.I64}) {
      for (int size : Samples.SIZES) {
        TensorData x = Samples.random(size, dtype, size, 2);
        List<Value> sorted = Interpreter.apply(new Reduce.Sort(0), List.of(x), null);
        for (int column = 0; column < 2; column++) {
          List<Integer> order = new ArrayList<>();
          for (int k = 0; k < size; k++) {
            order.add(k);
          }
          int fixed = column;
          order.sort((a, b) ->
              Double.compare(x.elementAsDouble(2 * a + fixed), x.elementAsDouble(2 * b + fixed)));
          for (int k = 0; k < size; k++) {
            assertThat(((TensorData) sorted.get(1)).ints()[2 * k + column]).isEqualTo(order.get(k));
            assertThat(((TensorData) sorted.get(0)).elementAsDouble(2 * k + column))
                .isEqualTo(x.elementAsDouble(2 * order.get(k) + column));
          }
        }
      }
    }
  }
}
