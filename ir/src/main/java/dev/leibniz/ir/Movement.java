package dev.leibniz.ir;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Operations that move elements and change none. They are linear; each states its transpose and
/// its form under batching.
public sealed interface Movement extends Local {
  /// The type of the result.
  TensorType result(List<TensorType> inputs);

  /// The cotangents of the operands, given that of the result.
  <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent);

  /// The operation that does the same to every example along a leading axis of `size`.
  Movement batched(long size, TensorType example);

  /// The operation on tangents; differs only where constants are put in.
  default Movement linearPart() {
    return this;
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    return List.of(result(Local.tensors(inputs)));
  }

  @Override
  default <V> List<Differential<V>> jvp(
      Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
    if (tangents.stream().allMatch(Differential::isZero)) {
      return List.of(new Differential.Zero<>(o.type(outputs.getFirst())));
    }
    List<V> values = tangents.stream().map(tangent -> tangent.materialise(o)).toList();
    return List.of(new Differential.Of<>(o.apply(linearPart(), values).getFirst()));
  }

  @Override
  default <V> List<Differential<V>> transpose(
      Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
    List<TensorType> types = inputs.stream().map(input -> input.tensorType(o)).toList();
    return switch (cotangents.getFirst()) {
      case Differential.Zero<V> zero ->
          types.stream().<Differential<V>>map(Differential.Zero::new).toList();
      case Differential.Of<V>(V c) ->
          cotangents(o, types, c).stream().<Differential<V>>map(Differential.Of::new).toList();
    };
  }

  @Override
  default <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
    TensorType example = inputs.getFirst().exampleType(o);
    List<V> values = inputs.stream().map(input -> input.along(o, size)).toList();
    return List.of(new Batched<>(o.apply(batched(size, example), values).getFirst(), true));
  }

  private static List<Integer> shifted(List<Integer> axes) {
    List<Integer> result = new ArrayList<>(List.of(0));
    axes.forEach(axis -> result.add(axis + 1));
    return result;
  }

  private static List<Long> before(long first, List<Long> rest) {
    List<Long> result = new ArrayList<>(List.of(first));
    result.addAll(rest);
    return result;
  }

  private static ShapeException misfit(String name, String law, String got) {
    return new ShapeException(Explanation.of(name, law).got(got));
  }

  /// The same elements in row-major order under another shape.
  ///
  /// @param shape the shape of the result
  record Reshape(Shape shape) implements Movement {
    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType x = inputs.getFirst();
      if (x.shape().elements() != shape.elements()) {
        throw misfit(
            "reshape",
            "the number of elements must stay the same",
            "x = "
                + x
                + " ("
                + x.shape().elements()
                + " elements), shape = "
                + shape
                + " ("
                + shape.elements()
                + " elements)");
      }
      return x.withShape(shape);
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      return List.of(o.reshape(cotangent, inputs.getFirst().shape()));
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Reshape(shape.insert(0, size));
    }
  }

  /// The axes in another order.
  ///
  /// @param permutation axis `i` of the result is axis `permutation[i]` of the operand
  record Transpose(List<Integer> permutation) implements Movement {
    /// Copies the list.
    public Transpose {
      permutation = List.copyOf(permutation);
    }

    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType x = inputs.getFirst();
      if (!permutation.stream().sorted().toList().equals(Ops.range(0, x.rank()))) {
        throw misfit(
            "transpose",
            "the axes must name each axis once",
            "axes = " + permutation + ", x = " + x);
      }
      return x.withShape(
          Shape.of(permutation.stream().map(axis -> x.shape().extent(axis)).toList()));
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      return List.of(
          o.transpose(
              cotangent,
              Ops.range(0, permutation.size()).stream().map(permutation::indexOf).toList()));
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Transpose(shifted(permutation));
    }
  }

  /// Copies along new axes.
  ///
  /// @param shape the shape of the result
  /// @param axes axis `i` of the operand becomes axis `axes[i]` of the result, in rising order
  record Broadcast(Shape shape, List<Integer> axes) implements Movement {
    /// Copies the list.
    public Broadcast {
      axes = List.copyOf(axes);
    }

    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType x = inputs.getFirst();
      boolean fits = axes.size() == x.rank();
      for (int i = 0; fits && i < axes.size(); i++) {
        int axis = axes.get(i);
        fits =
            axis >= 0
                && axis < shape.rank()
                && (i == 0 || axes.get(i - 1) < axis)
                && shape.extent(axis) == x.shape().extent(i);
      }
      if (!fits) {
        throw misfit(
            "broadcast",
            "the operand's axes must appear in the result with the same extents, in order",
            "x = " + x + ", shape = " + shape + ", axes = " + axes);
      }
      return x.withShape(shape);
    }

    /// The axes of the result along which elements are copied.
    public List<Integer> newAxes() {
      return Ops.range(0, shape.rank()).stream().filter(axis -> !axes.contains(axis)).toList();
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      return List.of(o.sum(cotangent, newAxes()));
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Broadcast(shape.insert(0, size), shifted(axes));
    }
  }

  /// Every `steps`-th element from `starts` up to but not including `limits`, along each axis.
  ///
  /// @param starts the first index taken
  /// @param limits the index to stop before
  /// @param steps the distance between elements taken, at least 1
  record Slice(List<Long> starts, List<Long> limits, List<Long> steps) implements Movement {
    /// Copies the lists.
    public Slice {
      starts = List.copyOf(starts);
      limits = List.copyOf(limits);
      steps = List.copyOf(steps);
    }

    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType x = inputs.getFirst();
      boolean fits =
          starts.size() == x.rank() && limits.size() == x.rank() && steps.size() == x.rank();
      long[] extents = new long[x.rank()];
      for (int axis = 0; fits && axis < x.rank(); axis++) {
        long start = starts.get(axis);
        long limit = limits.get(axis);
        long step = steps.get(axis);
        fits = 0 <= start && start <= limit && limit <= x.shape().extent(axis) && step >= 1;
        extents[axis] = fits ? (limit - start + step - 1) / step : 0;
      }
      if (!fits) {
        throw misfit(
            "slice",
            "the range must lie within the axis and not run backwards",
            "x = " + x + ", from = " + starts + ", to = " + limits + ", step = " + steps);
      }
      return x.withShape(Shape.of(extents));
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      TensorType x = inputs.getFirst();
      TensorType y = o.tensorType(cotangent);
      List<Long> high = new ArrayList<>();
      for (int axis = 0; axis < x.rank(); axis++) {
        long extent = y.shape().extent(axis);
        long span = extent == 0 ? 0 : (extent - 1) * steps.get(axis) + 1;
        high.add(x.shape().extent(axis) - starts.get(axis) - span);
      }
      List<Long> interior = steps.stream().map(step -> step - 1).toList();
      return List.of(o.one(new Pad(starts, high, interior, 0), cotangent));
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Slice(before(0, starts), before(size, limits), before(1, steps));
    }
  }

  /// The operand with a constant around and between its elements.
  ///
  /// @param low how many are put before the first element, per axis
  /// @param high how many are put after the last one
  /// @param interior how many are put between neighbours
  /// @param value the constant
  record Pad(List<Long> low, List<Long> high, List<Long> interior, double value)
      implements Movement {
    /// Copies the lists.
    public Pad {
      low = List.copyOf(low);
      high = List.copyOf(high);
      interior = List.copyOf(interior);
    }

    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType x = inputs.getFirst();
      boolean fits =
          low.size() == x.rank()
              && high.size() == x.rank()
              && interior.size() == x.rank()
              && LongStream.concat(
                      LongStream.concat(
                          low.stream().mapToLong(Long::longValue),
                          high.stream().mapToLong(Long::longValue)),
                      interior.stream().mapToLong(Long::longValue))
                  .allMatch(count -> count >= 0);
      if (!fits) {
        throw misfit(
            "pad",
            "the padding must be given for every axis and not be negative",
            "x = " + x + ", low = " + low + ", high = " + high + ", interior = " + interior);
      }
      if (!x.dtype().isNumeric() && value != 0 && value != 1) {
        throw new DTypeException(
            Explanation.of("pad", "booleans are padded with 0 or 1").got("value = " + value));
      }
      long[] extents = new long[x.rank()];
      for (int axis = 0; axis < extents.length; axis++) {
        long extent = x.shape().extent(axis);
        long gaps = extent == 0 ? 0 : (extent - 1) * interior.get(axis);
        extents[axis] = low.get(axis) + extent + gaps + high.get(axis);
      }
      return x.withShape(Shape.of(extents));
    }

    @Override
    public Movement linearPart() {
      return new Pad(low, high, interior, 0);
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      TensorType x = inputs.getFirst();
      List<Long> limits = new ArrayList<>();
      for (int axis = 0; axis < x.rank(); axis++) {
        long extent = x.shape().extent(axis);
        long span = extent == 0 ? 0 : (extent - 1) * (interior.get(axis) + 1) + 1;
        limits.add(low.get(axis) + span);
      }
      List<Long> steps = interior.stream().map(count -> count + 1).toList();
      return List.of(o.one(new Slice(low, limits, steps), cotangent));
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Pad(before(0, low), before(0, high), before(0, interior), value);
    }
  }

  /// The operands one after the other along an axis.
  ///
  /// @param axis the axis
  record Concat(int axis) implements Movement {
    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType first = inputs.getFirst();
      long total = 0;
      for (TensorType type : inputs) {
        boolean fits =
            type.dtype() == first.dtype()
                && type.rank() == first.rank()
                && axis >= 0
                && axis < type.rank()
                && type.shape().remove(axis).equals(first.shape().remove(axis));
        if (!fits) {
          throw misfit(
              "concat",
              "parts must agree in type and in every axis but the one they are joined along",
              "axis = " + axis + ", parts = " + inputs);
        }
        total += type.shape().extent(axis);
      }
      return first.withShape(first.shape().with(axis, total));
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      List<V> parts = new ArrayList<>();
      long from = 0;
      for (TensorType type : inputs) {
        long to = from + type.shape().extent(axis);
        parts.add(o.one(slice(o.tensorType(cotangent).shape(), axis, from, to), cotangent));
        from = to;
      }
      return parts;
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Concat(axis + 1);
    }
  }

  /// The slice from `from` to `to` along one axis and all of the others.
  static Slice slice(Shape shape, int axis, long from, long to) {
    List<Long> starts = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      starts.add(i == axis ? from : 0L);
      limits.add(i == axis ? to : shape.extent(i));
      steps.add(1L);
    }
    return new Slice(starts, limits, steps);
  }

  /// The elements in reverse order along axes.
  ///
  /// @param axes the axes
  record Flip(List<Integer> axes) implements Movement {
    /// Copies the list.
    public Flip {
      axes = List.copyOf(axes);
    }

    @Override
    public TensorType result(List<TensorType> inputs) {
      TensorType x = inputs.getFirst();
      if (!axes.stream().allMatch(axis -> axis >= 0 && axis < x.rank())) {
        throw misfit("flip", "the axes must be axes of x", "axes = " + axes + ", x = " + x);
      }
      return x;
    }

    @Override
    public <V> List<V> cotangents(Ops<V> o, List<TensorType> inputs, V cotangent) {
      return List.of(o.one(this, cotangent));
    }

    @Override
    public Movement batched(long size, TensorType example) {
      return new Flip(axes.stream().map(axis -> axis + 1).toList());
    }
  }
}
