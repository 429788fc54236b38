package dev.leibniz.eval;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Runs reductions, running totals and sorting, by the laws of the package documentation.
public final class ReduceKernel {
  private ReduceKernel() {}

  /// Writes the results of `prim` for `x` into `outputs`, which share no memory with it.
  public static void run(Reduce prim, View x, List<View> outputs) {
    View y = outputs.getFirst();
    switch (prim) {
      case Reduce.Over over -> run(over, x, y, 0, parts(over, x.type()));
      case Reduce.ArgMax argMax -> position(argMax.axis(), true, x, y);
      case Reduce.ArgMin argMin -> position(argMin.axis(), false, x, y);
      case Reduce.CumSum sum -> cumulate(Fold.SUM, sum.axis(), sum.reverse(), x, y);
      case Reduce.CumProd product -> cumulate(Fold.PROD, product.axis(), product.reverse(), x, y);
      case Reduce.Sort sort -> SortKernel.sort(sort.axis(), x, y, outputs.get(1));
    }
  }

  /// The number of parts of a reduction that are independent of each other: they may run on several
  /// threads.
  public static int parts(Reduce.Over prim, TensorType x) {
    if (!x.dtype().isFloating()) {
      return 1;
    }
    List<Integer> axes = prim.axes();
    if (!areNeighbours(axes)) {
      return count(kept(axes, x), x);
    }
    int inner = axes.isEmpty() ? 1 : Elements.inner(x, axes.getLast());
    int outer = axes.isEmpty() ? x.shape().arrayLength("sum") : Elements.outer(x, axes.getFirst());
    return x.dtype() == DType.F32
        ? FloatReduce.parts(outer, inner)
        : DoubleReduce.parts(outer, inner);
  }

  /// Computes the parts from `from` (inclusive) to `to` (exclusive) of a reduction.
  public static void run(Reduce.Over prim, View x, View y, int from, int to) {
    Fold fold =
        switch (prim) {
          case Reduce.Sum sum -> Fold.SUM;
          case Reduce.Prod prod -> Fold.PROD;
          case Reduce.Max max -> Fold.MAX;
          case Reduce.Min min -> Fold.MIN;
        };
    if (y.shape().elements() == 0) {
      return;
    }
    if (!x.dtype().isFloating()) {
      foldWhole(fold, lines(prim.axes(), x), y);
    } else if (areNeighbours(prim.axes())) {
      foldNeighbours(fold, prim.axes(), x, y, from, to);
    } else {
      foldApart(fold, prim.axes(), x, y, from, to);
    }
  }

  private static boolean areNeighbours(List<Integer> axes) {
    return axes.isEmpty() || axes.getLast() - axes.getFirst() + 1 == axes.size();
  }

  private static List<Integer> kept(List<Integer> axes, TensorType type) {
    return IntStream.range(0, type.rank()).filter(axis -> !axes.contains(axis)).boxed().toList();
  }

  private static int count(List<Integer> axes, TensorType type) {
    int count = 1;
    for (int axis : axes) {
      count = Math.multiplyExact(count, (int) type.shape().extent(axis));
    }
    return count;
  }

  private static void foldNeighbours(
      Fold fold, List<Integer> axes, View x, View y, int from, int to) {
    int inner = axes.isEmpty() ? 1 : Elements.inner(x.type(), axes.getLast());
    int count = count(axes, x.type());
    if (x.array() instanceof float[] source) {
      float[] target = (float[]) y.array();
      FloatReduce.fold(fold, source, x.offset(), count, inner, target, y.offset(), from, to);
    } else {
      double[] source = (double[]) x.array();
      double[] target = (double[]) y.array();
      DoubleReduce.fold(fold, source, x.offset(), count, inner, target, y.offset(), from, to);
    }
  }

  /// The elements of each result are copied into a line first.
  private static void foldApart(Fold fold, List<Integer> axes, View x, View y, int from, int to) {
    long[] strides = x.shape().strides();
    long[] extents = axes.stream().mapToLong(x.shape()::extent).toArray();
    long[] apart = axes.stream().mapToLong(axis -> strides[axis]).toArray();
    List<Integer> kept = kept(axes, x.type());
    int count = count(axes, x.type());
    Object line = x.dtype().newArray(count);
    long[] near = Shape.of(extents).strides();
    for (int part = from; part < to; part++) {
      long base = x.offset();
      int rest = part;
      for (int axis : kept.reversed()) {
        base += rest % x.shape().extent(axis) * strides[axis];
        rest /= (int) x.shape().extent(axis);
      }
      StridedCopy.copy(x.array(), base, apart, line, 0, near, extents);
      if (line instanceof float[] elements) {
        ((float[]) y.array())[y.offset() + part] = FloatReduce.fold(fold, elements, count);
      } else {
        double[] elements = (double[]) line;
        ((double[]) y.array())[y.offset() + part] = DoubleReduce.fold(fold, elements, count);
      }
    }
  }

  /// The reduced axes as one axis between others. Where they are not neighbours, the elements are
  /// copied so that they are the last ones.
  private static Lines lines(List<Integer> axes, View x) {
    TensorType type = x.type();
    if (axes.isEmpty()) {
      return new Lines(x, x.length(), 1, 1);
    }
    int first = axes.getFirst();
    int last = axes.getLast();
    int count = count(axes, type);
    int inner = Elements.inner(type, last);
    int outer = Elements.outer(type, first);
    if (areNeighbours(axes)) {
      return new Lines(x, outer, count, inner);
    }
    List<Integer> order = new ArrayList<>();
    List<Long> extents = new ArrayList<>();
    for (int axis = 0; axis < type.rank(); axis++) {
      if (!axes.contains(axis)) {
        order.add(axis);
      }
    }
    int kept = order.size();
    order.addAll(axes);
    order.forEach(axis -> extents.add(type.shape().extent(axis)));
    TensorType moved = type.withShape(Shape.of(extents));
    View copy = new View(moved, type.dtype().newArray(x.length()), 0);
    MovementKernel.transpose(x, order, copy);
    return new Lines(copy, (int) moved.shape().slice(0, kept).elements(), count, 1);
  }

  private static void foldWhole(Fold fold, Lines lines, View y) {
    long[] line = new long[lines.count()];
    for (int i = 0; i < lines.lines(); i++) {
      lines.read(i, line);
      Elements.setWhole(y.array(), y.offset() + i, foldWhole(fold, line, y.dtype()));
    }
  }

  private static long foldWhole(Fold fold, long[] line, DType dtype) {
    long result =
        switch (fold) {
          case SUM -> 0;
          case PROD -> 1;
          case MAX -> dtype == DType.BOOL ? 0 : Long.MIN_VALUE;
          case MIN -> dtype == DType.BOOL ? 1 : Long.MAX_VALUE;
        };
    for (long element : line) {
      result =
          switch (fold) {
            case SUM -> result + element;
            case PROD -> result * element;
            case MAX -> Math.max(result, element);
            case MIN -> Math.min(result, element);
          };
    }
    return result;
  }

  private static void position(int axis, boolean largest, View x, View y) {
    Lines lines = Lines.of(x, axis);
    int[] result = (int[]) y.array();
    if (x.dtype().isFloating()) {
      double[] line = new double[lines.count()];
      for (int i = 0; i < lines.lines(); i++) {
        lines.read(i, line);
        result[y.offset() + i] = position(line, largest);
      }
    } else {
      long[] line = new long[lines.count()];
      for (int i = 0; i < lines.lines(); i++) {
        lines.read(i, line);
        result[y.offset() + i] = position(line, largest);
      }
    }
  }

  private static int position(double[] line, boolean largest) {
    int best = 0;
    for (int k = 0; k < line.length && !Double.isNaN(line[best]); k++) {
      boolean better = largest ? line[k] > line[best] : line[k] < line[best];
      if (better || Double.isNaN(line[k])) {
        best = k;
      }
    }
    return best;
  }

  private static int position(long[] line, boolean largest) {
    int best = 0;
    for (int k = 1; k < line.length; k++) {
      if (largest ? line[k] > line[best] : line[k] < line[best]) {
        best = k;
      }
    }
    return best;
  }

  private static void cumulate(Fold fold, int axis, boolean reverse, View x, View y) {
    Lines lines = Lines.of(x, axis);
    switch (x.dtype()) {
      case F32 ->
          FloatReduce.cumulate(fold, reverse, x, lines.outer(), lines.count(), lines.inner(), y);
      case F64 ->
          DoubleReduce.cumulate(fold, reverse, x, lines.outer(), lines.count(), lines.inner(), y);
      case I32, I64, BOOL -> cumulateWhole(fold, reverse, lines, Lines.of(y, axis));
    }
  }

  private static void cumulateWhole(Fold fold, boolean reverse, Lines from, Lines to) {
    long[] line = new long[from.count()];
    for (int i = 0; i < from.lines(); i++) {
      from.read(i, line);
      for (int step = 1; step < line.length; step++) {
        int k = reverse ? line.length - 1 - step : step;
        long before = line[reverse ? k + 1 : k - 1];
        line[k] = fold == Fold.SUM ? line[k] + before : line[k] * before;
      }
      to.write(i, line);
    }
  }
}
