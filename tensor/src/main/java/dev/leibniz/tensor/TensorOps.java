package dev.leibniz.tensor;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Prim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Operations on tensors: into the innermost open trace, or at once.
final class TensorOps implements Ops<Tensor> {
  static final TensorOps INSTANCE = new TensorOps();

  private TensorOps() {}

  @Override
  public List<Tensor> apply(Prim prim, List<Tensor> operands) {
    Optional<Trace> trace = Trace.current();
    if (trace.isPresent()) {
      return trace.get().apply(prim, operands);
    }
    List<Value> values = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      Trace.requireUsable(prim.name(), operand);
      values.add(operand.data(prim.name()));
    }
    List<Tensor> results = new ArrayList<>();
    for (Value value : Interpreter.apply(prim, values, null)) {
      results.add(new Tensor((TensorData) value));
    }
    return results;
  }

  @Override
  public Tensor literal(Literal literal) {
    Optional<Trace> trace = Trace.current();
    return trace.isPresent() ? trace.get().literal(literal) : new Tensor(filled(literal));
  }

  private static TensorData filled(Literal literal) {
    TensorData data = TensorData.zeros((TensorType) literal.type());
    double number = literal.value().doubleValue();
    if (number == 0 && 1 / number > 0) {
      return data;
    }
    switch (data.dtype()) {
      case F32 -> Arrays.fill(data.floats(), (float) number);
      case F64 -> Arrays.fill(data.doubles(), number);
      case I32 -> Arrays.fill(data.ints(), literal.value().intValue());
      case I64 -> Arrays.fill(data.longs(), literal.value().longValue());
      case BOOL -> Arrays.fill(data.booleans(), number != 0);
    }
    return data;
  }

  @Override
  public Type type(Tensor value) {
    return value.type();
  }

  /// An elementwise operation on tensors whose shapes are broadcast as in NumPy: sizes of 1 and missing leading
  /// axes stretch.
  static Tensor elementwise(String operation, Elementwise prim, Tensor x, Tensor y) {
    if (x.dtype() != y.dtype()) {
      throw mixed(operation, x, y);
    }
    Shape shape = broadcastShape(operation, x, y);
    return INSTANCE.one(prim, stretch(x, shape), stretch(y, shape));
  }

  static DTypeException mixed(String operation, Tensor x, Tensor y) {
    return new DTypeException(
        Explanation.of(operation, "element types must match")
            .got("a = " + x.type() + ", b = " + y.type())
            .fix("convert one of them, as in a.convert(DType." + y.dtype().name() + ")"));
  }

  /// A constant of a tensor's element type for a Java number.
  ///
  /// @throws DTypeException if the number is fractional and the tensor holds whole numbers
  static Tensor number(String operation, Tensor x, double number) {
    if (x.dtype() == DType.BOOL) {
      throw new DTypeException(
          Explanation.of(operation, "booleans do not mix with numbers")
              .got("a = " + x.type() + ", b = " + number)
              .fix("convert the booleans first, as in a.convert(DType.F32)"));
    }
    if (x.dtype().isInteger() && (number != Math.rint(number) || Math.abs(number) > 1L << 53)) {
      throw new DTypeException(
          Explanation.of(operation, "a tensor of whole numbers takes whole numbers")
              .got("a = " + x.type() + ", b = " + number)
              .fix("convert the tensor first, as in a.convert(DType.F64)"));
    }
    return INSTANCE.like(x, number);
  }

  /// The shape that two tensors stretch to.
  static Shape broadcastShape(String operation, Tensor x, Tensor y) {
    Shape a = x.shape();
    Shape b = y.shape();
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    long[] extents = new long[rank];
    for (int i = 0; i < rank; i++) {
      long left = i < rank - a.rank() ? 1 : a.extent(i - rank + a.rank());
      long right = i < rank - b.rank() ? 1 : b.extent(i - rank + b.rank());
      if (left != right && left != 1 && right != 1) {
        throw new ShapeException(
            Explanation.of(operation, "shapes must match, axis by axis from the last, or be 1")
                .got(
                    "a = "
                        + x.type()
                        + " (axis "
                        + (i - rank + a.rank())
                        + " = "
                        + left
                        + "), b = "
                        + y.type()
                        + " (axis "
                        + (i - rank + b.rank())
                        + " = "
                        + right
                        + ")")
                .fix("reshape one of them, or move its axes with transpose"));
      }
      extents[i] = left == 1 ? right : left;
    }
    return Shape.of(extents);
  }

  /// The tensor copied along axes of size 1 and missing leading axes; the shape is known to fit.
  static Tensor stretch(Tensor x, Shape shape) {
    Shape own = x.shape();
    if (own.equals(shape)) {
      return x;
    }
    int missing = shape.rank() - own.rank();
    List<Long> kept = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < own.rank(); axis++) {
      if (own.extent(axis) != 1 || shape.extent(axis + missing) == 1) {
        kept.add(own.extent(axis));
        axes.add(axis + missing);
      }
    }
    Tensor narrow = INSTANCE.reshape(x, Shape.of(kept));
    return INSTANCE.broadcast(narrow, shape, axes);
  }

  /// Axes counted from 0, in rising order; all of them if none is named.
  static List<Integer> axes(String operation, Tensor x, int... axes) {
    if (axes.length == 0) {
      return Ops.range(0, x.shape().rank());
    }
    List<Integer> counted = new ArrayList<>();
    for (int axis : axes) {
      counted.add(x.shape().axis(operation, axis));
    }
    List<Integer> distinct = counted.stream().sorted().distinct().toList();
    if (distinct.size() != axes.length) {
      throw new ShapeException(
          Explanation.of(operation, "each axis is named once")
              .got("axes = " + Arrays.toString(axes) + ", a = " + x.type()));
    }
    return distinct;
  }

  /// Refuses tensors that hold no floating-point numbers.
  static Tensor floating(String operation, Tensor x) {
    if (!x.dtype().isFloating()) {
      throw new DTypeException(
          Explanation.of(operation, "the elements must be floating-point numbers")
              .got("a = " + x.type())
              .fix("convert them first, as in a.convert(DType.F32)"));
    }
    return x;
  }
}
