package dev.leibniz.eval;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Prim;
import java.util.List;
import java.util.SplittableRandom;

/// Operands for tests, and plain access to them.
final class Samples {
  /// Extents around the widths of vectors, blocks and lanes.
  static final int[] SIZES = {0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 64, 100, 257};

  /// Numbers at the borders of what floating types hold.
  static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    2.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e-40,
    3e9,
    -3e9,
    1e19,
    16777217,
    0.1
  };

  private Samples() {}

  /// Normal numbers, or whole numbers in [−100, 100), or booleans.
  static TensorData random(long seed, DType dtype, long... extents) {
    SplittableRandom random = new SplittableRandom(seed);
    TensorData data = TensorData.zeros(TensorType.of(dtype, extents));
    for (int i = 0; i < data.length(); i++) {
      set(data, i, dtype.isFloating() ? random.nextGaussian() : random.nextInt(200) - 100);
    }
    return data;
  }

  /// A vector of the given numbers, converted to the element type.
  static TensorData vector(DType dtype, double... numbers) {
    TensorData data = TensorData.zeros(TensorType.of(dtype, numbers.length));
    for (int i = 0; i < numbers.length; i++) {
      set(data, i, numbers[i]);
    }
    return data;
  }

  static void set(TensorData data, int index, double number) {
    switch (data.dtype()) {
      case F32 -> data.floats()[index] = (float) number;
      case F64 -> data.doubles()[index] = number;
      case I32 -> data.ints()[index] = (int) number;
      case I64 -> data.longs()[index] = (long) number;
      case BOOL -> data.booleans()[index] = number > 0;
    }
  }

  /// The place in row-major order of the element with the given index.
  static int place(Shape shape, long... index) {
    long place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      place = place * shape.extent(axis) + index[axis];
    }
    return (int) place;
  }

  /// The index of the element at a place in row-major order.
  static long[] index(Shape shape, int place) {
    long[] index = new long[shape.rank()];
    long rest = place;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.extent(axis);
      rest /= shape.extent(axis);
    }
    return index;
  }

  /// The first result of a primitive.
  static TensorData apply(Prim prim, Value... operands) {
    return (TensorData) Interpreter.apply(prim, List.of(operands), null).getFirst();
  }

  /// The elements as text that is equal just if the bits are (all NaNs are one).
  static String bits(TensorData data) {
    StringBuilder text = new StringBuilder(data.type().toString());
    for (int i = 0; i < data.length(); i++) {
      text.append(' ');
      switch (data.dtype()) {
        case F32 -> text.append(Integer.toHexString(Float.floatToIntBits(data.floats()[i])));
        case F64 -> text.append(Long.toHexString(Double.doubleToLongBits(data.doubles()[i])));
        case I32 -> text.append(data.ints()[i]);
        case I64 -> text.append(data.longs()[i]);
        case BOOL -> text.append(data.booleans()[i]);
      }
    }
    return text.toString();
  }
}
