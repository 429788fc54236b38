package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.DonatedException;
import dev.leibniz.error.LinalgException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.SizeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a tensor is: values, element types, shapes, text; and the edges of operations.
final class TensorTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Tensor f64(double... elements) {
    return Tensor.of(elements);
  }

  @Test
  void elementTypesFollowTheJavaType() {
    assertThat(Tensor.of(new float[2]).dtype()).isEqualTo(DType.F32);
    assertThat(Tensor.of(new double[2]).dtype()).isEqualTo(DType.F64);
    assertThat(Tensor.of(new int[2]).dtype()).isEqualTo(DType.I32);
    assertThat(Tensor.of(new long[2]).dtype()).isEqualTo(DType.I64);
    assertThat(Tensor.of(new boolean[2]).dtype()).isEqualTo(DType.BOOL);
    assertThat(Tensor.scalar(1f).type()).hasToString("f32[]");
    assertThat(Tensor.scalar(1.0).type()).hasToString("f64[]");
    assertThat(Tensor.scalar(1).type()).hasToString("i32[]");
    assertThat(Tensor.scalar(1L).type()).hasToString("i64[]");
    assertThat(Tensor.scalar(true).type()).hasToString("bool[]");
  }

  @Test
  void arraysAreCopiedInAndOut() {
    float[] elements = {1, 2};
    Tensor x = Tensor.of(elements);
    elements[0] = 9;
    x.toFloatArray()[1] = 9;
    assertThat(x.toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void withoutAShapeATensorHasOneAxis() {
    assertThat(Tensor.of(new int[5]).shape()).isEqualTo(Shape.of(5L));
    assertThat(Tensor.of(new int[0]).shape()).isEqualTo(Shape.of(0L));
    assertThatThrownBy(() -> Tensor.of(new int[5], 2, 2)).isInstanceOf(ShapeException.class);
  }

  @Test
  void javaNumbersTakeTheTensorsElementType() {
    assertThat(Tensor.arange(DType.I64, 3).plus(2).type()).hasToString("i64[3]");
    assertThat(Tensor.of(new float[] {1}).times(0.1).toFloatArray()).containsExactly(0.1f);
    assertThatThrownBy(() -> Tensor.arange(DType.I64, 3).plus(0x1p53))
        .isInstanceOf(DTypeException.class);
    assertThatThrownBy(() -> Tensor.arange(DType.I32, 3).less(Double.NaN))
        .isInstanceOf(DTypeException.class);
  }

  @Test
  void wholeNumbersDivideAsInJava() {
    Tensor quotient = Tensor.of(new int[] {7, -7}).div(2);
    assertThat(quotient.toIntArray()).containsExactly(3, -3);
  }

  @Test
  void comparisonsWithNaNAreFalseButForNotEqual() {
    Tensor nan = f64(Double.NaN);
    assertThat(nan.equalTo(nan).item()).isZero();
    assertThat(nan.less(nan).item()).isZero();
    assertThat(nan.greaterEqual(nan).item()).isZero();
    assertThat(nan.notEqualTo(nan).item()).isOne();
  }

  @Test
  void tensorsCompareByIdentity() {
    Tensor x = f64(1);
    assertThat(x).isNotEqualTo(f64(1));
    assertThat(Map.of(x, 1)).containsKey(x).doesNotContainKey(f64(1));
  }

  @Test
  void logSumExpNeitherOverflowsNorVanishes() {
    assertThat(f64(1000, 1000).logSumExp().item()).isEqualTo(1000 + Math.log(2));
    assertThat(f64(-1000, -1000).logSumExp().item()).isEqualTo(-1000 + Math.log(2));
    assertThat(f64(-INFINITY, 0).logSumExp().item()).isZero();
    assertThat(f64(-INFINITY, -INFINITY).logSumExp().item()).isEqualTo(-INFINITY);
    assertThat(f64(INFINITY, 0).logSumExp().item()).isEqualTo(INFINITY);
    assertThat(f64(Double.NaN, 0).logSumExp().item()).isNaN();
    assertThat(f64().logSumExp().item()).isEqualTo(-INFINITY);
  }

  @Test
  void softmaxIsDefinedForMaskedRows() {
    assertThat(f64(0, -INFINITY).softmax(0).toDoubleArray()).containsExactly(1, 0);
    assertThat(f64(-INFINITY, -INFINITY).softmax(0).toDoubleArray()).containsExactly(0, 0);
    assertThat(f64(0, -INFINITY).logSoftmax(0).toDoubleArray()).containsExactly(0, -INFINITY);
    assertThat(f64(1e300, 0).softmax(0).toDoubleArray()).containsExactly(1, 0);
  }

  @Test
  void normNeitherOverflowsNorVanishes() {
    assertThat(f64(3e300, 4e300).norm().item()).isEqualTo(5e300);
    assertThat(f64(3e-300, 4e-300).norm().item()).isEqualTo(5e-300);
    assertThat(f64(0, 0).norm().item()).isZero();
    assertThat(f64(-INFINITY, 0).norm().item()).isEqualTo(INFINITY);
    assertThat(f64(Double.NaN, 0).norm().item()).isNaN();
    assertThat(f64().norm().item()).isZero();
  }

  @Test
  void argMaxOverSeveralAxesCountsInRowMajorOrder() {
    Tensor x = Tensor.of(new int[] {0, 9, 1, 2, 3, 4, 8, 5}, 2, 2, 2);
    assertThat(x.argMax(0, 2).toIntArray()).containsExactly(1, 2);
    assertThat(Tensor.scalar(5).argMax().item()).isZero();
  }

  @Test
  void reductionsOfNoElementsAreTheNeutralElement() {
    Tensor none = Tensor.zeros(DType.F64, 0, 2);
    assertThat(none.sum(0).toDoubleArray()).containsExactly(0, 0);
    assertThat(none.prod(0).toDoubleArray()).containsExactly(1, 1);
    assertThat(none.greater(0).any().item()).isZero();
    assertThat(none.greater(0).all().item()).isOne();
    assertThat(none.softmax(0).shape()).isEqualTo(none.shape());
    assertThatThrownBy(none::mean).isInstanceOf(ShapeException.class);
  }

  @Test
  void constantsStretchWithoutMemory() {
    assertThatThrownBy(() -> Tensor.zeros(DType.F32, 1 << 16, 1 << 16))
        .isInstanceOf(SizeException.class);
    Trace.Traced traced = Traced.trace(in -> Tensor.zeros(DType.F32, 1 << 16, 1 << 16), List.of());
    assertThat(traced.program().outputTypes()).hasToString("[f32[65536, 65536]]");
  }

  @Test
  void choleskyTakesTheSymmetricPart() {
    Tensor skewed = Tensor.of(new double[] {4, 1, 3, 5}, 2, 2);
    Tensor l = skewed.cholesky();
    assertThat(l.matmul(l.transpose()).round().toDoubleArray()).containsExactly(4, 2, 2, 5);
    assertThatThrownBy(() -> Tensor.eye(DType.F64, 2).negate().cholesky())
        .isInstanceOf(LinalgException.class);
  }

  @Test
  void aSingularMatrixHasDeterminantZero() {
    Tensor ones = Tensor.ones(DType.F64, 3, 3);
    assertThat(ones.det().item()).isZero();
    assertThat(ones.logDet().item()).isEqualTo(-INFINITY);
    assertThatThrownBy(ones::inverse).isInstanceOf(LinalgException.class);
  }

  @Test
  void oneHotOfNoIndexIsZero() {
    Tensor x = Tensor.of(new int[] {-1, 2}).oneHot(2, DType.F32);
    assertThat(x.toFloatArray()).containsOnly(0);
  }

  @Test
  void dynamicBlocksAreReadAndWrittenAtStarts() {
    Tensor x = Tensor.arange(DType.F64, 12).reshape(3, 4);
    Tensor starts = Tensor.of(new int[] {1, 2});
    assertThat(x.dynamicSlice(starts, 2, 2).toDoubleArray()).containsExactly(6, 7, 10, 11);
    Tensor updated = x.dynamicUpdate(Tensor.zeros(DType.F64, 1, 2), starts);
    assertThat(updated.get(1).toDoubleArray()).containsExactly(4, 5, 0, 0);
  }

  @Test
  void aDonatedTensorIsRefused() {
    Tensor x = f64(1);
    TensorAccess.donate(x);
    assertThatThrownBy(() -> x.plus(1))
        .isInstanceOf(DonatedException.class)
        .hasMessageStartingWith("plus: a donated tensor must not be used again; got f64[1] whose");
    assertThat(x).hasToString("f64[1] (donated)");
  }

  @Test
  void textShowsRowsAndTheEndsOfLongAxes() {
    assertThat(Tensor.scalar(1.5f)).hasToString("f32[] 1.5");
    assertThat(Tensor.of(new boolean[] {true, false})).hasToString("bool[2] [true, false]");
    assertThat(Tensor.arange(DType.I32, 4).reshape(2, 2))
        .hasToString("i32[2, 2]\n[[0, 1],\n [2, 3]]");
    assertThat(Tensor.arange(DType.I32, 4).reshape(2, 1, 2))
        .hasToString("i32[2, 1, 2]\n[[[0, 1]],\n\n [[2, 3]]]");
    assertThat(Tensor.arange(DType.I32, 2000))
        .hasToString("i32[2000] [0, 1, 2, ..., 1997, 1998, 1999]");
    assertThat(Tensor.zeros(DType.F32, 0, 3)).hasToString("f32[0, 3]\n[]");
  }
}
