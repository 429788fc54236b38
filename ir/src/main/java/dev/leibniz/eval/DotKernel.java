package dev.leibniz.eval;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Ops;
import java.util.ArrayList;
import java.util.List;

/// A dot product of operands of fixed types, as a batch of matrix products: left operand [batch, m,
/// k], right operand [batch, k, n] (or [batch, n, k], as the law wants it), result [batch, m, n].
///
/// ```java
/// DotKernel kernel = DotKernel.of(dot, left.type(), right.type());
/// View a = kernel.packLeft(left);
/// View b = kernel.packRight(right);
/// kernel.run(a, b, result, 0, kernel.rows());
/// ```
///
/// Ranges of rows are independent of each other: they may run on several threads.
public final class DotKernel {
  /// The number of consecutive terms that one chain of `fma` adds up.
  static final int BLOCK = 256;

  private final DotLaw law;
  private final List<Integer> leftOrder;
  private final List<Integer> rightOrder;
  private final int batch;
  private final int m;
  private final int n;
  private final int k;

  private DotKernel(Contract.Dot dot, TensorType left, TensorType right) {
    List<Integer> leftFree = dot.leftFree(left.rank());
    List<Integer> rightFree = dot.rightFree(right.rank());
    batch = extent(left, dot.leftBatch());
    m = extent(left, leftFree);
    n = extent(right, rightFree);
    k = extent(left, dot.leftSummed());
    law = DotLaw.of(m, n, k, left.dtype());
    leftOrder = order(dot.leftBatch(), leftFree, dot.leftSummed());
    rightOrder =
        switch (law) {
          case BLOCKS -> order(dot.rightBatch(), dot.rightSummed(), rightFree);
          case LANES -> order(dot.rightBatch(), rightFree, dot.rightSummed());
        };
  }

  /// The kernel for operands of the given types.
  public static DotKernel of(Contract.Dot dot, TensorType left, TensorType right) {
    return new DotKernel(dot, left, right);
  }

  private static int extent(TensorType type, List<Integer> axes) {
    long product = 1;
    for (int axis : axes) {
      product = Math.multiplyExact(product, type.shape().extent(axis));
    }
    return Math.toIntExact(product);
  }

  private static List<Integer> order(
      List<Integer> first, List<Integer> second, List<Integer> third) {
    List<Integer> order = new ArrayList<>(first);
    order.addAll(second);
    order.addAll(third);
    return order;
  }

  /// Whether the order of additions is the block law.
  public boolean isInBlocks() {
    return law == DotLaw.BLOCKS;
  }

  /// The number of products.
  public int batch() {
    return batch;
  }

  /// The rows of one product.
  public int m() {
    return m;
  }

  /// The columns of one product.
  public int n() {
    return n;
  }

  /// The terms of one sum.
  public int k() {
    return k;
  }

  /// The number of independent rows of the result: batch · m.
  public long rows() {
    return (long) batch * m;
  }

  /// The number of multiplications: batch · m · n · k.
  public long multiplications() {
    return rows() * n * k;
  }

  /// Whether the left operand lies in memory as the kernel reads it.
  public boolean isLeftPacked() {
    return isIdentity(leftOrder);
  }

  /// Whether the right operand lies in memory as the kernel reads it.
  public boolean isRightPacked() {
    return isIdentity(rightOrder);
  }

  private static boolean isIdentity(List<Integer> order) {
    return order.equals(Ops.range(0, order.size()));
  }

  /// The left operand as the kernel reads it: itself, or a copy.
  public View packLeft(View left) {
    return isLeftPacked() ? left : packed(left, leftOrder);
  }

  /// The right operand as the kernel reads it: itself, or a copy.
  public View packRight(View right) {
    return isRightPacked() ? right : packed(right, rightOrder);
  }

  private static View packed(View x, List<Integer> order) {
    List<Long> extents = order.stream().map(axis -> x.shape().extent(axis)).toList();
    TensorType type = x.type().withShape(Shape.of(extents));
    View copy = new View(type, x.dtype().newArray(x.length()), 0);
    MovementKernel.transpose(x, order, copy);
    return copy;
  }

  /// Computes the rows from `from` (inclusive) to `to` (exclusive) of the result from packed
  /// operands.
  public void run(View left, View right, View result, long from, long to) {
    for (long row = from; row < to; ) {
      int example = (int) (row / m);
      int first = (int) (row % m);
      int count = (int) Math.min(m - first, to - row);
      law.rows(
          at(left, (int) row * k),
          at(right, example * k * n),
          at(result, (int) row * n),
          count,
          n,
          k);
      row += count;
    }
  }

  private static View at(View view, int further) {
    return new View(view.type(), view.array(), view.offset() + further);
  }

  /// Computes the whole result.
  static void run(Contract.Dot dot, View left, View right, View result) {
    DotKernel kernel = of(dot, left.type(), right.type());
    kernel.run(kernel.packLeft(left), kernel.packRight(right), result, 0, kernel.rows());
  }
}
