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
    for (int i = 0; i < matrices; i++) {
      switch (prim) {
        case Linalg.Cholesky cholesky -> cholesky(a, i, n, y, matrices);
        case Linalg.TriangularSolve solve -> solve(solve, a, inputs.get(1), i, n, y);
        case Linalg.Lu lu -> lu(a, i, n, y, outputs.get(1), outputs.get(2));
      }
    }
  }

  private static void cholesky(View a, int matrix, int n, View y, int matrices) {
    String which = matrices == 1 ? "" : " in matrix " + matrix + " of " + matrices;
    int skipped = matrix * n * n;
    switch (a.array()) {
      case float[] x -> {
        float[][] rows = FloatLinalg.rows(x, a.offset() + skipped, n, n);
        FloatLinalg.cholesky(rows, which);
        FloatLinalg.store(rows, (float[]) y.array(), y.offset() + skipped);
      }
      case double[] x -> {
        double[][] rows = DoubleLinalg.rows(x, a.offset() + skipped, n, n);
        DoubleLinalg.cholesky(rows, which);
        DoubleLinalg.store(rows, (double[]) y.array(), y.offset() + skipped);
      }
      default -> throw notFloating(a.type());
    }
  }

  private static void solve(
      Linalg.TriangularSolve prim, View a, View b, int matrix, int n, View y) {
    int m = (int) b.shape().extent(b.shape().rank() - 1);
    int triangle = a.offset() + matrix * n * n;
    int skipped = matrix * n * m;
    boolean forward = prim.lower() != prim.transposed();
    switch (a.array()) {
      case float[] x -> {
        float[][] factor = FloatLinalg.rows(x, triangle, n, n);
        float[][] rows = FloatLinalg.rows((float[]) b.array(), b.offset() + skipped, n, m);
        FloatLinalg.solve(
            prim.transposed() ? FloatLinalg.transposed(factor) : factor,
            rows,
            forward,
            prim.unitDiagonal());
        FloatLinalg.store(rows, (float[]) y.array(), y.offset() + skipped);
      }
      case double[] x -> {
        double[][] factor = DoubleLinalg.rows(x, triangle, n, n);
        double[][] rows = DoubleLinalg.rows((double[]) b.array(), b.offset() + skipped, n, m);
        DoubleLinalg.solve(
            prim.transposed() ? DoubleLinalg.transposed(factor) : factor,
            rows,
            forward,
            prim.unitDiagonal());
        DoubleLinalg.store(rows, (double[]) y.array(), y.offset() + skipped);
      }
      default -> throw notFloating(a.type());
    }
  }

  private static void lu(View a, int matrix, int n, View packed, View order, View sign) {
    int skipped = matrix * n * n;
    int[] places = (int[]) order.array();
    int orderBase = order.offset() + matrix * n;
    int signPlace = sign.offset() + matrix;
    switch (a.array()) {
      case float[] x -> {
        float[][] rows = FloatLinalg.rows(x, a.offset() + skipped, n, n);
        ((float[]) sign.array())[signPlace] = FloatLinalg.lu(rows, places, orderBase);
        FloatLinalg.store(rows, (float[]) packed.array(), packed.offset() + skipped);
      }
      case double[] x -> {
        double[][] rows = DoubleLinalg.rows(x, a.offset() + skipped, n, n);
        ((double[]) sign.array())[signPlace] = DoubleLinalg.lu(rows, places, orderBase);
        DoubleLinalg.store(rows, (double[]) packed.array(), packed.offset() + skipped);
      }
      default -> throw notFloating(a.type());
    }
  }

  private static IllegalArgumentException notFloating(TensorType type) {
    return new IllegalArgumentException("not floating-point: " + type);
  }
}
