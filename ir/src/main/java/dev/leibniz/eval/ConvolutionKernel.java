package dev.leibniz.eval;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Contract.Convolution;
import dev.leibniz.ir.Contract.Role;
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
  private static final int TILE = 32768;

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
    boolean lanes = law == DotLaw.LANES;
    return switch (prim.role()) {
      case OUTPUT ->
          new Packed(
              channelsLast(first),
              moved(second, lanes ? List.of(0, 2, 3, 1) : List.of(2, 3, 1, 0)));
      case IMAGE ->
          new Packed(
              channelsLast(second),
              moved(first, lanes ? List.of(1, 2, 3, 0) : List.of(2, 3, 0, 1)));
      case WEIGHTS ->
          new Packed(
              channelsLast(first),
              lanes ? moved(second, List.of(1, 0, 2, 3)) : channelsLast(second));
    };
  }

  private static View channelsLast(View x) {
    return moved(x, List.of(0, 2, 3, 1));
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
    boolean backward = prim.role() == Role.IMAGE;
    Shape read = backward ? output : image;
    Shape places = backward ? image : output;
    return new Patches(
        source,
        extent(read, 1),
        extent(read, 2),
        extent(read, 3),
        extent(places, 2),
        extent(places, 3),
        extent(weights, 2),
        extent(weights, 3),
        prim.window(),
        backward);
  }

  private void places(Packed operands, View result, int from, int to) {
    Patches patches = patches(operands.patches());
    int tile = Math.clamp(TILE / Math.max(k, 1), 4, 512);
    View rows = scratch(result, (long) tile * k);
    View values = scratch(result, (long) tile * n);
    int area = (int) result.shape().slice(2, 4).elements();
    for (int first = from; first < to; first += tile) {
      int count = Math.min(tile, to - first);
      for (int i = 0; i < count; i++) {
        patches.fill(first + i, 0, k, rows.array(), i * k);
      }
      law.rows(rows, operands.matrix(), values, count, n, k);
      for (int i = 0; i < count; ) {
        int image = (first + i) / area;
        int place = (first + i) % area;
        int run = Math.min(count - i, area - place);
        StridedCopy.copy(
            values.array(),
            (long) i * n,
            new long[] {1, n},
            result.array(),
            result.offset() + (long) image * n * area + place,
            new long[] {area, 1},
            new long[] {n, run});
        i += run;
      }
    }
  }

  private static View scratch(View like, long length) {
    TensorType type = TensorType.of(like.dtype(), length);
    return new View(type, like.dtype().newArray(type.shape().arrayLength("convolution")), 0);
  }

  private void weights(Packed operands, View result, int from, int to) {
    Patches patches = patches(operands.patches());
    int channels = extent(weights, 1);
    int kernel = m / Math.max(channels, 1);
    int tile = law == DotLaw.LANES ? 1 : Math.clamp(TILE / DotKernel.BLOCK, 1, 128);
    View values = scratch(result, (long) tile * n);
    Columns columns = new Columns(patches, operands.matrix(), values);
    for (int first = from; first < to; first += tile) {
      int count = Math.min(tile, to - first);
      columns.products(law, first, count, n, k);
      for (int i = 0; i < count; i++) {
        int element = (first + i) / channels;
        int channel = (first + i) % channels;
        StridedCopy.copy(
            values.array(),
            (long) i * n,
            new long[] {1},
            result.array(),
            result.offset() + (long) channel * kernel + element,
            new long[] {(long) channels * kernel},
            new long[] {n});
      }
    }
  }

  /// Products of columns of patches with the columns of a matrix.
  private record Columns(Patches patches, View matrix, View values) {
    /// Row i of the values becomes the products of column `first + i`.
    void products(DotLaw law, int first, int count, int n, int k) {
      Elements.fill(values.array(), 0, count * n, 0);
      int block = law == DotLaw.LANES ? Math.max(k, 1) : DotKernel.BLOCK;
      View rows = scratch(values, (long) count * block);
      View turned = scratch(values, (long) count * block);
      View sums = scratch(values, (long) count * n);
      for (int from = 0; from < k; from += block) {
        int size = Math.min(block, k - from);
        for (int i = 0; i < size; i++) {
          patches.fill(from + i, first, first + count, rows.array(), i * count);
        }
        StridedCopy.copy(
            rows.array(),
            0,
            new long[] {1, count},
            turned.array(),
            0,
            new long[] {size, 1},
            new long[] {count, size});
        int skipped = law == DotLaw.LANES ? 0 : from * n;
        View b = new View(matrix.type(), matrix.array(), matrix.offset() + skipped);
        law.rows(turned, b, sums, count, n, size);
        add(sums, count * n, from == 0);
      }
    }

    private void add(View sums, int length, boolean first) {
      if (first) {
        System.arraycopy(sums.array(), 0, values.array(), 0, length);
        return;
      }
      switch (sums.array()) {
        case float[] x -> FloatReduce.combine(Fold.SUM, (float[]) values.array(), x, length);
        case double[] x -> DoubleReduce.combine(Fold.SUM, (double[]) values.array(), x, length);
        case int[] x -> IntLoops.plus((int[]) values.array(), x, (int[]) values.array(), length);
        case long[] x ->
            LongLoops.plus((long[]) values.array(), x, (long[]) values.array(), length);
        default -> throw new IllegalArgumentException("not numbers: " + sums.type());
      }
    }
  }

  /// Computes the whole result.
  static void run(Convolution prim, View first, View second, View result) {
    ConvolutionKernel kernel = of(prim, first.type(), second.type());
    kernel.run(kernel.pack(first, second), result, 0, kernel.rows());
  }
}
