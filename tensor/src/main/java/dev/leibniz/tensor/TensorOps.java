package dev.leibniz.tensor;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.ArgumentException;
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

/// Operations on tensors, in the innermost open trace or at once, and what all of them share:
/// checks of element types, broadcasting, Java numbers as operands.
final class TensorOps implements Ops<Tensor> {
  static final TensorOps INSTANCE = new TensorOps();

  /// From here on not every whole number is a `double`.
  private static final double INEXACT = 0x1p53;

  private TensorOps() {}

  /// The elements that an operation takes.
  enum Takes {
    /// Any.
    ANY("", "") {
      @Override
      boolean holds(DType dtype) {
        return true;
      }
    },
    /// Numbers.
    NUMBERS("the elements must be numbers", "convert the booleans, as in mask.convert(DType.F32)") {
      @Override
      boolean holds(DType dtype) {
        return dtype.isNumeric();
      }
    },
    /// Floating-point numbers.
    FLOATING(
        "the elements must be floating-point numbers",
        "convert them first, as in a.convert(DType.F32)") {
      @Override
      boolean holds(DType dtype) {
        return dtype.isFloating();
      }
    },
    /// Whole numbers.
    WHOLE("the elements must be whole numbers", "convert them first, as in a.convert(DType.I32)") {
      @Override
      boolean holds(DType dtype) {
        return dtype.isInteger();
      }
    },
    /// Booleans or whole numbers.
    BITS(
        "the elements must be booleans or whole numbers",
        "compare first, as in a.greater(0), or convert, as in a.convert(DType.I32)") {
      @Override
      boolean holds(DType dtype) {
        return !dtype.isFloating();
      }
    },
    /// Booleans.
    BOOLEANS("the elements must be booleans", "compare first, as in a.notEqualTo(0)") {
      @Override
      boolean holds(DType dtype) {
        return dtype == DType.BOOL;
      }
    };

    private final String law;
    private final String fix;

    Takes(String law, String fix) {
      this.law = law;
      this.fix = fix;
    }

    abstract boolean holds(DType dtype);

    /// Gives the tensor back if its elements fit.
    ///
    /// @throws DTypeException if not
    Tensor check(String operation, Tensor x) {
      if (!holds(x.dtype())) {
        throw new DTypeException(Explanation.of(operation, law).got("a = " + x.type()).fix(fix));
      }
      return x;
    }
  }

  @Override
  public List<Tensor> apply(Prim prim, List<Tensor> operands) {
    Optional<Trace> trace = Trace.current();
    if (trace.isPresent()) {
      return trace.get().apply(prim, operands);
    }
    List<Value> values = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      values.add(operand.data(prim.name()));
    }
    List<Tensor> results = new ArrayList<>(1);
    for (Value value : Interpreter.apply(prim, values, null)) {
      TensorData result = (TensorData) value;
      results.add(new Tensor(values.stream().anyMatch(result::sharesWith) ? copy(result) : result));
      values.add(result);
    }
    return results;
  }

  /// The same elements in memory of their own: another tensor may be donated.
  private static TensorData copy(TensorData data) {
    TensorData copy = TensorData.zeros(data.type());
    System.arraycopy(data.array(), 0, copy.array(), 0, data.length());
    return copy;
  }

  @Override
  public Tensor literal(Literal literal) {
    Optional<Trace> trace = Trace.current();
    return trace.isPresent() ? trace.get().literal(literal) : new Tensor(filled(literal));
  }

  private static TensorData filled(Literal literal) {
    TensorData data = TensorData.zeros((TensorType) literal.type());
    Number number = literal.value();
    switch (data.dtype()) {
      case F32 -> Arrays.fill(data.floats(), number.floatValue());
      case F64 -> Arrays.fill(data.doubles(), number.doubleValue());
      case I32 -> Arrays.fill(data.ints(), number.intValue());
      case I64 -> Arrays.fill(data.longs(), number.longValue());
      case BOOL -> Arrays.fill(data.booleans(), number.longValue() != 0);
    }
    return data;
  }

  @Override
  public Type type(Tensor value) {
    return value.type();
  }

  /// An elementwise operation on one tensor.
  static Tensor unary(String operation, Takes takes, Elementwise prim, Tensor x) {
    return INSTANCE.one(prim, takes.check(operation, x));
  }

  /// An elementwise operation on two tensors, which stretch to a common shape.
  static Tensor binary(String operation, Takes takes, Elementwise prim, Tensor x, Tensor y) {
    Shape shape = common(operation, takes, x, y);
    return INSTANCE.one(prim, stretch(x, shape), stretch(y, shape));
  }

  /// The same with the operands exchanged: messages name them as the user wrote them.
  static Tensor exchanged(String operation, Takes takes, Elementwise prim, Tensor x, Tensor y) {
    Shape shape = common(operation, takes, x, y);
    return INSTANCE.one(prim, stretch(y, shape), stretch(x, shape));
  }

  private static Shape common(String operation, Takes takes, Tensor x, Tensor y) {
    requireSameDType(operation, x, y);
    takes.check(operation, x);
    return broadcastShape(operation, x, y);
  }

  /// @throws DTypeException if the element types differ
  static void requireSameDType(String operation, Tensor x, Tensor y) {
    if (x.dtype() != y.dtype()) {
      throw new DTypeException(
          Explanation.of(operation, "element types must match")
              .got("a = " + x.type() + ", b = " + y.type())
              .fix("convert one of them, as in a.convert(DType." + y.dtype().name() + ")"));
    }
  }

  /// A number as a tensor of another one's type.
  ///
  /// @throws DTypeException if the number is not one of the element type
  static Tensor number(String operation, Tensor x, double number) {
    requireNumber(operation, x, number);
    return INSTANCE.like(x, number);
  }

  /// @throws DTypeException if the number is not one of the tensor's element type
  static void requireNumber(String operation, Tensor x, double number) {
    requireNumber(operation, x.type(), number);
  }

  /// @throws DTypeException if the number is not one of the element type
  static void requireNumber(String operation, TensorType x, double number) {
    String got = "a = " + x + ", b = " + number;
    if (x.dtype() == DType.BOOL) {
      throw new DTypeException(
          Explanation.of(operation, "booleans do not mix with numbers")
              .got(got)
              .fix("convert the booleans first, as in a.convert(DType.F32)"));
    }
    if (x.dtype().isInteger() && number != Math.rint(number)) {
      throw new DTypeException(
          Explanation.of(operation, "a tensor of whole numbers takes whole numbers only")
              .got(got)
              .fix("convert the tensor first, as in a.convert(DType.F64)"));
    }
    double limit = x.dtype() == DType.I32 ? 0x1p31 : INEXACT;
    if (x.dtype().isInteger() && (number < -limit || number >= limit)) {
      throw new DTypeException(
          Explanation.of(operation, "the number must be one of the tensor's element type")
              .got(got)
              .fix(
                  x.dtype() == DType.I32
                      ? "convert the tensor first, as in a.convert(DType.I64)"
                      : "make a tensor of it, as in Tensor.scalar(9007199254740993L)"));
    }
  }

  /// Elements outside an interval replaced by its nearer end.
  static Tensor clamp(Tensor x, double low, double high) {
    if (!(low <= high)) {
      throw new ArgumentException(
          Explanation.of("clamp", "the lower end must not be above the upper one")
              .got("low = " + low + ", high = " + high)
              .fix("exchange them"));
    }
    return x.maximum(number("clamp", x, low)).minimum(number("clamp", x, high));
  }

  /// The shape that two tensors stretch to: axis by axis from the last, sizes are equal or one of
  /// them is 1 or missing.
  ///
  /// @throws ShapeException if there is none
  static Shape broadcastShape(String operation, Tensor x, Tensor y) {
    return broadcastShape(operation, x.type(), y.type());
  }

  /// The shape that tensors of two types stretch to.
  static Shape broadcastShape(String operation, TensorType x, TensorType y) {
    Shape a = x.shape();
    Shape b = y.shape();
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    long[] extents = new long[rank];
    for (int i = rank - 1; i >= 0; i--) {
      int axisA = i - rank + a.rank();
      int axisB = i - rank + b.rank();
      long left = axisA < 0 ? 1 : a.extent(axisA);
      long right = axisB < 0 ? 1 : b.extent(axisB);
      if (left != right && left != 1 && right != 1) {
        throw new ShapeException(
            Explanation.of(operation, "axes must be of equal size, counted from the last, or 1")
                .got(axis("a", x, axisA) + ", " + axis("b", y, axisB))
                .fix("reshape or transpose one of them, or add an axis with expandAxis"));
      }
      extents[i] = left == 1 ? right : left;
    }
    return Shape.of(extents);
  }

  /// A value with one of its axes, as in `a = f32[8, 16] (axis 1 = 16)`.
  static String axis(String name, TensorType type, int axis) {
    return name + " = " + type + " (axis " + axis + " = " + type.shape().extent(axis) + ")";
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
    return INSTANCE.broadcast(INSTANCE.reshape(x, Shape.of(kept)), shape, axes);
  }

  /// Axes counted from 0, in rising order; all of them if none is named.
  ///
  /// @throws ShapeException if one is not an axis, or named twice
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
}
