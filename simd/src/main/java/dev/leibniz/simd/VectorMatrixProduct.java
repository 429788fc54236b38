package dev.leibniz.simd;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.MatrixProduct;

/// Matrix products in vector lanes.
public final class VectorMatrixProduct implements MatrixProduct {
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
  public void multiply(
      float[] left,
      Matrix leftAt,
      float[] right,
      Matrix rightAt,
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
      Matrix leftAt,
      double[] right,
      Matrix rightAt,
      double[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k) {
    DoubleProduct.multiply(left, leftAt, right, rightAt, result, resultAt, resultStride, m, n, k);
  }
}
