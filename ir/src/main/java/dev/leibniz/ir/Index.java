package dev.leibniz.ir;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Operations whose places are data: reading and writing at computed indices, and the indices
/// themselves.
///
/// An index outside its axis stops the run with an [dev.leibniz.error.IndexException].
public sealed interface Index extends Local {

  private static ShapeException misfit(String name, String law, String got) {
    return new ShapeException(Explanation.of(name, law).got(got));
  }

  private static void wholeNumbers(String name, TensorType indices) {
    if (!indices.dtype().isInteger()) {
      throw new DTypeException(
          Explanation.of(name, "indices must be whole numbers")
              .got("indices = " + indices)
              .fix("convert them, as in indices.convert(DType.I32)"));
    }
  }

  /// Slices of `x` along an axis: y[b…, i…, j…, k…] = x[b…, i…, indices[b…, j…], k…].
  ///
  /// Operands are `x` and `indices`. The first `batch` axes are common to both, which also makes it
  /// NumPy's `take_along_axis`.
  ///
  /// @param axis the axis of `x` that is indexed, at least `batch`
  /// @param batch how many leading axes the operands share
  record Gather(int axis, int batch) implements Index {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).get(0);
      TensorType indices = Local.tensors(inputs).get(1);
      wholeNumbers("gather", indices);
      return List.of(x.withShape(shape("gather", x, indices, axis, batch)));
    }

    private static Shape shape(String name, TensorType x, TensorType indices, int axis, int batch) {
      boolean fits =
          axis >= batch
              && axis < x.rank()
              && batch <= indices.rank()
              && x.shape().slice(0, batch).equals(indices.shape().slice(0, batch));
      if (!fits) {
        throw misfit(
            name,
            "the axis must be one of x's, after the axes that x and the indices share",
            "x = " + x + ", indices = " + indices + ", axis = " + axis + ", shared = " + batch);
      }
      return x.shape()
          .slice(0, axis)
          .append(indices.shape().slice(batch, indices.rank()))
          .append(x.shape().slice(axis + 1, x.rank()));
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(
          tangents.getFirst().map(o.type(outputs.getFirst()), t -> o.one(this, t, inputs.get(1))));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType type = inputs.getFirst().tensorType(o);
      V indices = inputs.get(1).known(this);
      return List.of(
          cotangents
              .getFirst()
              .map(type, c -> o.one(new ScatterAdd(axis, batch), o.zero(type), indices, c)),
          new Differential.Zero<>(o.type(indices)));
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      if (!inputs.get(1).isBatched() && batch == 0) {
        V values = o.one(new Gather(axis + 1, 0), inputs.get(0).value(), inputs.get(1).value());
        return List.of(new Batched<>(values, true));
      }
      if (!inputs.get(0).isBatched() && batch == 0) {
        V values = o.one(this, inputs.get(0).value(), inputs.get(1).value());
        return List.of(new Batched<>(o.moveAxis(values, axis, 0), true));
      }
      V x = inputs.get(0).along(o, size);
      V indices = inputs.get(1).along(o, size);
      return List.of(new Batched<>(o.one(new Gather(axis + 1, batch + 1), x, indices), true));
    }
  }

  /// `x` with `updates` added at indices, in the order of the updates; the transpose of [Gather].
  ///
  /// Operands are `x`, `indices` and `updates`, the last of the type that [Gather] would read.
  ///
  /// @param axis the axis of `x` that is indexed
  /// @param batch how many leading axes the operands share
  record ScatterAdd(int axis, int batch) implements Index {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).get(0);
      TensorType indices = Local.tensors(inputs).get(1);
      TensorType updates = Local.tensors(inputs).get(2);
      wholeNumbers("scatterAdd", indices);
      TensorType expected = x.withShape(Gather.shape("scatterAdd", x, indices, axis, batch));
      if (!updates.equals(expected)) {
        throw misfit(
            "scatterAdd",
            "the updates must have the type of the elements that the indices name",
            "updates = " + updates + ", expected " + expected);
      }
      return List.of(x);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      Differential<V> x = tangents.get(0);
      Differential<V> updates = tangents.get(2);
      if (updates.isZero()) {
        return List.of(x);
      }
      return List.of(
          new Differential.Of<>(
              o.one(this, x.materialise(o), inputs.get(1), updates.materialise(o))));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      V indices = inputs.get(1).known(this);
      Differential<V> c = cotangents.getFirst();
      Differential<V> zero = new Differential.Zero<>(inputs.get(0).tensorType(o));
      Differential<V> updates =
          c.map(inputs.get(2).tensorType(o), v -> o.one(new Gather(axis, batch), v, indices));
      return List.of(
          inputs.get(0).isLinear() ? c : zero,
          new Differential.Zero<>(o.type(indices)),
          inputs.get(2).isLinear()
              ? updates
              : new Differential.Zero<>(inputs.get(2).tensorType(o)));
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      V x = inputs.get(0).along(o, size);
      V updates = inputs.get(2).along(o, size);
      V indices = inputs.get(1).value();
      if (!inputs.get(1).isBatched() && batch == 0) {
        return List.of(
            new Batched<>(o.one(new ScatterAdd(axis + 1, 0), x, indices, updates), true));
      }
      V perExample = inputs.get(1).along(o, size);
      return List.of(
          new Batched<>(o.one(new ScatterAdd(axis + 1, batch + 1), x, perExample, updates), true));
    }
  }

  /// A block of `x` that begins at computed indices. Operands are `x` and `starts`, i32 of one
  /// number per axis.
  ///
  /// @param sizes the extents of the block
  record DynamicSlice(Shape sizes) implements Index {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).get(0);
      block("dynamicSlice", x, Local.tensors(inputs).get(1), sizes);
      return List.of(x.withShape(sizes));
    }

    private static void block(String name, TensorType x, TensorType starts, Shape sizes) {
      wholeNumbers(name, starts);
      boolean fits = sizes.rank() == x.rank() && starts.shape().equals(Shape.of((long) x.rank()));
      for (int axis = 0; fits && axis < x.rank(); axis++) {
        fits = sizes.extent(axis) <= x.shape().extent(axis);
      }
      if (!fits) {
        throw misfit(
            name,
            "the block must fit into x and have one start per axis",
            "x = " + x + ", block = " + sizes + ", starts = " + starts);
      }
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(
          tangents.getFirst().map(o.type(outputs.getFirst()), t -> o.one(this, t, inputs.get(1))));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType type = inputs.getFirst().tensorType(o);
      V starts = inputs.get(1).known(this);
      return List.of(
          cotangents.getFirst().map(type, c -> o.one(new DynamicUpdate(), o.zero(type), c, starts)),
          new Differential.Zero<>(o.type(starts)));
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      if (inputs.get(1).isBatched()) {
        return Control.Scan.batchByLoop(this, o, size, inputs);
      }
      V starts = beforeZero(o, inputs.get(1).value());
      V block = o.one(new DynamicSlice(sizes.insert(0, size)), inputs.get(0).value(), starts);
      return List.of(new Batched<>(block, true));
    }
  }

  /// The starts of a block along one more axis in front, where it begins at 0.
  private static <V> V beforeZero(Ops<V> o, V starts) {
    return o.one(new Movement.Pad(List.of(1L), List.of(0L), List.of(0L), 0), starts);
  }

  /// `x` with a block replaced that begins at computed indices. Operands are `x`, `block` and
  /// `starts`.
  record DynamicUpdate() implements Index {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType x = Local.tensors(inputs).get(0);
      TensorType block = Local.tensors(inputs).get(1);
      DynamicSlice.block("dynamicUpdate", x, Local.tensors(inputs).get(2), block.shape());
      if (block.dtype() != x.dtype()) {
        throw new DTypeException(
            Explanation.of("dynamicUpdate", "the block must have the element type of x")
                .got("x = " + x + ", block = " + block));
      }
      return List.of(x);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      if (tangents.get(0).isZero() && tangents.get(1).isZero()) {
        return List.of(tangents.get(0));
      }
      V x = tangents.get(0).materialise(o);
      V block = tangents.get(1).materialise(o);
      return List.of(new Differential.Of<>(o.one(this, x, block, inputs.get(2))));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType x = inputs.get(0).tensorType(o);
      TensorType block = inputs.get(1).tensorType(o);
      V starts = inputs.get(2).known(this);
      Differential<V> c = cotangents.getFirst();
      Differential<V> outside = c.map(x, v -> o.one(this, v, o.zero(block), starts));
      Differential<V> inside = c.map(block, v -> o.one(new DynamicSlice(block.shape()), v, starts));
      return List.of(
          inputs.get(0).isLinear() ? outside : new Differential.Zero<>(x),
          inputs.get(1).isLinear() ? inside : new Differential.Zero<>(block),
          new Differential.Zero<>(o.type(starts)));
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      if (inputs.get(2).isBatched()) {
        return Control.Scan.batchByLoop(this, o, size, inputs);
      }
      V x = inputs.get(0).along(o, size);
      V block = inputs.get(1).along(o, size);
      V starts = beforeZero(o, inputs.get(2).value());
      return List.of(new Batched<>(o.one(this, x, block, starts), true));
    }
  }

  /// The index along an axis: y[…, i, …] = i. It has no operands.
  ///
  /// @param type the type of the result, of numbers
  /// @param axis the axis
  record Iota(TensorType type, int axis) implements Index {
    @Override
    public List<Type> infer(List<Type> inputs) {
      type.shape().axis("iota", axis);
      if (!type.dtype().isNumeric()) {
        throw new DTypeException(
            Explanation.of("iota", "indices are numbers").got("type = " + type));
      }
      return List.of(type);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(new Differential.Zero<>(type));
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      return new ArrayList<>(List.of(new Batched<>(o.apply(this, List.of()).getFirst(), false)));
    }
  }
}
