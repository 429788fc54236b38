package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Reductions, running totals and sorting along axes.
///
/// The order of evaluation is fixed by the axes and extents alone; `dev.leibniz.eval` states it.
public sealed interface Reduce extends Local {

  /// The same along axes that have moved one place to the right.
  Reduce shifted();

  @Override
  default <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
    return o.apply(shifted(), List.of(inputs.getFirst().along(o, size))).stream()
        .map(value -> new Batched<>(value, true))
        .toList();
  }

  /// Reductions that remove the axes they run along.
  sealed interface Over extends Reduce {
    /// The axes, in rising order.
    List<Integer> axes();

    /// Whether booleans are reduced too.
    default boolean takesBooleans() {
      return false;
    }

    @Override
    default List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).getFirst();
      if (!takesBooleans()) {
        numeric(this, x);
      }
      return List.of(x.withShape(without(name(), x.shape(), axes())));
    }
  }

  private static void numeric(Reduce prim, TensorType x) {
    if (!x.dtype().isNumeric()) {
      throw new DTypeException(
          Explanation.of(prim.name(), "the elements must be numbers")
              .got("x = " + x)
              .fix("convert the booleans, as in mask.convert(DType.F32)"));
    }
  }

  private static Shape without(String name, Shape shape, List<Integer> axes) {
    List<Long> rest = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        rest.add(shape.extent(axis));
      }
    }
    boolean rising = axes.stream().sorted().distinct().toList().equals(axes);
    if (rest.size() + axes.size() != shape.rank() || !rising) {
      throw new ShapeException(
          Explanation.of(name, "the axes must be axes of x, each once, in rising order")
              .got("axes = " + axes + ", x = " + shape));
    }
    return Shape.of(rest);
  }

  private static List<Integer> next(List<Integer> axes) {
    return axes.stream().map(axis -> axis + 1).toList();
  }

  /// A result copied back along the reduced axes.
  private static <V> V spread(Ops<V> o, V reduced, TensorType type, List<Integer> axes) {
    List<Integer> kept =
        Ops.range(0, type.rank()).stream().filter(axis -> !axes.contains(axis)).toList();
    return o.broadcast(reduced, type.shape(), kept);
  }

  /// The sum along axes; zero for no elements.
  ///
  /// @param axes the axes
  record Sum(List<Integer> axes) implements Over {
    /// Copies the list.
    public Sum {
      axes = List.copyOf(axes);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(tangents.getFirst().map(o.type(outputs.getFirst()), t -> o.sum(t, axes)));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType type = inputs.getFirst().tensorType(o);
      return List.of(cotangents.getFirst().map(type, c -> spread(o, c, type, axes)));
    }

    @Override
    public Reduce shifted() {
      return new Sum(next(axes));
    }
  }

  /// The product along axes; one for no elements. The derivative is exact at zeros too.
  ///
  /// @param axes the axes
  record Prod(List<Integer> axes) implements Over {
    /// Copies the list.
    public Prod {
      axes = List.copyOf(axes);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      V x = inputs.getFirst();
      return List.of(
          tangents
              .getFirst()
              .map(
                  o.type(outputs.getFirst()), t -> o.sum(o.times(productOfOthers(o, x), t), axes)));
    }

    /// The product of all elements but one, for each: those before it times those after it.
    private <V> V productOfOthers(Ops<V> o, V x) {
      TensorType type = o.tensorType(x);
      List<Integer> order = new ArrayList<>(Ops.range(0, type.rank()));
      order.removeAll(axes);
      int kept = order.size();
      order.addAll(axes);
      V flat = o.transpose(x, order);
      Shape permuted = o.tensorType(flat).shape();
      Shape front = permuted.slice(0, kept);
      long count = permuted.slice(kept, permuted.rank()).elements();
      V rows = o.reshape(flat, front.append(Shape.of(count)));
      V before = o.one(new CumProd(kept, false), shift(o, rows, kept, count, true));
      V after = o.one(new CumProd(kept, true), shift(o, rows, kept, count, false));
      V others = o.reshape(o.times(before, after), permuted);
      return o.transpose(others, Ops.range(0, type.rank()).stream().map(order::indexOf).toList());
    }

    private static <V> V shift(Ops<V> o, V rows, int axis, long count, boolean forward) {
      if (count == 0) {
        return rows;
      }
      Shape shape = o.tensorType(rows).shape();
      V kept =
          o.one(Movement.slice(shape, axis, forward ? 0 : 1, forward ? count - 1 : count), rows);
      List<Long> none = Ops.range(0, shape.rank()).stream().map(i -> 0L).toList();
      List<Long> one = Ops.range(0, shape.rank()).stream().map(i -> i == axis ? 1L : 0L).toList();
      return o.one(new Movement.Pad(forward ? one : none, forward ? none : one, none, 1), kept);
    }

    @Override
    public Reduce shifted() {
      return new Prod(next(axes));
    }
  }

  /// The largest element along axes; NaN if one is NaN; equal ones share the derivative. Of
  /// booleans: whether any holds.
  ///
  /// @param axes the axes
  record Max(List<Integer> axes) implements Extremum {
    /// Copies the list.
    public Max {
      axes = List.copyOf(axes);
    }

    @Override
    public Reduce shifted() {
      return new Max(next(axes));
    }
  }

  /// The smallest element along axes; NaN if one is NaN; equal ones share the derivative. Of
  /// booleans: whether all hold.
  ///
  /// @param axes the axes
  record Min(List<Integer> axes) implements Extremum {
    /// Copies the list.
    public Min {
      axes = List.copyOf(axes);
    }

    @Override
    public Reduce shifted() {
      return new Min(next(axes));
    }
  }

  /// The largest or smallest element.
  sealed interface Extremum extends Over {
    @Override
    default boolean takesBooleans() {
      return true;
    }

    @Override
    default List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).getFirst();
      TensorType result = x.withShape(without(name(), x.shape(), axes()));
      if (x.shape().elements() == 0 && result.shape().elements() > 0 && x.dtype().isNumeric()) {
        throw new ShapeException(
            Explanation.of(name(), "the reduced axes must hold at least one element")
                .got("x = " + x + ", axes = " + axes()));
      }
      return List.of(result);
    }

    @Override
    default <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      V x = inputs.getFirst();
      V y = outputs.getFirst();
      TensorType type = o.tensorType(x);
      if (!type.dtype().isFloating()) {
        return List.of(new Differential.Zero<>(o.type(y)));
      }
      return List.of(
          tangents
              .getFirst()
              .map(
                  o.type(y),
                  t -> {
                    V here = o.convert(o.equal(x, spread(o, y, type, axes())), type.dtype());
                    V share = o.div(here, spread(o, o.sum(here, axes()), type, axes()));
                    return o.sum(o.times(share, t), axes());
                  }));
    }
  }

  /// The index of the first largest element along an axis, as i32; the first NaN counts as largest.
  ///
  /// @param axis the axis
  record ArgMax(int axis) implements Position {
    @Override
    public Reduce shifted() {
      return new ArgMax(axis + 1);
    }
  }

  /// The index of the first smallest element along an axis, as i32; the first NaN counts as
  /// smallest.
  ///
  /// @param axis the axis
  record ArgMin(int axis) implements Position {
    @Override
    public Reduce shifted() {
      return new ArgMin(axis + 1);
    }
  }

  /// The place of the largest or smallest element.
  sealed interface Position extends Reduce {
    /// The axis that is removed.
    int axis();

    @Override
    default List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).getFirst();
      numeric(this, x);
      if (x.shape().extent(x.shape().axis(name(), axis())) == 0) {
        throw new ShapeException(
            Explanation.of(name(), "the axis must hold at least one element")
                .got("x = " + x + ", axis = " + axis()));
      }
      return List.of(x.removeAxis(axis()).withDType(DType.I32));
    }

    @Override
    default <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(new Differential.Zero<>(o.type(outputs.getFirst())));
    }
  }

  /// Operations along one axis that keep the shape.
  sealed interface Along extends Reduce {
    /// The axis.
    int axis();

    @Override
    default List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).getFirst();
      numeric(this, x);
      x.shape().axis(name(), axis());
      return List.of(x);
    }
  }

  /// The running sum along an axis: y[k] = x[0] + … + x[k].
  ///
  /// @param axis the axis
  /// @param reverse whether it runs from the last element to the first
  record CumSum(int axis, boolean reverse) implements Along {
    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(tangents.getFirst().map(o.type(outputs.getFirst()), t -> o.one(this, t)));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType type = inputs.getFirst().tensorType(o);
      return List.of(cotangents.getFirst().map(type, c -> o.one(new CumSum(axis, !reverse), c)));
    }

    @Override
    public Reduce shifted() {
      return new CumSum(axis + 1, reverse);
    }
  }

  /// The running product along an axis: y[k] = x[0] · … · x[k]. The derivative is exact at zeros
  /// too.
  ///
  /// @param axis the axis
  /// @param reverse whether it runs from the last element to the first
  record CumProd(int axis, boolean reverse) implements Along {
    /// The derivative obeys ẏ[k] = x[k] · ẏ[k−1] + y[k−1] · ẋ[k], which is a scan.
    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      V x = inputs.getFirst();
      TensorType type = o.tensorType(x);
      return List.of(
          tangents
              .getFirst()
              .map(
                  type,
                  t -> {
                    TensorType row = type.removeAxis(axis);
                    long steps = type.shape().extent(axis);
                    Control.Scan scan = Control.Scan.of(step(row), 0, 1, steps, reverse);
                    V before = Prod.shift(o, outputs.getFirst(), axis, steps, !reverse);
                    List<V> operands =
                        List.of(
                            o.zero(row),
                            o.moveAxis(x, axis, 0),
                            o.moveAxis(before, axis, 0),
                            o.moveAxis(t, axis, 0));
                    return o.moveAxis(o.apply(scan, operands).getLast(), 0, axis);
                  }));
    }

    private static Program step(TensorType row) {
      Builder b = new Builder();
      Atom tangent = b.input(row);
      Atom x = b.input(row);
      Atom before = b.input(row);
      Atom direction = b.input(row);
      Atom next = b.plus(b.times(x, tangent), b.times(before, direction));
      return b.build(List.of(next, next));
    }

    @Override
    public Reduce shifted() {
      return new CumProd(axis + 1, reverse);
    }
  }

  /// The elements along an axis in rising order, and where each came from (i32). The sort is
  /// stable, −0 comes before +0, and NaN comes last.
  ///
  /// @param axis the axis
  record Sort(int axis) implements Along {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).getFirst();
      return List.of(Along.super.infer(inputs).getFirst(), x.withDType(DType.I32));
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      TensorType type = o.tensorType(outputs.getFirst());
      int last = type.rank() - 1;
      Differential<V> values =
          tangents
              .getFirst()
              .map(
                  type,
                  t -> {
                    V rows = o.moveAxis(t, axis, last);
                    V order = o.moveAxis(outputs.get(1), axis, last);
                    V sorted = o.one(new Index.Gather(last, last), rows, order);
                    return o.moveAxis(sorted, last, axis);
                  });
      return List.of(
          type.dtype().isFloating() ? values : new Differential.Zero<>(type),
          new Differential.Zero<>(type.withDType(DType.I32)));
    }

    @Override
    public Reduce shifted() {
      return new Sort(axis + 1);
    }
  }
}
