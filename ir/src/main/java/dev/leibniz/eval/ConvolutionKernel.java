package dev.leibniz.eval;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.eval.Patches.Slide;
import dev.leibniz.ir.Contract.Convolution;
import dev.leibniz.ir.Contract.Role;
import dev.leibniz.ir.Contract.Window;
import dev.leibniz.ir.Movement;
import java.util.List;

/// A convolution, or the cotangent of its image or weights, for operands of fixed types: the
/// product of a matrix of patches, made in tiles, and another matrix.
///
/// ```java
/// ConvolutionKernel kernel = ConvolutionKernel.of(convolution, first.type(), second.type());
/// ConvolutionKernel.Packed packed = kernel.pack(first, second);
/// kernel.run(packed, result, 0, kernel.rows());
/// ```
///
/// Ranges of rows are independent of each other: they may run on several threads.
public final class ConvolutionKernel {
  /// The number of elements of a tile of patches.
  private static final int TILE = 131072;

  private final Convolution prim;
  private final Shape image;
  private final Shape weights;
  private final Shape output;
  private final int m;
  private final int n;
  private final int k;
  private final DotLaw law;

  private ConvolutionKernel(Convolution prim, TensorType first, TensorType second) {
    Shape result = ((TensorType) prim.infer(List.of(first, second)).getFirst()).shape();
    this.prim = prim;
    image = prim.role() == Role.IMAGE ? result : first.shape();
    weights =
        switch (prim.role()) {
          case OUTPUT -> second.shape();
          case IMAGE -> first.shape();
          case WEIGHTS -> result;
        };
    output = prim.role() == Role.OUTPUT ? result : second.shape();
    int kernel = extent(weights, 2) * extent(weights, 3);
    int outputs = extent(weights, 0);
    int channels = extent(weights, 1);
    int places = extent(output, 0) * extent(output, 2) * extent(output, 3);
    int pixels = extent(image, 0) * extent(image, 2) * extent(image, 3);
    m =
        switch (prim.role()) {
          case OUTPUT -> places;
          case IMAGE -> pixels;
          case WEIGHTS -> kernel * channels;
        };
    n = prim.role() == Role.IMAGE ? channels : outputs;
    k =
        switch (prim.role()) {
          case OUTPUT -> kernel * channels;
          case IMAGE -> kernel * outputs;
          case WEIGHTS -> places;
        };
    law = DotLaw.of(m, n, k, first.dtype());
  }

  /// The kernel for operands of the given types.
  public static ConvolutionKernel of(Convolution prim, TensorType first, TensorType second) {
    return new ConvolutionKernel(prim, first, second);
  }

  private static int extent(Shape shape, int axis) {
    return Math.toIntExact(shape.extent(axis));
  }

  /// Whether the order of additions is the block law.
  public boolean isInBlocks() {
    return law == DotLaw.BLOCKS;
  }

  /// The number of independent rows: places of the output or the image, or elements of a window.
  public long rows() {
    return m;
  }

  /// The number of multiplications.
  public long multiplications() {
    return (long) m * n * k;
  }

  /// The operands as the kernel reads them.
  ///
  /// @param patches where the patches come from
  /// @param matrix the other factor
  public record Packed(View patches, View matrix) {}

  /// Copies the operands into the order in which the kernel reads them.
  public Packed pack(View first, View second) {
    return switch (prim.role()) {
      case OUTPUT -> new Packed(first, byOutput(second));
      case IMAGE -> new Packed(second, byChannel(first));
      case WEIGHTS ->
          new Packed(
              first,
              moved(second, law == DotLaw.LANES ? List.of(1, 0, 2, 3) : List.of(0, 2, 3, 1)));
    };
  }

  /// The weights as the matrix that a convolution multiplies with patches: [out, kh, kw, in].
  public static View byOutput(View weights) {
    return moved(weights, List.of(0, 2, 3, 1));
  }

  /// The weights as the matrix that the image's cotangent multiplies with patches: [in, kh, kw,
  /// out], with the windows flipped.
  public static View byChannel(View weights) {
    return moved(flipped(weights), List.of(1, 2, 3, 0));
  }

  private static View flipped(View weights) {
    View flipped = new View(weights.type(), weights.dtype().newArray(weights.length()), 0);
    MovementKernel.run(new Movement.Flip(List.of(2, 3)), List.of(weights), flipped);
    return flipped;
  }

  private static View moved(View x, List<Integer> order) {
    TensorType type = x.type().withShape(Shape.of(order.stream().map(x.shape()::extent).toList()));
    View copy = new View(type, x.dtype().newArray(x.length()), 0);
    MovementKernel.transpose(x, order, copy);
    return copy;
  }

  /// Computes the rows from `from` (inclusive) to `to` (exclusive).
  public void run(Packed operands, View result, long from, long to) {
    switch (prim.role()) {
      case OUTPUT, IMAGE -> places(operands, result, (int) from, (int) to);
      case WEIGHTS -> weights(operands, result, (int) from, (int) to);
    }
  }

  private Patches patches(View source) {
    Window w = prim.window();
    if (prim.role() == Role.IMAGE) {
      return new Patches(
          source,
          extent(output, 1),
          turned(2, w.strideHeight(), w.dilationHeight(), w.top()),
          turned(3, w.strideWidth(), w.dilationWidth(), w.left()));
    }
    return new Patches(
        source,
        extent(image, 1),
        straight(2, w.strideHeight(), w.dilationHeight(), w.top()),
        straight(3, w.strideWidth(), w.dilationWidth(), w.left()));
  }

  private Slide straight(int axis, long stride, long dilation, long before) {
    int places = extent(output, axis);
    int window = extent(weights, axis);
    int extent = extent(image, axis);
    return new Slide(places, window, extent, (int) stride, (int) dilation, (int) before, 1);
  }

  /// How the flipped window moves over the output, whose elements are `stride` apart, to meet each
  /// image element.
  private Slide turned(int axis, long stride, long dilation, long before) {
    int places = extent(image, axis);
    int window = extent(weights, axis);
    int extent = extent(output, axis);
    int zeros = (int) (dilation * (window - 1) - before);
    return new Slide(places, window, extent, 1, (int) dilation, zeros, (int) stride);
  }

  private static View scratch(View like, long length) {
    TensorType type = TensorType.of(like.dtype(), length);
    return new View(type, like.dtype().newArray(type.shape().arrayLength("convolution")), 0);
  }

  private static View turned(View matrix, int rows, int columns) {
    View turned = scratch(matrix, (long) rows * columns);
    StridedCopy.copy(
        matrix.array(),
        0,
        new long[] {1, columns},
        turned.array(),
        0,
        new long[] {rows, 1},
        new long[] {columns, rows});
    return turned;
  }

  private void places(Packed operands, View result, int from, int to) {
    Patches patches = patches(operands.patches());
    int tile = Math.clamp(TILE / Math.max(k, 1), 128, 1024);
    View rows = scratch(result, (long) tile * k);
    View values = scratch(result, (long) tile * n);
    int area = (int) result.shape().slice(2, 4).elements();
    for (int first = from; first < to; first += tile) {
      int count = Math.min(tile, to - first);
      for (int row = 0; row < k; row++) {
        patches.fill(row, first, first + count, rows.array(), row * count);
      }
      View factor =
          switch (law) {
            case BLOCKS -> rows;
            case LANES -> turned(rows, k, count);
          };
      law.rows(operands.matrix(), factor, values, n, count, k);
      for (int i = 0; i < count; ) {
        int image = (first + i) / area;
        int place = (first + i) % area;
        int run = Math.min(count - i, area - place);
        StridedCopy.copy(
            values.array(),
            i,
            new long[] {count, 1},
            result.array(),
            result.offset() + (long) image * n * area + place,
            new long[] {area, 1},
            new long[] {n, run});
        i += run;
      }
    }
  }

  private void weights(Packed operands, View result, int from, int to) {
    Patches patches = patches(operands.patches());
    int channels = extent(weights, 1);
    int window = m / Math.max(channels, 1);
    int tile = law == DotLaw.LANES ? 1 : DotKernel.BLOCK;
    for (int first = from; first < to; first += tile) {
      int count = Math.min(tile, to - first);
      View values = products(patches, operands.matrix(), first, count);
      for (int i = 0; i < count; i++) {
        int element = (first + i) / channels;
        int channel = (first + i) % channels;
        int place = result.offset() + channel * window + element;
        StridedCopy.line(values.array(), i * n, 1, result.array(), place, channels * window, n);
      }
    }
  }

  /// The products of `count` rows of patches with the columns of a matrix: k is walked in the
  /// blocks that the law adds up one after the other.
  private View products(Patches patches, View matrix, int first, int count) {
    int block = law == DotLaw.LANES ? k : DotKernel.BLOCK;
    View rows = scratch(matrix, (long) count * block);
    View sums = scratch(matrix, (long) count * n);
    View values = scratch(matrix, (long) count * n);
    for (int from = 0; from < k; from += block) {
      int size = Math.min(block, k - from);
      for (int i = 0; i < count; i++) {
        patches.fill(first + i, from, from + size, rows.array(), i * size);
      }
      int skipped = law == DotLaw.LANES ? 0 : from * n;
      View b = new View(matrix.type(), matrix.array(), matrix.offset() + skipped);
      law.rows(rows, b, from == 0 ? values : sums, count, n, size);
      if (from > 0) {
        add(sums, values, count * n);
      }
    }
    return values;
  }

  private static void add(View sums, View values, int length) {
    switch (sums.array()) {
      case float[] x -> FloatReduce.combine(Fold.SUM, (float[]) values.array(), x, length);
      case double[] x -> DoubleReduce.combine(Fold.SUM, (double[]) values.array(), x, length);
      case int[] x -> IntLoops.plus((int[]) values.array(), x, (int[]) values.array(), length);
      case long[] x -> LongLoops.plus((long[]) values.array(), x, (long[]) values.array(), length);
      default -> throw new IllegalArgumentException("not numbers: " + sums.type());
    }
  }

  /// Computes the whole result.
  static void run(Convolution prim, View first, View second, View result) {
    ConvolutionKernel kernel = of(prim, first.type(), second.type());
    kernel.run(kernel.pack(first, second), result, 0, kernel.rows());
  }
}
