package dev.leibniz.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.backend.Backends;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Program;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Dot products and convolutions in compiled programs, which use the lanes, and in the interpreter,
/// which does not.
final class ProgramsTest {

  record Row(String name, long[] left, long[] right, Contract prim) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static long[] shape(long... extents) {
    return extents;
  }

  private static Contract.Dot dot(List<Integer> left, List<Integer> right) {
    return new Contract.Dot(List.of(), List.of(), left, right);
  }

  static Stream<Row> rows() {
    Contract.Dot matmul = dot(List.of(1), List.of(0));
    Contract.Dot batches = new Contract.Dot(List.of(0), List.of(0), List.of(2), List.of(1));
    Contract.Dot inner = new Contract.Dot(List.of(1), List.of(1), List.of(2), List.of(2));
    long[] images = shape(5, 7, 20, 18);
    long[] weights = shape(16, 7, 3, 3);
    long[] outputs = shape(5, 16, 18, 16);
    Contract.Window window = Contract.Window.simple();
    Contract toImages = new Contract.Convolution(Contract.Role.IMAGE, window, 20, 18);
    Contract toWeights = new Contract.Convolution(Contract.Role.WEIGHTS, window, 3, 3);
    return Stream.of(
        new Row("tall, in two threads", shape(701, 300), shape(300, 97), matmul),
        new Row("wide, in two threads", shape(49, 300), shape(300, 1201), matmul),
        new Row("left transposed", shape(300, 50), shape(300, 60), dot(List.of(0), List.of(0))),
        new Row("right transposed", shape(50, 300), shape(60, 300), dot(List.of(1), List.of(1))),
        new Row("both transposed", shape(300, 50), shape(60, 300), dot(List.of(0), List.of(1))),
        new Row("a batch", shape(5, 100, 70), shape(5, 70, 110), batches),
        new Row("a batch axis inside", shape(40, 6, 70), shape(50, 6, 70), inner),
        new Row(
            "axes as one", shape(9, 8, 7, 6), shape(7, 6, 30), dot(List.of(2, 3), List.of(0, 1))),
        new Row(
            "axes out of order",
            shape(9, 7, 8, 6),
            shape(6, 7, 30),
            dot(List.of(3, 1), List.of(0, 1))),
        new Row(
            "axes of one element",
            shape(1, 40, 1, 50),
            shape(50, 1, 60),
            dot(List.of(3, 2), List.of(0, 1))),
        new Row("few columns", shape(256, 784), shape(784, 10), matmul),
        new Row("a convolution", images, weights, Contract.Convolution.forward(window)),
        new Row("its images' cotangent", weights, outputs, toImages),
        new Row("its weights' cotangent", images, outputs, toWeights),
        new Row("one column, few terms", shape(900, 100), shape(100, 1), matmul));
  }

  /// Strides, paddings on every side, more padding than the window reaches, dilations, one channel.
  static Stream<Row> windows() {
    return Stream.of(
            new Contract.Window(1, 1, 1, 1, 1, 1, 1, 1),
            new Contract.Window(2, 3, 0, 1, 2, 0, 1, 1),
            new Contract.Window(1, 2, 2, 0, 1, 3, 2, 1),
            new Contract.Window(3, 1, 5, 4, 3, 6, 1, 2),
            new Contract.Window(2, 2, 1, 1, 1, 1, 2, 3))
        .flatMap(window -> Stream.of(1, 3, 20).flatMap(channels -> convolutions(window, channels)));
  }

  private static Stream<Row> convolutions(Contract.Window window, int channels) {
    long[] images = shape(3, channels, 17, 15);
    long[] weights = shape(13, channels, 3, 2);
    long[] outputs = shape(3, 13, window.rows(17, 3), window.columns(15, 2));
    String name = window + ", " + channels + " channels";
    return Stream.of(
        new Row("forward, " + name, images, weights, Contract.Convolution.forward(window)),
        new Row(
            "images, " + name,
            weights,
            outputs,
            new Contract.Convolution(Contract.Role.IMAGE, window, 17, 15)),
        new Row(
            "weights, " + name,
            images,
            outputs,
            new Contract.Convolution(Contract.Role.WEIGHTS, window, 3, 2)));
  }

  @ParameterizedTest
  @MethodSource({"rows", "windows"})
  void compiledProductsHaveTheBitsOfTheInterpreter(Row row) {
    assertThat(MatrixProducts.await()).containsInstanceOf(VectorMatrixProduct.class);
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      TensorType left = TensorType.of(dtype, row.left());
      TensorType right = TensorType.of(dtype, row.right());
      Builder b = new Builder();
      Program program = b.build(b.apply(row.prim(), b.inputs(List.of(left, right))));
      Random random = new Random(3);
      TensorData x = data(left, random);
      TensorData y = data(right, random);
      List<Value> expected = Interpreter.run(program, List.of(x, y));
      TensorData[] result = Backends.compile(program).run(x, y);
      assertThat(result[0].array()).isEqualTo(((TensorData) expected.getFirst()).array());
    }
  }

  private static TensorData data(TensorType type, Random random) {
    int length = type.shape().arrayLength("operand");
    Object array = type.dtype().newArray(length);
    for (int i = 0; i < length; i++) {
      switch (array) {
        case float[] x -> x[i] = (float) random.nextGaussian();
        case double[] x -> x[i] = random.nextGaussian();
        default -> throw new IllegalArgumentException(type.toString());
      }
    }
    return TensorData.of(type, array);
  }
}
