package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.List;

/// Decompositions and triangular solves of the matrices on the last two axes; leading axes count
/// matrices.
public sealed interface Linalg extends Local {

  private static TensorType square(String name, TensorType a) {
    int rank = a.rank();
    if (!a.dtype().isFloating()) {
      throw new DTypeException(
          Explanation.of(name, "matrices must hold floating-point numbers").got("a = " + a));
    }
    if (rank < 2 || a.shape().extent(rank - 2) != a.shape().extent(rank - 1)) {
      throw new ShapeException(
          Explanation.of(name, "matrices must be square: the last two axes equal").got("a = " + a));
    }
    return a;
  }

  @Override
  default <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
    List<V> values = inputs.stream().map(input -> input.along(o, size)).toList();
    return o.apply(this, values).stream().map(value -> new Batched<>(value, true)).toList();
  }

  /// The lower triangle L of a symmetric positive definite matrix A = L·Lᵀ, of which only the lower
  /// triangle is read.
  ///
  /// Source of the derivative: Murray, Differentiation of the Cholesky decomposition
  /// (arXiv:1602.07527), eq. 8.
  record Cholesky() implements Linalg {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(square("cholesky", Local.tensors(inputs).getFirst()));
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      V l = outputs.getFirst();
      TensorType type = o.tensorType(l);
      TriangularSolve solve = new TriangularSolve(true, false, false);
      return List.of(
          tangents
              .getFirst()
              .map(
                  type,
                  t -> {
                    V below = o.transposeMatrix(o.lowerTriangle(t, -1));
                    V left = o.one(solve, l, o.plus(o.lowerTriangle(t, 0), below));
                    V both = o.transposeMatrix(o.one(solve, l, o.transposeMatrix(left)));
                    V lower = o.lowerTriangle(both, 0);
                    V diagonal = o.upperTriangle(lower, 0);
                    return o.matmul(l, o.minus(lower, o.times(diagonal, 0.5)));
                  }));
    }
  }

  /// X with op(A)·X = B for a triangular A; only the named triangle of A is read. Operands are A
  /// and B.
  ///
  /// @param lower whether A is lower triangular
  /// @param transposed whether op(A) is Aᵀ
  /// @param unitDiagonal whether A's diagonal counts as ones and is not read
  record TriangularSolve(boolean lower, boolean transposed, boolean unitDiagonal)
      implements Linalg {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType a = square("triangularSolve", Local.tensors(inputs).get(0));
      TensorType b = Local.tensors(inputs).get(1);
      int rank = a.rank();
      boolean fits =
          b.dtype() == a.dtype()
              && b.rank() == rank
              && b.shape().slice(0, rank - 1).equals(a.shape().slice(0, rank - 1));
      if (!fits) {
        throw new ShapeException(
            Explanation.of("triangularSolve", "b must have a's type and as many rows")
                .got("a = " + a + ", b = " + b));
      }
      return List.of(b);
    }

    /// The part of a matrix that is read.
    private <V> V triangle(Ops<V> o, V a) {
      if (lower) {
        return o.lowerTriangle(a, unitDiagonal ? -1 : 0);
      }
      return o.upperTriangle(a, unitDiagonal ? 1 : 0);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      V x = outputs.getFirst();
      TensorType type = o.tensorType(x);
      Differential<V> change =
          tangents
              .get(0)
              .map(
                  type,
                  t -> {
                    V part = triangle(o, t);
                    return o.negate(o.matmul(transposed ? o.transposeMatrix(part) : part, x));
                  });
      return List.of(tangents.get(1).plus(o, change).map(type, t -> o.one(this, inputs.get(0), t)));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      V a = inputs.get(0).known(this);
      TriangularSolve other = new TriangularSolve(lower, !transposed, unitDiagonal);
      return List.of(
          new Differential.Zero<>(o.type(a)),
          cotangents.getFirst().map(inputs.get(1).tensorType(o), c -> o.one(other, a, c)));
    }
  }

  /// P·A = L·U with partial pivoting: the factors in one matrix (L's unit diagonal is not stored),
  /// the rows' order (i32: row `i` of P·A is row `order[i]` of A), and the order's sign (±1).
  ///
  /// Source: Golub, Van Loan: Matrix Computations, 4th edition, algorithm 3.4.1. A singular matrix
  /// gives a zero on U's diagonal, no error.
  record Lu() implements Linalg {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType a = square("lu", Local.tensors(inputs).getFirst());
      TensorType rows = a.removeAxis(a.rank() - 1);
      return List.of(a, rows.withDType(DType.I32), rows.removeAxis(rows.rank() - 1));
    }

    /// With X = L⁻¹·P·dA·U⁻¹: dL = L·strictLower(X), dU = upper(X)·U.
    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      V packed = outputs.getFirst();
      TensorType type = o.tensorType(packed);
      int rank = type.rank();
      Differential<V> factors =
          tangents
              .getFirst()
              .map(
                  type,
                  t -> {
                    V permuted = o.one(new Index.Gather(rank - 2, rank - 2), t, outputs.get(1));
                    V left = o.one(new TriangularSolve(true, false, true), packed, permuted);
                    V both =
                        o.transposeMatrix(
                            o.one(
                                new TriangularSolve(false, true, false),
                                packed,
                                o.transposeMatrix(left)));
                    V strictLower = o.lowerTriangle(both, -1);
                    V upper = o.upperTriangle(both, 0);
                    V packedLower = o.lowerTriangle(packed, -1);
                    V packedUpper = o.upperTriangle(packed, 0);
                    V dLower = o.plus(strictLower, o.matmul(packedLower, strictLower));
                    return o.plus(dLower, o.matmul(upper, packedUpper));
                  });
      return List.of(
          factors,
          new Differential.Zero<>(o.type(outputs.get(1))),
          new Differential.Zero<>(o.type(outputs.get(2))));
    }
  }
}
