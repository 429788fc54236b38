package dev.leibniz.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.MatrixProduct;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The block law, at the lane width that the run of the tests sets.
final class VectorMatrixProductTest {
  private static final MatrixProduct PRODUCT = new VectorMatrixProduct();
  private static final int BLOCK = 256;

  record Size(int m, int n, int k) {}

  static Stream<Size> sizes() {
    Stream<Size> squares = IntStream.rangeClosed(1, 40).mapToObj(i -> new Size(i, i, i));
    Stream<Size> others =
        Stream.of(
            new Size(64, 64, 64),
            new Size(100, 100, 100),
            new Size(257, 257, 257),
            new Size(1, 200, 513),
            new Size(200, 1, 300),
            new Size(97, 33, 256),
            new Size(5, 4100, 3),
            new Size(7, 9, 1025),
            new Size(33, 450, 520),
            new Size(200, 300, 100),
            new Size(800, 40, 300));
    return Stream.concat(squares, others);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productsHaveTheBitsOfTheBlockLaw(Size size) {
    check(size, new Random(1)::nextGaussian);
  }

  @Test
  void valuesThatAreNotFiniteAndSignedZerosFollowTheLawToo() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0.0, 1e-40, 3e38};
    Random random = new Random(2);
    check(
        new Size(37, 41, 300),
        () -> random.nextInt(50) == 0 ? odd[random.nextInt(odd.length)] : random.nextGaussian());
    check(new Size(13, 34, 3), () -> -odd[random.nextInt(odd.length)]);
  }

  @Test
  void anEmptySumIsZero() {
    Matrix none = new Matrix(0, 0, 1);
    float[] floats = {7, 7, 7, 7, 7};
    PRODUCT.multiply(new float[0], none, new float[0], none, floats, 0, 3, 2, 2, 0);
    assertThat(floats).containsExactly(0, 0, 7, 0, 0);
    double[] doubles = {7, 7, 7, 7, 7};
    PRODUCT.multiply(new double[0], none, new double[0], none, doubles, 0, 3, 2, 2, 0);
    assertThat(doubles).containsExactly(0, 0, 7, 0, 0);
  }

  /// Operands row by row and column by column, all as parts of larger arrays.
  private static void check(Size size, DoubleSupplier values) {
    for (Matrix left : new Matrix[] {new Matrix(5, size.k(), 1), new Matrix(5, 1, size.m())}) {
      for (Matrix right : new Matrix[] {new Matrix(2, size.n(), 1), new Matrix(2, 1, size.k())}) {
        floats(size, left, right, values);
        doubles(size, left, right, values);
      }
    }
  }

  private static double[] numbers(int length, DoubleSupplier values) {
    return IntStream.range(0, length).mapToDouble(i -> values.getAsDouble()).toArray();
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static void floats(Size size, Matrix left, Matrix right, DoubleSupplier values) {
    float[] a = floats(numbers(5 + size.m() * size.k(), values));
    float[] b = floats(numbers(2 + size.k() * size.n(), values));
    int stride = size.n() + 3;
    float[] result = new float[1 + size.m() * stride];
    Arrays.fill(result, 42);
    float[] expected = result.clone();
    for (int i = 0; i < size.m(); i++) {
      for (int j = 0; j < size.n(); j++) {
        float sum = 0;
        for (int from = 0; from < size.k(); from += BLOCK) {
          float part = 0;
          for (int l = from; l < Math.min(size.k(), from + BLOCK); l++) {
            part = Math.fma(a[left.from(i, l).offset()], b[right.from(l, j).offset()], part);
          }
          sum = from == 0 ? part : sum + part;
        }
        expected[1 + i * stride + j] = sum;
      }
    }
    PRODUCT.multiply(a, left, b, right, result, 1, stride, size.m(), size.n(), size.k());
    assertThat(Arrays.equals(result, expected)).as("%s %s %s", size, left, right).isTrue();
  }

  private static void doubles(Size size, Matrix left, Matrix right, DoubleSupplier values) {
    double[] a = numbers(5 + size.m() * size.k(), values);
    double[] b = numbers(2 + size.k() * size.n(), values);
    int stride = size.n() + 3;
    double[] result = new double[1 + size.m() * stride];
    Arrays.fill(result, 42);
    double[] expected = result.clone();
    for (int i = 0; i < size.m(); i++) {
      for (int j = 0; j < size.n(); j++) {
        double sum = 0;
        for (int from = 0; from < size.k(); from += BLOCK) {
          double part = 0;
          for (int l = from; l < Math.min(size.k(), from + BLOCK); l++) {
            part = Math.fma(a[left.from(i, l).offset()], b[right.from(l, j).offset()], part);
          }
          sum = from == 0 ? part : sum + part;
        }
        expected[1 + i * stride + j] = sum;
      }
    }
    PRODUCT.multiply(a, left, b, right, result, 1, stride, size.m(), size.n(), size.k());
    assertThat(Arrays.equals(result, expected)).as("%s %s %s", size, left, right).isTrue();
  }
}
