package dev.leibniz.compile;

import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.Places;
import dev.leibniz.backend.Scattered;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.eval.ConvolutionKernel;
import dev.leibniz.eval.StridedCopy;
import dev.leibniz.eval.View;
import dev.leibniz.ir.Contract.Convolution;
import dev.leibniz.ir.Contract.Role;
import dev.leibniz.ir.Contract.Window;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// A convolution, or one of its cotangents, by the service that multiplies matrices: the factor of
/// patches is read straight from images with zeros around them, one at a time.
///
/// For the weights' cotangent the roles of rows and columns are exchanged, and images lie with
/// their channels innermost, so that neighbouring columns are neighbours in memory. Neither changes
/// the order of additions.
final class WindowProduct {
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /// Elements behind the image that vectors may read.
  private static final int SLACK = 64;

  /// Columns that stay together when they are split among threads.
  private static final int TOGETHER = 16;

  /// Groups of a chunk for which the other operand is copied with little effort.
  private static final int LEAST = 2;

  /// Fewer columns are not split, but rows.
  private static final int FEW = 32;

  /// Rows that stay together: a tile.
  private static final int ROWS_TOGETHER = 6;

  private final Role role;
  private final Shape weights;
  private final Source source;
  private final Scattered patches;
  private final long nanoseconds;

  private WindowProduct(
      Convolution prim, TensorType first, TensorType second, TensorType result, long work) {
    Window window = prim.window();
    this.role = prim.role();
    this.nanoseconds = work;
    Shape image = role == Role.IMAGE ? result.shape() : first.shape();
    Shape output = role == Role.OUTPUT ? result.shape() : second.shape();
    weights =
        switch (role) {
          case OUTPUT -> second.shape();
          case IMAGE -> first.shape();
          case WEIGHTS -> result.shape();
        };
    boolean isTurned = role == Role.IMAGE;
    Axis down =
        new Axis(
            window.strideHeight(),
            window.dilationHeight(),
            window.top(),
            weights.extent(2),
            isTurned,
            output.extent(2),
            image.extent(2));
    Axis across =
        new Axis(
            window.strideWidth(),
            window.dilationWidth(),
            window.left(),
            weights.extent(3),
            isTurned,
            output.extent(3),
            image.extent(3));
    source = new Source(isTurned ? output : image, down, across, role == Role.WEIGHTS);
    patches = patches(role == Role.WEIGHTS ? Math.toIntExact(image.extent(0)) : 1);
  }

  /// The product, where the service applies.
  static Optional<WindowProduct> of(
      Convolution prim,
      ConvolutionKernel kernel,
      TensorType first,
      TensorType second,
      TensorType result) {
    boolean applies =
        result.dtype().isFloating()
            && kernel.isInBlocks()
            && kernel.multiplications() >= LaneProduct.SMALLEST;
    return applies
        ? Optional.of(
            new WindowProduct(
                prim, first, second, result, kernel.multiplications() / LaneProduct.PER_NANOSECOND))
        : Optional.empty();
  }

  /// How a window moves along one axis of what it reads.
  ///
  /// @param places the number of places of the window
  /// @param stride the distance between them
  /// @param window the number of elements of the window
  /// @param dilation the distance between these
  /// @param before zeros before the first element; negative if elements are left out
  /// @param spread the distance between elements
  /// @param extent the number of elements
  private record Axis(
      int places, int stride, int window, int dilation, int before, int spread, int extent) {

    Axis(
        long stride,
        long dilation,
        long zeros,
        long window,
        boolean isTurned,
        long outputs,
        long elements) {
      this(
          (int) (isTurned ? elements : outputs),
          (int) (isTurned ? 1 : stride),
          (int) window,
          (int) dilation,
          (int) (isTurned ? dilation * (window - 1) - zeros : zeros),
          (int) (isTurned ? stride : 1),
          (int) (isTurned ? outputs : elements));
    }

    /// The number of elements and zeros that the window reads.
    int padded() {
      return (places - 1) * stride + (window - 1) * dilation + 1;
    }

    /// The first element that is read.
    int first() {
      return before >= 0 ? 0 : Math.ceilDiv(-before, spread);
    }

    /// The number of elements that are read.
    int count() {
      int last = Math.floorDiv(padded() - 1 - before, spread);
      return Math.max(0, Math.min(last, extent - 1) - first() + 1);
    }
  }

  /// Images with zeros around and between their elements.
  ///
  /// @param shape of the images: [images, channels, height, width]
  /// @param isChannelsLast whether channels are the innermost axis of the copy
  private record Source(Shape shape, Axis down, Axis across, boolean isChannelsLast) {
    int channels() {
      return (int) shape.extent(1);
    }

    int images() {
      return (int) shape.extent(0);
    }

    int size() {
      return Math.multiplyExact(channels(), down.padded() * across.padded());
    }

    int rowStride() {
      return isChannelsLast ? across.padded() * channels() : across.padded();
    }

    int columnStride() {
      return isChannelsLast ? channels() : 1;
    }

    int channelStride() {
      return isChannelsLast ? 1 : down.padded() * across.padded();
    }

    /// Copies an image to a place that holds zeros.
    void copy(View images, int number, Object target, int to) {
      int width = (int) shape.extent(3);
      int area = (int) shape.extent(2) * width;
      int from =
          images.offset() + number * channels() * area + down.first() * width + across.first();
      int top = down.first() * down.spread() + down.before();
      int left = across.first() * across.spread() + across.before();
      StridedCopy.copy(
          images.array(),
          from,
          new long[] {width, area, 1},
          target,
          to + (long) top * rowStride() + (long) left * columnStride(),
          new long[] {
            (long) down.spread() * rowStride(),
            channelStride(),
            (long) across.spread() * columnStride()
          },
          new long[] {down.count(), channels(), across.count()});
    }
  }

  /// The distances of the window's elements from its place, in the order (row, column, channel).
  private int[] window() {
    Axis down = source.down();
    Axis across = source.across();
    int[] distances = new int[down.window() * across.window() * source.channels()];
    int next = 0;
    for (int u = 0; u < down.window(); u++) {
      for (int v = 0; v < across.window(); v++) {
        for (int channel = 0; channel < source.channels(); channel++) {
          distances[next++] =
              u * down.dilation() * source.rowStride()
                  + v * across.dilation() * source.columnStride()
                  + channel * source.channelStride();
        }
      }
    }
    return distances;
  }

  /// The window's places in some images, in row-major order.
  private int[] places(int images) {
    Axis down = source.down();
    Axis across = source.across();
    int[] places = new int[images * down.places() * across.places()];
    int next = 0;
    for (int image = 0; image < images; image++) {
      for (int i = 0; i < down.places(); i++) {
        for (int j = 0; j < across.places(); j++) {
          places[next++] =
              image * source.size()
                  + i * down.stride() * source.rowStride()
                  + j * across.stride() * source.columnStride();
        }
      }
    }
    return places;
  }

  private Scattered patches(int images) {
    if (role == Role.WEIGHTS) {
      return new Scattered(places(images), window());
    }
    int[] places = places(1);
    if (isFlat() && places.length > 0) {
      places = IntStream.rangeClosed(0, places[places.length - 1]).toArray();
    }
    return new Scattered(window(), places);
  }

  /// Whether a window that moves by one element computes the places between the ends of lines too:
  /// few more, and all are neighbours.
  private boolean isFlat() {
    return source.across().stride() == 1 && source.down().stride() == 1;
  }

  /// Computes the result.
  void run(MatrixProduct product, View first, View second, View target) {
    switch (role) {
      case OUTPUT -> images(product, first, ConvolutionKernel.byOutput(second), target);
      case IMAGE -> images(product, second, ConvolutionKernel.byChannel(first), target);
      case WEIGHTS -> weights(product, first, second, target);
    }
  }

  /// Image by image: the weights times the patches.
  private void images(MatrixProduct product, View from, View factor, View target) {
    int m = (int) factor.shape().extent(0);
    int k = patches.rows().length;
    int n = patches.columns().length;
    int lines = source.down().places();
    int width = source.across().places();
    Matrix rows = new Matrix(factor.offset(), k, 1);
    Threads.split(
        source.images(),
        nanoseconds,
        (begin, end) -> {
          Object padded = SCRATCH.get().array(from, source.size() + SLACK);
          Object values = isFlat() ? SCRATCH.get().values(from, m * n) : target.array();
          clear(padded, 0, source.size());
          for (int image = begin; image < end; image++) {
            source.copy(from, image, padded, 0);
            int to = target.offset() + image * m * lines * width;
            int place = isFlat() ? 0 : to;
            multiply(product, factor, rows, padded, patches, values, place, n, m, n, k);
            if (isFlat()) {
              StridedCopy.copy(
                  values,
                  0,
                  new long[] {n, source.rowStride(), 1},
                  target.array(),
                  to,
                  new long[] {(long) lines * width, width, 1},
                  new long[] {m, lines, width});
            }
          }
        });
  }

  /// The cotangents of the output times the patches of all images.
  private void weights(MatrixProduct product, View images, View outputs, View target) {
    int m = (int) weights.extent(0);
    int n = patches.columns().length;
    int k = patches.rows().length;
    Scratch scratch = SCRATCH.get();
    Object padded = scratch.array(images, source.images() * source.size() + SLACK);
    Threads.split(
        source.images(),
        (long) source.images() * source.size(),
        (begin, end) -> {
          clear(padded, begin * source.size(), end * source.size());
          for (int image = begin; image < end; image++) {
            source.copy(images, image, padded, image * source.size());
          }
        });
    int area = k / source.images();
    int[] rows = new int[m];
    Arrays.setAll(rows, i -> outputs.offset() + i * area);
    int[] terms = new int[k];
    Arrays.setAll(terms, l -> l / area * m * area + l % area);
    Object values = scratch.values(images, m * n);
    boolean isNarrow = n < FEW;
    int extent = isNarrow ? m : n;
    int together = isNarrow ? ROWS_TOGETHER : TOGETHER;
    Threads.split(
        Math.ceilDiv(extent, together),
        LEAST,
        nanoseconds,
        (begin, end) -> {
          int from = begin * together;
          int to = Math.min(extent, end * together);
          int[] parts = Arrays.copyOfRange(isNarrow ? rows : patches.columns(), from, to);
          Scattered left = new Scattered(isNarrow ? parts : rows, terms);
          Scattered right = new Scattered(patches.rows(), isNarrow ? patches.columns() : parts);
          int place = isNarrow ? from * n : from;
          int height = isNarrow ? to - from : m;
          int width = isNarrow ? n : to - from;
          multiply(product, outputs, left, padded, right, values, place, n, height, width, k);
        });
    int channels = source.channels();
    int window = n / channels;
    StridedCopy.copy(
        values,
        0,
        new long[] {n, 1, channels},
        target.array(),
        target.offset(),
        new long[] {n, window, 1},
        new long[] {m, channels, window});
  }

  private static void clear(Object array, int from, int to) {
    switch (array) {
      case float[] x -> Arrays.fill(x, from, to, 0);
      case double[] x -> Arrays.fill(x, from, to, 0);
      default -> throw new IllegalStateException("not floating-point numbers");
    }
  }

  private static void multiply(
      MatrixProduct product,
      View left,
      Places leftAt,
      Object right,
      Scattered rightAt,
      Object target,
      int to,
      int stride,
      int m,
      int n,
      int k) {
    switch (target) {
      case float[] y ->
          product.multiply(
              (float[]) left.array(), leftAt, (float[]) right, rightAt, y, to, stride, m, n, k);
      case double[] y ->
          product.multiply(
              (double[]) left.array(), leftAt, (double[]) right, rightAt, y, to, stride, m, n, k);
      default -> throw new IllegalStateException("not floating-point numbers");
    }
  }

  /// Arrays that a thread uses again.
  private static final class Scratch {
    private float[] floats = new float[0];
    private double[] doubles = new double[0];
    private float[] floatValues = new float[0];
    private double[] doubleValues = new double[0];

    Object array(View like, int length) {
      if (like.array() instanceof float[]) {
        floats = floats.length < length ? new float[length] : floats;
        return floats;
      }
      doubles = doubles.length < length ? new double[length] : doubles;
      return doubles;
    }

    Object values(View like, int length) {
      if (like.array() instanceof float[]) {
        floatValues = floatValues.length < length ? new float[length] : floatValues;
        return floatValues;
      }
      doubleValues = doubleValues.length < length ? new double[length] : doubleValues;
      return doubleValues;
    }
  }
}
