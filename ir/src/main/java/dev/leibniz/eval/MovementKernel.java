package dev.leibniz.eval;

import dev.leibniz.data.Shape;
import dev.leibniz.ir.Movement;
import java.util.List;

/// Runs the primitives that move elements: each is one or a few strided copies.
public final class MovementKernel {
  private MovementKernel() {}

  /// Writes the result of `prim` for `inputs` into `output`, which shares no memory with them.
  public static void run(Movement prim, List<View> inputs, View output) {
    View x = inputs.isEmpty() ? output : inputs.getFirst();
    switch (prim) {
      case Movement.Reshape reshape ->
          System.arraycopy(x.array(), x.offset(), output.array(), output.offset(), x.length());
      case Movement.Transpose transpose -> transpose(x, transpose.permutation(), output);
      case Movement.Broadcast broadcast -> broadcast(broadcast, x, output);
      case Movement.Slice slice -> slice(slice, x, output);
      case Movement.Pad pad -> pad(pad, x, output);
      case Movement.Concat concat -> concat(concat.axis(), inputs, output);
      case Movement.Flip flip -> flip(flip, x, output);
    }
  }

  /// Writes the elements of `x` with its axes in another order: axis `i` of the result is axis
  /// `permutation[i]`.
  static void transpose(View x, List<Integer> permutation, View output) {
    long[] strides = x.shape().strides();
    long[] from = new long[strides.length];
    long[] extents = new long[strides.length];
    long[] to = new long[strides.length];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      from[axis] = strides[permutation.get(axis)];
      extents[axis] = x.shape().extent(permutation.get(axis));
      to[axis] = stride;
      stride *= extents[axis];
    }
    StridedCopy.copy(x.array(), x.offset(), from, output.array(), output.offset(), to, extents);
  }

  private static void broadcast(Movement.Broadcast prim, View x, View output) {
    long[] strides = x.shape().strides();
    long[] from = new long[output.shape().rank()];
    for (int i = 0; i < strides.length; i++) {
      from[prim.axes().get(i)] = strides[i];
    }
    fill(x, x.offset(), from, output);
  }

  private static void slice(Movement.Slice prim, View x, View output) {
    long[] strides = x.shape().strides();
    long base = x.offset();
    for (int axis = 0; axis < strides.length; axis++) {
      base += prim.starts().get(axis) * strides[axis];
      strides[axis] *= prim.steps().get(axis);
    }
    fill(x, base, strides, output);
  }

  private static void flip(Movement.Flip prim, View x, View output) {
    long[] strides = x.shape().strides();
    long base = x.offset();
    for (int axis : prim.axes()) {
      base += (x.shape().extent(axis) - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    fill(x, base, strides, output);
  }

  /// Fills the whole output from places of `x`.
  private static void fill(View x, long base, long[] from, View output) {
    StridedCopy.copy(
        x.array(),
        base,
        from,
        output.array(),
        output.offset(),
        output.shape().strides(),
        output.shape().toArray());
  }

  private static void pad(Movement.Pad prim, View x, View output) {
    Elements.fill(output.array(), output.offset(), output.offset() + output.length(), prim.value());
    long[] to = output.shape().strides();
    long base = output.offset();
    for (int axis = 0; axis < to.length; axis++) {
      base += prim.low().get(axis) * to[axis];
      to[axis] *= prim.interior().get(axis) + 1;
    }
    Shape shape = x.shape();
    StridedCopy.copy(
        x.array(), x.offset(), shape.strides(), output.array(), base, to, shape.toArray());
  }

  private static void concat(int axis, List<View> inputs, View output) {
    long[] to = output.shape().strides();
    long base = output.offset();
    for (View input : inputs) {
      Shape shape = input.shape();
      StridedCopy.copy(
          input.array(),
          input.offset(),
          shape.strides(),
          output.array(),
          base,
          to,
          shape.toArray());
      base += shape.extent(axis) * to[axis];
    }
  }
}
