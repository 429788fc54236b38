package dev.leibniz.tensor;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LinalgException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Linalg;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Ops;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.List;

/// Matrix products, decompositions and solves. Matrices stand on the last two axes.
final class LinearAlgebra {
  private static final TensorOps OPS = TensorOps.INSTANCE;

  private LinearAlgebra() {}

  /// The product with NumPy's rules for tensors of one axis and of more than two.
  static Tensor matmul(Tensor a, Tensor b) {
    TensorOps.requireSameDType("matmul", a, b);
    Takes.NUMBERS.check("matmul", a);
    int rankA = a.shape().rank();
    int rankB = b.shape().rank();
    if (rankA == 0 || rankB == 0) {
      throw new ShapeException(
          Explanation.of("matmul", "both operands must have at least one axis")
              .got("a = " + a.type() + ", b = " + b.type())
              .fix("multiply by a single number with times"));
    }
    int innerA = rankA - 1;
    int innerB = Math.max(0, rankB - 2);
    if (a.shape().extent(innerA) != b.shape().extent(innerB)) {
      throw new ShapeException(
          Explanation.of("matmul", "inner axes must match")
              .got(
                  TensorOps.axis("a", a.type(), innerA)
                      + ", "
                      + TensorOps.axis("b", b.type(), innerB))
              .fix("transpose b, or build b with " + a.shape().extent(innerA) + " inputs"));
    }
    if (rankA > 2 && rankB > 2) {
      return batched(a, b);
    }
    Tensor product =
        OPS.one(new Contract.Dot(List.of(), List.of(), List.of(innerA), List.of(innerB)), a, b);
    return rankA == 2 && rankB > 2 ? OPS.moveAxis(product, 0, rankB - 2) : product;
  }

  private static Tensor batched(Tensor a, Tensor b) {
    Shape leading = leading("matmul", a, b);
    return OPS.matmul(stretchMatrices(a, leading), stretchMatrices(b, leading));
  }

  /// The leading axes that two tensors of matrices stretch to.
  private static Shape leading(String operation, Tensor a, Tensor b) {
    TensorType left = a.type().withShape(a.shape().slice(0, a.shape().rank() - 2));
    TensorType right = b.type().withShape(b.shape().slice(0, b.shape().rank() - 2));
    return TensorOps.broadcastShape(operation, left, right);
  }

  private static Tensor stretchMatrices(Tensor x, Shape leading) {
    Shape shape = x.shape();
    return TensorOps.stretch(x, leading.append(shape.slice(shape.rank() - 2, shape.rank())));
  }

  /// Gives a tensor back that has matrices.
  static Tensor matrices(String operation, Tensor x) {
    Takes.NUMBERS.check(operation, x);
    if (x.shape().rank() < 2) {
      throw new ShapeException(
          Explanation.of(operation, "matrices stand on the last two axes")
              .got("a = " + x.type())
              .fix("add an axis with expandAxis"));
    }
    return x;
  }

  private static Tensor square(String operation, Tensor x) {
    matrices(operation, x);
    int rank = x.shape().rank();
    if (x.shape().extent(rank - 2) != x.shape().extent(rank - 1)) {
      throw new ShapeException(
          Explanation.of(operation, "matrices must be square: the last two axes equal")
              .got("a = " + x.type()));
    }
    return x;
  }

  private static Tensor floatingSquare(String operation, Tensor x) {
    return square(operation, Takes.FLOATING.check(operation, x));
  }

  /// Row-major, the diagonal of n × n elements is every (n + 1)-th one.
  static Tensor diagonal(Tensor x) {
    Shape shape = square("diagonal", x).shape();
    int last = shape.rank() - 2;
    long n = shape.extent(last);
    Tensor flat = OPS.reshape(x, shape.slice(0, last).append(Shape.of(n * n)));
    Movement.Slice all = Movement.slice(flat.shape(), last, 0, n * n);
    List<Long> steps = Ops.range(0, last + 1).stream().map(i -> i == last ? n + 1 : 1L).toList();
    return OPS.one(new Movement.Slice(all.starts(), all.limits(), steps), flat);
  }

  static Tensor cholesky(Tensor a) {
    floatingSquare("cholesky", a);
    Tensor symmetric = a.plus(OPS.transposeMatrix(a)).times(0.5);
    return OPS.one(new Linalg.Cholesky(), symmetric);
  }

  static Tensor triangularSolve(Tensor a, Tensor b, boolean lower, boolean transposed) {
    Linalg.TriangularSolve prim = new Linalg.TriangularSolve(lower, transposed, false);
    return withColumns(
        "triangularSolve", a, b, (matrices, columns) -> OPS.one(prim, matrices, columns));
  }

  static Tensor solve(Tensor a, Tensor b) {
    return withColumns("solve", a, b, (matrices, columns) -> solved("solve", matrices, columns));
  }

  static Tensor inverse(Tensor a) {
    floatingSquare("inverse", a);
    int rank = a.shape().rank();
    int n = Math.toIntExact(a.shape().extent(rank - 1));
    Tensor identity = Factories.eye(a.dtype(), n);
    return solved("inverse", a, TensorOps.stretch(identity, a.shape()));
  }

  /// A solve of matrices and columns with the same leading axes.
  @FunctionalInterface
  private interface Solver {
    Tensor solve(Tensor matrices, Tensor columns);
  }

  private static Tensor withColumns(String operation, Tensor a, Tensor b, Solver solver) {
    floatingSquare(operation, a);
    TensorOps.requireSameDType(operation, a, b);
    boolean isVector = b.shape().rank() == 1;
    Tensor columns = isVector ? b.expandAxis(1) : matrices(operation, b);
    int axisA = a.shape().rank() - 2;
    int axisB = isVector ? 0 : b.shape().rank() - 2;
    if (b.shape().extent(axisB) != a.shape().extent(axisA)) {
      throw new ShapeException(
          Explanation.of(operation, "b must have as many rows as a")
              .got(
                  TensorOps.axis("a", a.type(), axisA)
                      + ", "
                      + TensorOps.axis("b", b.type(), axisB))
              .fix("the unknowns of one system stand in a column; transpose b if they are rows"));
    }
    Shape leading = leading(operation, a, columns);
    Tensor x = solver.solve(stretchMatrices(a, leading), stretchMatrices(columns, leading));
    return isVector ? x.squeeze(-1) : x;
  }

  /// P·A = L·U, L·y = P·b, U·x = y.
  ///
  /// Source: Golub, Van Loan: Matrix Computations, 4th edition, §3.4.
  private static Tensor solved(String operation, Tensor a, Tensor b) {
    List<Tensor> factors = OPS.apply(new Linalg.Lu(), List.of(a));
    Tensor packed = factors.get(0);
    requireRegular(operation, a, packed);
    int rows = a.shape().rank() - 2;
    Tensor ordered = OPS.one(new Index.Gather(rows, rows), b, factors.get(1));
    Tensor y = OPS.one(new Linalg.TriangularSolve(true, false, true), packed, ordered);
    return OPS.one(new Linalg.TriangularSolve(false, false, false), packed, y);
  }

  /// Refuses singular matrices where the numbers are known.
  private static void requireRegular(String operation, Tensor a, Tensor packed) {
    if (!(packed.content() instanceof Content.Numbers)) {
      return;
    }
    TensorData pivots = diagonal(packed).data(operation);
    for (int i = 0; i < pivots.length(); i++) {
      if (pivots.elementAsDouble(i) == 0) {
        long n = a.shape().extent(a.shape().rank() - 1);
        throw new LinalgException(
            Explanation.of(operation, "the matrix must not be singular")
                .got(
                    "a = "
                        + a.type()
                        + " with a zero as pivot "
                        + i % n
                        + (pivots.length() == n ? "" : " of matrix " + i / n))
                .fix(
                    "look for equal or zero rows, or add a small multiple of Tensor.eye to the"
                        + " matrix"));
      }
    }
  }

  static Tensor det(Tensor a) {
    List<Tensor> factors = OPS.apply(new Linalg.Lu(), List.of(floatingSquare("det", a)));
    return diagonal(factors.get(0)).prod(-1).times(factors.get(2));
  }

  static Tensor logDet(Tensor a) {
    List<Tensor> factors = OPS.apply(new Linalg.Lu(), List.of(floatingSquare("logDet", a)));
    return diagonal(factors.get(0)).abs().log().sum(-1);
  }
}
