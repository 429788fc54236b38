package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.ShapeException;
import org.junit.jupiter.api.Test;

/// Einstein's notation: laws beside the values of [NumpyTest], and texts that do not fit.
final class EinsumTest {
  private static final Tensor A = Tensor.arange(DType.F64, 6).reshape(2, 3);

  private static void requireRefused(String law, String spec, Tensor... operands) {
    assertThatThrownBy(() -> Tensor.einsum(spec, operands))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith(
            "einsum: " + law + "; got \"" + spec + "\" with operands f64[2, 3]");
  }

  @Test
  void spacesDoNotCount() {
    assertThat(Tensor.einsum("i j , k j -> i k", A, A).type()).hasToString("f64[2, 2]");
  }

  @Test
  void anEllipsisStretches() {
    Tensor one = A.expandAxis(0).expandAxis(0);
    Tensor many = Tensor.ones(DType.F64, 4, 1, 3, 2);
    assertThat(Tensor.einsum("...ij,...jk->...ik", one, many).type())
        .hasToString("f64[4, 1, 2, 2]");
  }

  @Test
  void theMatrixProductHasTheBitsOfMatmul() {
    assertThat(Tensor.einsum("ij,jk->ik", A, A.transpose()).toDoubleArray())
        .isEqualTo(A.matmul(A.transpose()).toDoubleArray());
  }

  @Test
  void textsThatDoNotFitAreRefused() {
    requireRefused("there must be one term per operand", "ij,jk->ik", A);
    requireRefused("a term must name each axis of its operand", "i->i", A);
    requireRefused("a term must name each axis of its operand", "ijk->i", A);
    requireRefused("terms are made of letters and at most one ellipsis", "i1->i", A);
    requireRefused("the result names indices of the operands, each once", "ij->ik", A);
    requireRefused("the result names indices of the operands, each once", "ij->ii", A);
    requireRefused("axes with the same index must have the same size", "ii->i", A);
    requireRefused("axes of an ellipsis stay in the result", "...i->i", A);
    assertThatThrownBy(() -> Tensor.einsum("i,i->", Tensor.scalar(1).reshape(1), A.get(0)))
        .isInstanceOf(DTypeException.class);
  }
}
