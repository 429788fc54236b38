package dev.leibniz.eval;

import dev.leibniz.data.Shape;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.IndexException;
import dev.leibniz.ir.Index;
import java.util.List;

/// Runs the primitives that read and write at computed places.
public final class IndexKernel {
  private IndexKernel() {}

  /// Writes the result of `prim` for `inputs` into `output`, which shares no memory with them.
  ///
  /// @throws IndexException if an index lies outside its axis
  public static void run(Index prim, List<View> inputs, View output) {
    switch (prim) {
      case Index.Gather gather -> gather(gather, inputs.get(0), inputs.get(1), output);
      case Index.ScatterAdd scatter -> {
        copy(inputs.getFirst(), output);
        scatterAdd(scatter, inputs.get(1), inputs.get(2), output);
      }
      case Index.DynamicSlice slice -> {
        View x = inputs.getFirst();
        long[] strides = x.shape().strides();
        int base = x.offset() + start("dynamicSlice", inputs.get(1), x.shape(), slice.sizes());
        StridedCopy.copy(
            x.array(),
            base,
            strides,
            output.array(),
            output.offset(),
            output.shape().strides(),
            slice.sizes().toArray());
      }
      case Index.DynamicUpdate update -> {
        View block = inputs.get(1);
        Shape sizes = block.shape();
        int base = start("dynamicUpdate", inputs.get(2), output.shape(), sizes);
        copy(inputs.getFirst(), output);
        StridedCopy.copy(
            block.array(),
            block.offset(),
            sizes.strides(),
            output.array(),
            output.offset() + base,
            output.shape().strides(),
            sizes.toArray());
      }
      case Index.Iota iota -> iota(iota.axis(), output);
    }
  }

  private static void copy(View x, View y) {
    System.arraycopy(x.array(), x.offset(), y.array(), y.offset(), x.length());
  }

  /// How `x`, the indices and the slices lie in memory: x is [batch, outer, extent, inner], the
  /// indices are [batch, count], the slices [batch, outer, count, inner].
  private record Layout(int batch, int outer, int extent, int inner, int count) {
    static Layout of(View x, View indices, int axis, int batch) {
      Shape shape = x.shape();
      return new Layout(
          (int) shape.slice(0, batch).elements(),
          (int) shape.slice(batch, axis).elements(),
          (int) shape.extent(axis),
          Elements.inner(x.type(), axis),
          (int) indices.shape().slice(batch, indices.shape().rank()).elements());
    }
  }

  private static void gather(Index.Gather prim, View x, View indices, View y) {
    Layout at = Layout.of(x, indices, prim.axis(), prim.batch());
    int[] places = places("gather", indices, prim.axis(), at.extent());
    for (int b = 0; b < at.batch(); b++) {
      for (int o = 0; o < at.outer(); o++) {
        int row = b * at.outer() + o;
        int from = x.offset() + row * at.extent() * at.inner();
        int to = y.offset() + row * at.count() * at.inner();
        for (int j = 0; j < at.count(); j++) {
          int place = places[b * at.count() + j];
          Elements.copy(
              x.array(), from + place * at.inner(), y.array(), to + j * at.inner(), at.inner());
        }
      }
    }
  }

  private static void scatterAdd(Index.ScatterAdd prim, View indices, View updates, View y) {
    Layout at = Layout.of(y, indices, prim.axis(), prim.batch());
    int[] places = places("scatterAdd", indices, prim.axis(), at.extent());
    for (int b = 0; b < at.batch(); b++) {
      for (int o = 0; o < at.outer(); o++) {
        int row = b * at.outer() + o;
        int to = y.offset() + row * at.extent() * at.inner();
        int from = updates.offset() + row * at.count() * at.inner();
        for (int j = 0; j < at.count(); j++) {
          int place = to + places[b * at.count() + j] * at.inner();
          add(updates.array(), from + j * at.inner(), y.array(), place, at.inner());
        }
      }
    }
  }

  private static void add(Object updates, int from, Object target, int to, int count) {
    switch (updates) {
      case float[] x -> {
        float[] y = (float[]) target;
        for (int i = 0; i < count; i++) {
          y[to + i] += x[from + i];
        }
      }
      case double[] x -> {
        double[] y = (double[]) target;
        for (int i = 0; i < count; i++) {
          y[to + i] += x[from + i];
        }
      }
      case int[] x -> {
        int[] y = (int[]) target;
        for (int i = 0; i < count; i++) {
          y[to + i] += x[from + i];
        }
      }
      case long[] x -> {
        long[] y = (long[]) target;
        for (int i = 0; i < count; i++) {
          y[to + i] += x[from + i];
        }
      }
      case boolean[] x -> {
        boolean[] y = (boolean[]) target;
        for (int i = 0; i < count; i++) {
          y[to + i] |= x[from + i];
        }
      }
      default ->
          throw new IllegalArgumentException("not an array of elements: " + updates.getClass());
    }
  }

  private static int[] places(String name, View indices, int axis, int extent) {
    int[] places = new int[indices.length()];
    for (int i = 0; i < places.length; i++) {
      long index = Elements.whole(indices.array(), indices.offset() + i);
      if (index < 0 || index >= extent) {
        throw new IndexException(
            Explanation.of(name, "an index must lie within the axis that it names")
                .got(
                    "index = "
                        + index
                        + " at position "
                        + position(indices.shape(), i)
                        + " of the indices, axis "
                        + axis
                        + " of x has "
                        + extent
                        + " elements")
                .fix(
                    extent == 0
                        ? "there is nothing to index"
                        : "use indices from 0 to " + (extent - 1)));
      }
      places[i] = (int) index;
    }
    return places;
  }

  private static Shape position(Shape shape, int element) {
    long[] strides = shape.strides();
    long[] position = new long[strides.length];
    long rest = element;
    for (int axis = 0; axis < strides.length; axis++) {
      position[axis] = rest / strides[axis];
      rest %= strides[axis];
    }
    return Shape.of(position);
  }

  /// The place of a block's first element.
  private static int start(String name, View starts, Shape shape, Shape sizes) {
    long[] strides = shape.strides();
    long base = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      long start = Elements.whole(starts.array(), starts.offset() + axis);
      long last = shape.extent(axis) - sizes.extent(axis);
      if (start < 0 || start > last) {
        throw new IndexException(
            Explanation.of(name, "the block must lie within x")
                .got(
                    "start = "
                        + start
                        + " on axis "
                        + axis
                        + ", block = "
                        + sizes
                        + ", x = "
                        + shape)
                .fix("use a start from 0 to " + last + " on that axis"));
      }
      base += start * strides[axis];
    }
    return (int) base;
  }

  private static void iota(int axis, View y) {
    int inner = Elements.inner(y.type(), axis);
    int extent = (int) y.shape().extent(axis);
    int length = y.length();
    for (int from = 0, i = 0; from < length; from += inner, i = i + 1 == extent ? 0 : i + 1) {
      Elements.fill(y.array(), y.offset() + from, y.offset() + from + inner, i);
    }
  }
}
