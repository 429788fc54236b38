package dev.leibniz.tensor;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Ops;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Operations that put elements elsewhere, and those that read and write at indices.
final class Movements {
  private static final TensorOps OPS = TensorOps.INSTANCE;

  private Movements() {}

  private static ShapeException misfit(String operation, String law, String got, String fix) {
    return new ShapeException(Explanation.of(operation, law).got(got).fix(fix));
  }

  static Tensor reshape(Tensor x, int... shape) {
    long[] extents = IntStream.of(shape).asLongStream().toArray();
    long known = 1;
    int open = -1;
    for (int axis = 0; axis < shape.length; axis++) {
      boolean isSecondOpen = shape[axis] == -1 && open >= 0;
      if (shape[axis] < -1 || isSecondOpen) {
        throw misfit(
            "reshape",
            "extents must not be negative, but for one -1",
            "a = " + x.type() + ", shape = " + Arrays.toString(shape),
            "leave at most one extent open");
      }
      if (shape[axis] == -1) {
        open = axis;
      } else {
        known = Math.multiplyExact(known, extents[axis]);
      }
    }
    long elements = x.shape().elements();
    boolean fits = open < 0 ? known == elements : known > 0 && elements % known == 0;
    if (!fits) {
      throw misfit(
          "reshape",
          "the number of elements must stay the same",
          "a = "
              + x.type()
              + " ("
              + elements
              + " elements), shape = "
              + Arrays.toString(shape)
              + (open < 0 ? " (" + known + " elements)" : ""),
          "choose extents whose product is " + elements);
    }
    if (open >= 0) {
      extents[open] = elements / known;
    }
    return OPS.reshape(x, Shape.of(extents));
  }

  static Tensor transpose(Tensor x, int... axes) {
    int rank = x.shape().rank();
    if (axes.length == 0) {
      return OPS.transpose(x, Ops.range(0, rank).reversed());
    }
    List<Integer> order = new ArrayList<>();
    for (int axis : axes) {
      order.add(x.shape().axis("transpose", axis));
    }
    if (order.size() != rank || order.stream().distinct().count() != rank) {
      throw misfit(
          "transpose",
          "the axes must name each axis once",
          "axes = " + Arrays.toString(axes) + ", a = " + x.type(),
          "name all " + rank + " axes, or none to reverse them");
    }
    return OPS.transpose(x, order);
  }

  static Tensor broadcastTo(Tensor x, int... shape) {
    Shape wanted = Shape.of(shape);
    Shape own = x.shape();
    int missing = wanted.rank() - own.rank();
    boolean fits = missing >= 0;
    for (int axis = 0; fits && axis < own.rank(); axis++) {
      fits = own.extent(axis) == 1 || own.extent(axis) == wanted.extent(axis + missing);
    }
    if (!fits) {
      throw misfit(
          "broadcastTo",
          "axes must be of the wanted size, counted from the last, or 1",
          "a = " + x.type() + ", shape = " + wanted,
          "add an axis with expandAxis where copies are wanted");
    }
    return TensorOps.stretch(x, wanted);
  }

  static Tensor expandAxis(Tensor x, int axis) {
    int rank = x.shape().rank();
    int place = axis < 0 ? axis + rank + 1 : axis;
    if (place < 0 || place > rank) {
      throw misfit(
          "expandAxis",
          "the new axis must stand among the tensor's",
          "axis = " + axis + ", a = " + x.type(),
          "use an axis from 0 to " + rank + ", or from -" + (rank + 1) + " to -1");
    }
    return OPS.reshape(x, x.shape().insert(place, 1));
  }

  static Tensor squeeze(Tensor x, int... axes) {
    List<Integer> removed = TensorOps.axes("squeeze", x, axes);
    Shape shape = x.shape();
    for (int axis : removed.reversed()) {
      if (shape.extent(axis) == 1) {
        shape = shape.remove(axis);
      } else if (axes.length > 0) {
        throw misfit(
            "squeeze",
            "removed axes must be of size 1",
            TensorOps.axis("a", x.type(), axis),
            "reduce the axis, as in a.sum(" + axis + "), or take one, as in a.slice");
      }
    }
    return OPS.reshape(x, shape);
  }

  static Tensor slice(Tensor x, int axis, int from, int to, int step) {
    int counted = x.shape().axis("slice", axis);
    long extent = x.shape().extent(counted);
    long start = from < 0 ? from + extent : from;
    long limit = to < 0 ? to + extent : to;
    if (start < 0 || start > limit || limit > extent || step < 1) {
      throw misfit(
          "slice",
          "the range must lie within the axis and run forwards",
          TensorOps.axis("a", x.type(), counted)
              + ", from = "
              + from
              + ", to = "
              + to
              + (step == 1 ? "" : ", step = " + step),
          step < 1 ? "reverse the elements with flip" : "use ends from 0 to " + extent);
    }
    List<Long> steps =
        Ops.range(0, x.shape().rank()).stream().map(i -> i == counted ? (long) step : 1L).toList();
    Movement.Slice whole = Movement.slice(x.shape(), counted, start, limit);
    return OPS.one(new Movement.Slice(whole.starts(), whole.limits(), steps), x);
  }

  static Tensor get(Tensor x, int... indices) {
    Shape shape = x.shape();
    if (indices.length > shape.rank()) {
      throw misfit(
          "get",
          "there must be at most one index per axis",
          "a = " + x.type() + ", indices = " + Arrays.toString(indices),
          "leave indices out");
    }
    List<Long> starts = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long extent = shape.extent(axis);
      boolean isNamed = axis < indices.length;
      long index = isNamed ? indices[axis] + (indices[axis] < 0 ? extent : 0) : 0;
      if (isNamed && (index < 0 || index >= extent)) {
        throw new IndexException(
            Explanation.of("get", "an index must lie within its axis")
                .got(TensorOps.axis("a", x.type(), axis) + ", index = " + indices[axis])
                .fix(extent == 0 ? "there is nothing to take" : "use indices below " + extent));
      }
      starts.add(index);
      limits.add(isNamed ? index + 1 : extent);
    }
    List<Long> steps = starts.stream().map(start -> 1L).toList();
    Tensor taken = OPS.one(new Movement.Slice(starts, limits, steps), x);
    return OPS.reshape(taken, shape.slice(indices.length, shape.rank()));
  }

  static List<Tensor> split(Tensor x, int axis, int... sizes) {
    int counted = x.shape().axis("split", axis);
    boolean isNegative = IntStream.of(sizes).anyMatch(size -> size < 0);
    if (isNegative || IntStream.of(sizes).asLongStream().sum() != x.shape().extent(counted)) {
      throw misfit(
          "split",
          "the sizes must add up to the axis",
          TensorOps.axis("a", x.type(), counted) + ", sizes = " + Arrays.toString(sizes),
          "choose sizes whose sum is " + x.shape().extent(counted));
    }
    List<Tensor> parts = new ArrayList<>(sizes.length);
    long from = 0;
    for (int size : sizes) {
      parts.add(OPS.one(Movement.slice(x.shape(), counted, from, from + size), x));
      from += size;
    }
    return parts;
  }

  static Tensor pad(Tensor x, int axis, int before, int after, double number) {
    int counted = x.shape().axis("pad", axis);
    if (before < 0 || after < 0) {
      throw misfit(
          "pad",
          "padding must not be negative",
          "before = " + before + ", after = " + after,
          "leave elements out with slice");
    }
    List<Integer> axes = Ops.range(0, x.shape().rank());
    List<Long> none = axes.stream().map(i -> 0L).toList();
    List<Long> low = axes.stream().map(i -> i == counted ? (long) before : 0L).toList();
    List<Long> high = axes.stream().map(i -> i == counted ? (long) after : 0L).toList();
    return OPS.one(new Movement.Pad(low, high, none, number), x);
  }

  static Tensor concat(int axis, List<Tensor> parts) {
    requireParts("concat", parts);
    Tensor first = parts.getFirst();
    int counted = first.shape().axis("concat", axis);
    Shape rest = first.shape().remove(counted);
    for (Tensor part : parts) {
      TensorOps.requireSameDType("concat", first, part);
      boolean fits =
          part.shape().rank() == first.shape().rank() && part.shape().remove(counted).equals(rest);
      if (!fits) {
        throw misfit(
            "concat",
            "parts must agree in every axis but the one they are joined along",
            "axis = " + axis + ", parts " + types(parts),
            "slice, pad or transpose the part that differs");
      }
    }
    return parts.size() == 1 ? first : OPS.apply(new Movement.Concat(counted), parts).getFirst();
  }

  private static void requireParts(String operation, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw misfit(operation, "there must be at least one part", "none", "give a tensor");
    }
  }

  private static String types(List<Tensor> parts) {
    return parts.stream().map(part -> part.type().toString()).collect(Collectors.joining(", "));
  }

  static Tensor stack(int axis, List<Tensor> parts) {
    requireParts("stack", parts);
    Tensor first = parts.getFirst();
    for (Tensor part : parts) {
      TensorOps.requireSameDType("stack", first, part);
      if (!part.shape().equals(first.shape())) {
        throw misfit(
            "stack",
            "parts must have the same shape",
            "parts " + types(parts),
            "use concat to join parts of different sizes");
      }
    }
    int place = axis < 0 ? axis + first.shape().rank() + 1 : axis;
    return concat(place, parts.stream().map(part -> expandAxis(part, axis)).toList());
  }

  static Tensor select(Tensor mask, Tensor yes, Tensor no) {
    Takes.BOOLEANS.check("select", mask);
    TensorOps.requireSameDType("select", yes, no);
    Shape both = TensorOps.broadcastShape("select", yes, no);
    TensorType type = new TensorType(yes.dtype(), both);
    Shape shape = TensorOps.broadcastShape("select", mask.type(), type);
    return OPS.select(
        TensorOps.stretch(mask, shape),
        TensorOps.stretch(yes, shape),
        TensorOps.stretch(no, shape));
  }

  static Tensor gather(Tensor x, Tensor indices, int axis) {
    Takes.WHOLE.check("gather", indices);
    return OPS.one(new Index.Gather(x.shape().axis("gather", axis), 0), x, indices);
  }

  static Tensor takeAlongAxis(Tensor x, Tensor indices, int axis) {
    Takes.WHOLE.check("takeAlongAxis", indices);
    int counted = x.shape().axis("takeAlongAxis", axis);
    int last = x.shape().rank() - 1;
    boolean fits =
        indices.shape().rank() == x.shape().rank()
            && indices.shape().remove(counted).equals(x.shape().remove(counted));
    if (!fits) {
      throw misfit(
          "takeAlongAxis",
          "indices must have the tensor's axes, of the same size but for the one they index",
          "a = " + x.type() + ", indices = " + indices.type() + ", axis = " + axis,
          "stretch the indices with broadcastTo, or take whole slices with gather");
    }
    Tensor rows = OPS.moveAxis(x, counted, last);
    Tensor places = OPS.moveAxis(indices, counted, last);
    return OPS.moveAxis(OPS.one(new Index.Gather(last, last), rows, places), last, counted);
  }

  static Tensor scatterAdd(Tensor x, Tensor indices, Tensor updates, int axis) {
    Takes.NUMBERS.check("scatterAdd", x);
    Takes.WHOLE.check("scatterAdd", indices);
    TensorOps.requireSameDType("scatterAdd", x, updates);
    int counted = x.shape().axis("scatterAdd", axis);
    return OPS.one(new Index.ScatterAdd(counted, 0), x, indices, updates);
  }
}
