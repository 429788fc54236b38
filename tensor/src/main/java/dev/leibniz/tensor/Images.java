package dev.leibniz.tensor;

import dev.leibniz.data.Shape;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Ops;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Convolution and pooling of images, whose last two axes are height and width.
final class Images {
  private static final TensorOps OPS = TensorOps.INSTANCE;

  private Images() {}

  static Tensor convolution(Tensor x, Tensor weights, ConvolutionOptions options) {
    TensorOps.requireSameDType("convolution", x, weights);
    Takes.NUMBERS.check("convolution", x);
    return OPS.one(Contract.Convolution.forward(options.window()), x, weights);
  }

  static Tensor maxPool(Tensor x, int height, int width) {
    return sideBySide("maxPool", x, height, width).max(-3, -1);
  }

  static Tensor averagePool(Tensor x, int height, int width) {
    return sideBySide("averagePool", x, height, width).mean(-3, -1);
  }

  /// Windows side by side: [..., rows, height, columns, width].
  private static Tensor sideBySide(String operation, Tensor x, int height, int width) {
    requireWindow(operation, x, height, width);
    Shape shape = x.shape();
    int rank = shape.rank();
    long rows = shape.extent(rank - 2) / height;
    long columns = shape.extent(rank - 1) / width;
    Tensor whole = cut(cut(x, rank - 2, rows * height), rank - 1, columns * width);
    Shape leading = shape.slice(0, rank - 2);
    return OPS.reshape(whole, leading.append(Shape.of(rows, height, columns, width)));
  }

  private static Tensor cut(Tensor x, int axis, long extent) {
    return x.shape().extent(axis) == extent
        ? x
        : OPS.one(Movement.slice(x.shape(), axis, 0, extent), x);
  }

  private static void requireWindow(String operation, Tensor x, int height, int width) {
    Takes.FLOATING.check(operation, x);
    int rank = x.shape().rank();
    boolean fits =
        rank >= 2
            && height >= 1
            && width >= 1
            && x.shape().extent(rank - 2) >= height
            && x.shape().extent(rank - 1) >= width;
    if (!fits) {
      throw new ShapeException(
          Explanation.of(operation, "the window must fit into the last two axes")
              .got("a = " + x.type() + ", window = [" + height + ", " + width + "]")
              .fix("images are [..., height, width]; choose a smaller window"));
    }
  }

  static Tensor maxPool(Tensor x, int height, int width, ConvolutionOptions options) {
    Tensor padded = padded("maxPool", x, height, width, options, Double.NEGATIVE_INFINITY);
    return combined(padded, height, width, options, Tensor::maximum);
  }

  static Tensor averagePool(Tensor x, int height, int width, ConvolutionOptions options) {
    Tensor padded = padded("averagePool", x, height, width, options, 0);
    return combined(padded, height, width, options, Tensor::plus).div((double) height * width);
  }

  private static Tensor padded(
      String operation,
      Tensor x,
      int height,
      int width,
      ConvolutionOptions options,
      double number) {
    Takes.FLOATING.check(operation, x);
    int spanHeight = (height - 1) * options.dilationHeight() + 1;
    int spanWidth = (width - 1) * options.dilationWidth() + 1;
    if (x.shape().rank() < 2) {
      requireWindow(operation, x, spanHeight, spanWidth);
    }
    Tensor padded =
        Movements.pad(
            Movements.pad(x, -2, options.top(), options.bottom(), number),
            -1,
            options.left(),
            options.right(),
            number);
    requireWindow(operation, padded, spanHeight, spanWidth);
    return padded;
  }

  /// For each place in the window the elements that stand there, in all windows at once; then one
  /// combined with the other, row by row.
  private static Tensor combined(
      Tensor x, int height, int width, ConvolutionOptions options, BinaryOperator<Tensor> combine) {
    Shape shape = x.shape();
    int rank = shape.rank();
    Contract.Window window = options.padding(0).window();
    long rows = window.rows(shape.extent(rank - 2), height);
    long columns = window.columns(shape.extent(rank - 1), width);
    List<Tensor> places = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        List<Long> starts = new ArrayList<>(Ops.range(0, rank).stream().map(axis -> 0L).toList());
        List<Long> limits =
            new ArrayList<>(Ops.range(0, rank).stream().map(shape::extent).toList());
        List<Long> steps = new ArrayList<>(Ops.range(0, rank).stream().map(axis -> 1L).toList());
        along(
            starts,
            limits,
            steps,
            rank - 2,
            (long) i * options.dilationHeight(),
            rows,
            options.strideHeight());
        along(
            starts,
            limits,
            steps,
            rank - 1,
            (long) j * options.dilationWidth(),
            columns,
            options.strideWidth());
        places.add(OPS.one(new Movement.Slice(starts, limits, steps), x));
      }
    }
    return places.stream().reduce(combine).orElseThrow();
  }

  private static void along(
      List<Long> starts,
      List<Long> limits,
      List<Long> steps,
      int axis,
      long start,
      long count,
      long stride) {
    starts.set(axis, start);
    limits.set(axis, start + (count - 1) * stride + 1);
    steps.set(axis, stride);
  }
}
