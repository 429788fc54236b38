package dev.leibniz.eval;

import dev.leibniz.data.DType;

/// The order in which a dot product adds its terms; the package documentation states both.
enum DotLaw {
  /// One `fma` after the other, in blocks of k.
  BLOCKS,
  /// Many `fma` chains side by side, then a tree.
  LANES;

  /// The law for a product of an m × k and a k × n matrix.
  static DotLaw of(long m, long n, long k, DType dtype) {
    boolean few = n == 1 || (m <= 64 && n <= 64 && m * n <= 64);
    return dtype.isFloating() && k >= 128 && few ? LANES : BLOCKS;
  }

  /// Computes rows of a product. Row i of `a` holds k elements; `b` is [k, n] under [#BLOCKS] and
  /// [n, k] under [#LANES]; row i of `y` holds n elements.
  void rows(View a, View b, View y, int rows, int n, int k) {
    switch (a.array()) {
      case float[] x -> {
        float[] z = (float[]) b.array();
        float[] result = (float[]) y.array();
        switch (this) {
          case BLOCKS ->
              FloatDot.blocks(x, a.offset(), z, b.offset(), result, y.offset(), rows, n, k);
          case LANES ->
              FloatDot.lanes(x, a.offset(), z, b.offset(), result, y.offset(), rows, n, k);
        }
      }
      case double[] x -> {
        double[] z = (double[]) b.array();
        double[] result = (double[]) y.array();
        switch (this) {
          case BLOCKS ->
              DoubleDot.blocks(x, a.offset(), z, b.offset(), result, y.offset(), rows, n, k);
          case LANES ->
              DoubleDot.lanes(x, a.offset(), z, b.offset(), result, y.offset(), rows, n, k);
        }
      }
      case int[] x ->
          WholeDot.rows(
              x,
              a.offset(),
              (int[]) b.array(),
              b.offset(),
              (int[]) y.array(),
              y.offset(),
              rows,
              n,
              k);
      case long[] x ->
          WholeDot.rows(
              x,
              a.offset(),
              (long[]) b.array(),
              b.offset(),
              (long[]) y.array(),
              y.offset(),
              rows,
              n,
              k);
      default -> throw new IllegalArgumentException("not numbers: " + a.type());
    }
  }
}
