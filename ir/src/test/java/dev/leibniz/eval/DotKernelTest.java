package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Contract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DotKernelTest {
  private static final Contract.Dot MATMUL =
      new Contract.Dot(List.of(), List.of(), List.of(1), List.of(0));

  private static double fma(double a, double b, double c, DType dtype) {
    return dtype == DType.F32 ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  private static double plus(double a, double b, DType dtype) {
    return dtype == DType.F32 ? (float) (a + b) : a + b;
  }

  /// Both laws of dot products, restated.
  static double law(double[] a, double[] b, long m, long n, DType dtype) {
    int k = a.length;
    return k >= 128 && (n == 1 || m * n <= 64) ? lanes(a, b, dtype) : blocks(a, b, dtype);
  }

  private static double blocks(double[] a, double[] b, DType dtype) {
    double result = 0;
    for (int from = 0; from < a.length; from += 256) {
      double p = 0;
      for (int k = from; k < Math.min(a.length, from + 256); k++) {
        p = fma(a[k], b[k], p, dtype);
      }
      result = from == 0 ? p : plus(result, p, dtype);
    }
    return result;
  }

  private static double lanes(double[] a, double[] b, DType dtype) {
    List<Double> results = new ArrayList<>();
    int lanes = dtype == DType.F32 ? 64 : 32;
    for (int from = 0; from < a.length; from += 16384) {
      int to = Math.min(a.length, from + 16384);
      int width = Math.min(lanes, to - from == 1 ? 1 : Integer.highestOneBit(to - from - 1) * 2);
      double[] lane = new double[width];
      for (int k = from; k < to; k++) {
        int i = (k - from) % width;
        lane[i] = fma(a[k], b[k], lane[i], dtype);
      }
      for (int w = width / 2; w >= 1; w /= 2) {
        for (int i = 0; i < w; i++) {
          lane[i] = plus(lane[i], lane[i + w], dtype);
        }
      }
      results.add(lane[0]);
    }
    double[] blocks = results.stream().mapToDouble(Double::doubleValue).toArray();
    return blocks.length == 1 ? blocks[0] : ReduceKernelTest.law(blocks, dtype, false);
  }

  private static void agreesWithTheLaw(DType dtype, int m, int n, int k) {
    TensorData x = Samples.random(m + 1000L * n, dtype, m, k);
    TensorData y = Samples.random(k + 7L, dtype, k, n);
    TensorData product = Samples.apply(MATMUL, x, y);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j += 1 + n / 37) {
        double[] a = new double[k];
        double[] b = new double[k];
        for (int l = 0; l < k; l++) {
          a[l] = x.elementAsDouble(i * k + l);
          b[l] = y.elementAsDouble(l * n + j);
        }
        assertThat(product.elementAsDouble(i * n + j))
            .as("%s m = %d, n = %d, k = %d, element [%d, %d]", dtype, m, n, k, i, j)
            .isEqualTo(law(a, b, m, n, dtype));
      }
    }
  }

  @Test
  void productsFollowTheLawToTheBitForEverySize() {
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      for (int size : Samples.SIZES) {
        agreesWithTheLaw(dtype, size, 17, 31);
        agreesWithTheLaw(dtype, 5, size, 31);
        agreesWithTheLaw(dtype, 9, 9, size);
      }
      for (int k : new int[] {255, 256, 257, 512, 700}) {
        agreesWithTheLaw(dtype, 13, 70, k);
      }
      agreesWithTheLaw(dtype, 3, 1100, 300);
    }
  }

  @Test
  void smallProductsOfLongVectorsFollowTheLawOfLanes() {
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      for (int k : new int[] {127, 128, 129, 256, 1000, 16384, 16385, 40000}) {
        agreesWithTheLaw(dtype, 1, 1, k);
        agreesWithTheLaw(dtype, 3, 5, k);
      }
      agreesWithTheLaw(dtype, 100, 1, 300);
      agreesWithTheLaw(dtype, 8, 8, 300);
      agreesWithTheLaw(dtype, 8, 9, 300);
      agreesWithTheLaw(dtype, 1, 65, 300);
    }
  }

  @Test
  void productsAreAsAccurateAsTheirChainsAreLong() {
    int k = 1000;
    TensorData x = Samples.random(1, DType.F32, 1, k);
    TensorData y = Samples.random(2, DType.F32, k, 70);
    TensorData product = Samples.apply(MATMUL, x, y);
    for (int j = 0; j < 70; j++) {
      BigDecimal exact = BigDecimal.ZERO;
      double magnitude = 0;
      for (int l = 0; l < k; l++) {
        BigDecimal term =
            new BigDecimal(x.floats()[l]).multiply(new BigDecimal(y.floats()[l * 70 + j]));
        exact = exact.add(term);
        magnitude += Math.abs(term.doubleValue());
      }
      assertThat(Math.abs(product.floats()[j] - exact.doubleValue()))
          .isLessThan((256 + 4) * Math.ulp(1f) / 2 * magnitude);
    }
  }

  /// Axes in any order: batch axes (2, 0), summed axes (1, 3) of the left operand in the order (3,
  /// 1).
  @Test
  void anyAxesCanBeSharedAndSummed() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32, DType.I64}) {
      TensorData x = Samples.random(3, dtype, 2, 4, 3, 5, 6);
      TensorData y = Samples.random(4, dtype, 5, 3, 7, 2, 4);
      Contract.Dot dot =
          new Contract.Dot(List.of(2, 0), List.of(1, 3), List.of(3, 1), List.of(0, 4));
      TensorData product = Samples.apply(dot, x, y);
      assertThat(product.shape()).isEqualTo(Shape.of(3L, 2, 6, 7));
      for (int place = 0; place < product.length(); place++) {
        long[] at = Samples.index(product.shape(), place);
        double[] a = new double[20];
        double[] b = new double[20];
        for (int k = 0; k < 20; k++) {
          a[k] = x.elementAsDouble(Samples.place(x.shape(), at[1], k % 4, at[0], k / 4, at[2]));
          b[k] = y.elementAsDouble(Samples.place(y.shape(), k / 4, at[0], at[3], at[1], k % 4));
        }
        assertThat(product.elementAsDouble(place)).isEqualTo(law(a, b, 6, 7, dtype));
      }
    }
  }

  @Test
  void productsOfNoTermsAreZero() {
    TensorData product =
        Samples.apply(
            MATMUL,
            TensorData.zeros(TensorType.of(DType.F32, 2, 0)),
            TensorData.zeros(TensorType.of(DType.F32, 0, 3)));
    assertThat(product.floats()).containsExactly(0, 0, 0, 0, 0, 0);
  }

  @Test
  void wholeNumbersWrapAround() {
    TensorData x = TensorData.of(TensorType.of(DType.I32, 1, 2), new int[] {1 << 30, 3});
    TensorData y = TensorData.of(TensorType.of(DType.I32, 2, 1), new int[] {4, 5});
    assertThat(Samples.apply(MATMUL, x, y).ints()).containsExactly(15);
  }

  @Test
  void rowsCanBeComputedInPartsAtAnyPlace() {
    TensorData x = Samples.random(8, DType.F32, 3, 50, 300);
    TensorData y = Samples.random(9, DType.F32, 3, 300, 40);
    Contract.Dot dot = new Contract.Dot(List.of(0), List.of(0), List.of(2), List.of(1));
    TensorData whole = Samples.apply(dot, x, y);
    DotKernel kernel = DotKernel.of(dot, x.type(), y.type());
    float[] parts = new float[whole.length() + 5];
    Arrays.fill(parts, Float.NaN);
    View result = new View(whole.type(), parts, 5);
    View a = kernel.packLeft(View.of(x));
    View b = kernel.packRight(View.of(y));
    for (long from = 0; from < kernel.rows(); from += 23) {
      kernel.run(a, b, result, from, Math.min(kernel.rows(), from + 23));
    }
    assertThat(Arrays.copyOfRange(parts, 5, parts.length)).isEqualTo(whole.floats());
  }
}
