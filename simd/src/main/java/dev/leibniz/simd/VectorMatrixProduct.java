package dev.leibniz.simd;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.Places;
import dev.leibniz.backend.Scattered;
import java.lang.invoke.MethodHandles;
import java.util.stream.IntStream;

/// Matrix products in vector lanes.
public final class VectorMatrixProduct implements MatrixProduct {
  /// HotSpot has compiled all loops by its second compiler after about this many rounds.
  private static final int ROUNDS = 700;

  /// For the lookup of services; fails where the machine has no vectors.
  public VectorMatrixProduct() {
    if (!Lanes.exist()) {
      throw new UnsupportedOperationException("this virtual machine has no vector instructions");
    }
  }

  @Override
  public String description() {
    return "lanes of " + Lanes.width() + " bits";
  }

  @Override
  public int bits() {
    return Lanes.width();
  }

  @Override
  public double multiplyAdds(int rounds) {
    return FloatPeak.multiplyAdds(rounds);
  }

  @Override
  public MethodHandles.Lookup lanes() {
    return Lanes.lookup();
  }

  /// Sizes with full and cut tiles, several blocks of k, and both orders in memory, so that nothing
  /// is compiled again later.
  @Override
  public void prepare() {
    int m = 13;
    int n = 85;
    int k = 300;
    float[] floats = new float[2 * n * k];
    float[] floatResult = new float[m * n];
    double[] doubles = new double[2 * n * k];
    double[] doubleResult = new double[m * n];
    Scattered near = new Scattered(multiples(k, n), multiples(n, 1));
    Scattered apart = new Scattered(multiples(k, n), multiples(n, 2));
    for (int round = 0; round < ROUNDS; round++) {
      boolean isTurned = round % 2 == 1;
      Scattered places = isTurned ? apart : near;
      Matrix rows = new Matrix(0, k, 1);
      multiply(floats, rows, floats, places, floatResult, 0, n, m, n, k);
      multiply(doubles, rows, doubles, places, doubleResult, 0, n, m, n, k);
      Matrix left = isTurned ? new Matrix(0, 1, m) : new Matrix(0, k, 1);
      Matrix right = round % 4 < 2 ? new Matrix(0, 1, k) : new Matrix(0, n, 1);
      multiply(floats, left, floats, right, floatResult, 0, n, m, n, k);
      multiply(doubles, left, doubles, right, doubleResult, 0, n, m, n, k);
    }
  }

  private static int[] multiples(int count, int of) {
    return IntStream.range(0, count).map(i -> i * of).toArray();
  }

  @Override
  public void multiply(
      float[] left,
      Places leftAt,
      float[] right,
      Places rightAt,
      float[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k) {
    FloatProduct.multiply(left, leftAt, right, rightAt, result, resultAt, resultStride, m, n, k);
  }

  @Override
  public void multiply(
      double[] left,
      Places leftAt,
      double[] right,
      Places rightAt,
      double[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k) {
    DoubleProduct.multiply(left, leftAt, right, rightAt, result, resultAt, resultStride, m, n, k);
  }
}
