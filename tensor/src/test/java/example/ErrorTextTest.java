package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.LinalgException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// What a user reads when an operation is refused: law, values, place and fix.
final class ErrorTextTest {
  private static final Tensor A = Tensor.zeros(DType.F32, 8, 16);
  private static final Tensor B = Tensor.zeros(DType.F32, 32, 4);
  private static final Tensor WHOLE = Tensor.arange(DType.I32, 3);
  private static final Tensor MASK = WHOLE.greater(1);

  private record Row(
      Class<? extends LeibnizException> type, String law, String fix, Executable operation) {}

  private static Row row(
      Class<? extends LeibnizException> type, String law, String fix, Executable operation) {
    return new Row(type, law, fix, operation);
  }

  @Test
  void theUsersLineIsNamed() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    assertThatThrownBy(() -> A.matmul(B))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "matmul: inner axes must match; got a = f32[8, 16] (axis 1 = 16), b = f32[32, 4] (axis"
                + " 0 = 32).\n"
                + "  Where: ErrorTextTest.theUsersLineIsNamed (ErrorTextTest.java:"
                + line
                + ")\n"
                + "  Fix: transpose b, or build b with 16 inputs.");
  }

  private static Stream<Row> shapes() {
    return Stream.of(
        row(
            ShapeException.class,
            "plus: axes must be of equal size, counted from the last, or 1; got a = f32[8, 16]"
                + " (axis 1 = 16), b = f32[32, 4] (axis 1 = 4)",
            "reshape or transpose one of them, or add an axis with expandAxis",
            () -> A.plus(B)),
        row(
            ShapeException.class,
            "reshape: the number of elements must stay the same; got a = f32[8, 16] (128"
                + " elements), shape = [5, 5] (25 elements)",
            "choose extents whose product is 128",
            () -> A.reshape(5, 5)),
        row(
            ShapeException.class,
            "reshape: extents must not be negative, but for one -1; got a = f32[8, 16], shape ="
                + " [-1, -1]",
            "leave at most one extent open",
            () -> A.reshape(-1, -1)),
        row(
            ShapeException.class,
            "sum: the axis must be one of the shape's; got axis = 2, shape = [8, 16]",
            "use an axis from 0 to 1, or from -2 to -1",
            () -> A.sum(2)),
        row(
            ShapeException.class,
            "slice: the range must lie within the axis and run forwards; got a = f32[8, 16] (axis 0"
                + " = 8), from = 2, to = 9",
            "use ends from 0 to 8",
            () -> A.slice(0, 2, 9)),
        row(
            ShapeException.class,
            "transpose: the axes must name each axis once; got axes = [0, 0], a = f32[8, 16]",
            "name all 2 axes, or none to reverse them",
            () -> A.transpose(0, 0)),
        row(
            ShapeException.class,
            "broadcastTo: axes must be of the wanted size, counted from the last, or 1; got a ="
                + " f32[8, 16], shape = [8, 8]",
            "add an axis with expandAxis where copies are wanted",
            () -> A.broadcastTo(8, 8)),
        row(
            ShapeException.class,
            "concat: parts must agree in every axis but the one they are joined along; got axis ="
                + " 0, parts f32[8, 16], f32[32, 4]",
            "slice, pad or transpose the part that differs",
            () -> Tensor.concat(0, A, B)),
        row(
            ShapeException.class,
            "split: the sizes must add up to the axis; got a = f32[8, 16] (axis 0 = 8), sizes ="
                + " [3, 4]",
            "choose sizes whose sum is 8",
            () -> A.split(0, 3, 4)),
        row(
            ShapeException.class,
            "item: there must be exactly one element; got a = f32[8, 16]",
            "reduce it first, as in a.sum(), or take one, as in a.get(0)",
            () -> A.item()),
        row(
            ShapeException.class,
            "max: the reduced axes must hold at least one element; got a = f32[0, 2], axes = [0]",
            "leave empty tensors out before",
            () -> Tensor.zeros(DType.F32, 0, 2).max(0)),
        row(
            ShapeException.class,
            "einsum: axes with the same index must have the same size; got \"ij,jk->ik\" with"
                + " operands f32[8, 16], f32[32, 4]",
            "index j names sizes 16 and 32",
            () -> Tensor.einsum("ij,jk->ik", A, B)));
  }

  private static Stream<Row> elementTypes() {
    return Stream.of(
        row(
            DTypeException.class,
            "times: element types must match; got a = f32[8, 16], b = i32[3]",
            "convert one of them, as in a.convert(DType.I32)",
            () -> A.times(WHOLE)),
        row(
            DTypeException.class,
            "times: a tensor of whole numbers takes whole numbers only; got a = i32[3], b = 0.5",
            "convert the tensor first, as in a.convert(DType.F64)",
            () -> WHOLE.times(0.5)),
        row(
            DTypeException.class,
            "plus: the number must be one of the tensor's element type; got a = i32[3], b = 3.0E9",
            "convert the tensor first, as in a.convert(DType.I64)",
            () -> WHOLE.plus(3e9)),
        row(
            DTypeException.class,
            "mean: the elements must be floating-point numbers; got a = i32[3]",
            "convert them first, as in a.convert(DType.F32)",
            () -> WHOLE.mean()),
        row(
            DTypeException.class,
            "sum: the elements must be numbers; got a = bool[3]",
            "convert the booleans, as in mask.convert(DType.F32)",
            () -> MASK.sum()),
        row(
            DTypeException.class,
            "any: the elements must be booleans; got a = i32[3]",
            "compare first, as in a.notEqualTo(0)",
            () -> WHOLE.any()),
        row(
            DTypeException.class,
            "select: the elements must be booleans; got a = i32[3]",
            "compare first, as in a.notEqualTo(0)",
            () -> WHOLE.select(WHOLE, WHOLE)),
        row(
            DTypeException.class,
            "gather: the elements must be whole numbers; got a = f32[8, 16]",
            "convert them first, as in a.convert(DType.I32)",
            () -> A.gather(A, 0)),
        row(
            DTypeException.class,
            "toFloatArray: the elements must be of type f32; got a = i32[3]",
            "convert them first, as in a.convert(DType.F32)",
            () -> WHOLE.toFloatArray()),
        row(
            DTypeException.class,
            "uniform: the numbers are floating-point; got dtype = i32",
            "use DType.F32 or DType.F64; bits(...) gives whole numbers",
            () -> RandomKey.of(1).uniform(DType.I32, 3)));
  }

  private static Stream<Row> values() {
    return Stream.of(
        row(
            IndexException.class,
            "get: an index must lie within its axis; got a = f32[8, 16] (axis 1 = 16), index = 16",
            "use indices below 16",
            () -> A.get(0, 16)),
        row(
            IndexException.class,
            "gather: an index must lie within the axis that it names; got index = 3 at position [0]"
                + " of the indices, axis 0 of x has 3 elements",
            "use indices from 0 to 2",
            () -> WHOLE.gather(Tensor.of(new int[] {3}), 0)),
        row(
            LinalgException.class,
            "solve: the matrix must not be singular; got a = f64[2, 2] with a zero as pivot 1",
            "look for equal or zero rows, or add a small multiple of Tensor.eye to the matrix",
            () -> Tensor.ones(DType.F64, 2, 2).solve(Tensor.ones(DType.F64, 2))),
        row(
            ArgumentException.class,
            "convolution: strides and dilations must be at least 1, paddings at least 0; got stride"
                + " = [0, 0], padding = [0, 0, 0, 0], dilation = [1, 1]",
            "",
            () -> ConvolutionOptions.defaults().stride(0)),
        row(
            ArgumentException.class,
            "clamp: the lower end must not be above the upper one; got low = 1.0, high = 0.0",
            "exchange them",
            () -> A.clamp(1, 0)));
  }

  @TestFactory
  Stream<DynamicTest> refusalsNameLawValuesPlaceAndFix() {
    return Stream.of(shapes(), elementTypes(), values())
        .flatMap(rows -> rows)
        .map(row -> DynamicTest.dynamicTest(row.law(), () -> check(row)));
  }

  private static void check(Row row) {
    LeibnizException error = catchThrowableOfType(row.type(), row.operation()::execute);
    assertThat(error).isNotNull();
    List<String> lines = error.getMessage().lines().toList();
    assertThat(lines.get(0)).isEqualTo(row.law() + ".");
    assertThat(lines.get(1))
        .matches("  Where: ErrorTextTest\\.\\w+ \\(ErrorTextTest\\.java:\\d+\\)");
    if (!row.fix().isEmpty()) {
      assertThat(lines.get(2)).isEqualTo("  Fix: " + row.fix() + ".");
    }
  }
}
