package dev.leibniz.compile;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.TensorType;
import dev.leibniz.eval.DotKernel;
import dev.leibniz.eval.View;
import dev.leibniz.ir.Contract;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dot product by the service that multiplies matrices: operands are read where they lie if their
/// axes allow it, and are copied first otherwise.
///
/// @param kernel the sizes, and how operands are copied
/// @param left how the left operand reads as [batch, m, k]; null where it has to be copied
/// @param right how the right operand reads as [batch, k, n]; null where it has to be copied
record LaneProduct(DotKernel kernel, @Nullable Strides left, @Nullable Strides right) {

  /// Smaller products are not worth the packing.
  static final long SMALLEST = 16 * 16 * 16;

  /// Multiplications in about a nanosecond.
  static final int PER_NANOSECOND = 64;

  /// Rows that stay together when they are split among threads: whole tiles.
  private static final int ROWS_TOGETHER = 24;

  /// Columns that stay together.
  private static final int COLUMNS_TOGETHER = 32;

  /// Rows or columns of a chunk for which the other operand is copied with little effort.
  private static final int SHORT_CHUNK = 96;

  /// The same, where single numbers are copied.
  private static final int LONG_CHUNK = 256;

  /// The product, where the service applies: large products of floating-point numbers in blocks.
  static Optional<LaneProduct> of(
      Contract.Dot dot, DotKernel kernel, TensorType left, TensorType right) {
    long size = (long) kernel.m() * kernel.n() * kernel.k();
    if (!left.dtype().isFloating() || !kernel.isInBlocks() || size < SMALLEST) {
      return Optional.empty();
    }
    List<Integer> rows = dot.leftFree(left.rank());
    List<Integer> columns = dot.rightFree(right.rank());
    return Optional.of(
        new LaneProduct(
            kernel,
            Strides.of(left, dot.leftBatch(), rows, dot.leftSummed()).orElse(null),
            Strides.of(right, dot.rightBatch(), dot.rightSummed(), columns).orElse(null)));
  }

  /// For people.
  String describe() {
    return MatrixProducts.ready().map(product -> ", " + product.description()).orElse("");
  }

  /// Computes the product; large ones in parts side by side.
  void run(MatrixProduct product, View leftView, View rightView, View result) {
    int m = kernel.m();
    int n = kernel.n();
    int k = kernel.k();
    View a = left == null ? kernel.packLeft(leftView) : leftView;
    View b = right == null ? kernel.packRight(rightView) : rightView;
    Strides rows = left == null ? new Strides(m * k, k, 1) : left;
    Strides columns = right == null ? new Strides(k * n, n, 1) : right;
    boolean isTall = m >= n;
    int extent = isTall ? m : n;
    int together = isTall ? ROWS_TOGETHER : COLUMNS_TOGETHER;
    int groups = Math.ceilDiv(extent, together);
    int chunk = isTall ? chunk(columns.column()) : chunk(rows.column());
    Threads.split(
        kernel.batch() * groups,
        chunk / together,
        kernel.multiplications() / PER_NANOSECOND,
        (from, to) -> {
          for (int group = from; group < to; ) {
            int example = group / groups;
            int end = Math.min(to, (example + 1) * groups);
            int first = group % groups * together;
            int count = Math.min(extent, (end - example * groups) * together) - first;
            Matrix x = rows.matrix(a.offset(), example);
            Matrix y = columns.matrix(b.offset(), example);
            int place = result.offset() + example * m * n;
            if (isTall) {
              multiply(
                  product, a, x.from(first, 0), b, y, result, place + first * n, n, count, n, k);
            } else {
              multiply(product, a, x, b, y.from(0, first), result, place + first, n, m, count, k);
            }
            group = end;
          }
        });
  }

  private static int chunk(int columnStride) {
    return columnStride == 1 ? SHORT_CHUNK : LONG_CHUNK;
  }

  /// Multiplies matrices where they lie; the result's rows are `stride` apart.
  private static void multiply(
      MatrixProduct product,
      View a,
      Matrix x,
      View b,
      Matrix y,
      View result,
      int place,
      int stride,
      int rows,
      int columns,
      int k) {
    switch (result.array()) {
      case float[] z ->
          product.multiply(
              (float[]) a.array(), x, (float[]) b.array(), y, z, place, stride, rows, columns, k);
      case double[] z ->
          product.multiply(
              (double[]) a.array(), x, (double[]) b.array(), y, z, place, stride, rows, columns, k);
      default -> throw new IllegalStateException("not floating-point numbers: " + result.type());
    }
  }
}
