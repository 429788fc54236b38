package dev.leibniz.eval;

import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Linalg;
import java.util.List;

/// Runs factorisations and triangular solves, one matrix after the other.
public final class LinalgKernel {
  private LinalgKernel() {}

  /// Writes the results of `prim` for `inputs` into `outputs`, which share no memory with them.
  ///
  /// @throws dev.leibniz.error.LinalgException if a matrix to be factored by Cholesky is not
  ///   positive definite
  public static void run(Linalg prim, List<View> inputs, List<View> outputs) {
    View a = inputs.getFirst();
    View y = outputs.getFirst();
    int n = (int) a.shape().extent(a.shape().rank() - 1);
    int matrices = Elements.outer(a.type(), a.shape().rank() - 2);
    View source = inputs.getLast();
    System.arraycopy(source.array(), source.offset(), y.array(), y.offset(), y.length());
    for (int i = 0; i < matrices; i++) {
      switch (prim) {
        case Linalg.Cholesky cholesky -> cholesky(y, i, n, matrices);
        case Linalg.TriangularSolve solve -> solve(solve, a, i, n, y);
        case Linalg.Lu lu -> lu(y, i, n, outputs.get(1), outputs.get(2));
      }
    }
  }

  private static void cholesky(View l, int matrix, int n, int matrices) {
    String which = matrices == 1 ? "" : " in matrix " + matrix + " of " + matrices;
    int base = l.offset() + matrix * n * n;
    switch (l.array()) {
      case float[] x -> FloatLinalg.cholesky(x, base, n, which);
      case double[] x -> DoubleLinalg.cholesky(x, base, n, which);
      default -> throw notFloating(l.type());
    }
  }

  private static void solve(Linalg.TriangularSolve prim, View a, int matrix, int n, View x) {
    int m = (int) x.shape().extent(x.shape().rank() - 1);
    int base = a.offset() + matrix * n * n;
    int target = x.offset() + matrix * n * m;
    boolean forward = prim.lower() != prim.transposed();
    boolean transposed = prim.transposed();
    boolean unit = prim.unitDiagonal();
    switch (x.array()) {
      case float[] b ->
          FloatLinalg.solve((float[]) a.array(), base, n, b, target, m, forward, transposed, unit);
      case double[] b ->
          DoubleLinalg.solve(
              (double[]) a.array(), base, n, b, target, m, forward, transposed, unit);
      default -> throw notFloating(x.type());
    }
  }

  private static void lu(View packed, int matrix, int n, View order, View sign) {
    int base = packed.offset() + matrix * n * n;
    int[] rows = (int[]) order.array();
    int orderBase = order.offset() + matrix * n;
    int place = sign.offset() + matrix;
    switch (packed.array()) {
      case float[] x ->
          ((float[]) sign.array())[place] = FloatLinalg.lu(x, base, n, rows, orderBase);
      case double[] x ->
          ((double[]) sign.array())[place] = DoubleLinalg.lu(x, base, n, rows, orderBase);
      default -> throw notFloating(packed.type());
    }
  }

  private static IllegalArgumentException notFloating(TensorType type) {
    return new IllegalArgumentException("not floating-point: " + type);
  }
}
