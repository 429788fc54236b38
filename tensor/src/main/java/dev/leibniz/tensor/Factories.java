package dev.leibniz.tensor;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.List;

/// Tensors from Java values, and Java values from tensors.
final class Factories {
  private Factories() {}

  /// A tensor of the elements of an array, which is given away.
  static Tensor of(DType dtype, Object array, int length, int... shape) {
    Shape wanted = shape.length == 0 ? Shape.of((long) length) : Shape.of(shape);
    if (wanted.elements() != length) {
      throw new ShapeException(
          Explanation.of("of", "the shape must hold as many elements as there are")
              .got(
                  "shape = "
                      + wanted
                      + " ("
                      + wanted.elements()
                      + " elements), "
                      + length
                      + " elements given"));
    }
    return new Tensor(TensorData.of(new TensorType(dtype, wanted), array));
  }

  /// A tensor without axes of the element of an array, which is given away.
  static Tensor scalar(DType dtype, Object array) {
    return new Tensor(TensorData.of(new TensorType(dtype, Shape.scalar()), array));
  }

  static Tensor full(TensorType type, double number) {
    if (type.dtype() == DType.BOOL && (number == 0 || number == 1)) {
      return TensorOps.INSTANCE.literal(Literal.of(number, type));
    }
    TensorOps.requireNumber("full", type, number);
    return TensorOps.INSTANCE.literal(Literal.of(number, type));
  }

  /// The index along an axis.
  static Tensor iota(TensorType type, int axis) {
    return TensorOps.INSTANCE.apply(new Index.Iota(type, axis), List.of()).getFirst();
  }

  static Tensor arange(DType dtype, int count) {
    return iota(new TensorType(dtype, extent("arange", count)), 0);
  }

  private static Shape extent(String operation, int count) {
    if (count < 0) {
      throw new ArgumentException(
          Explanation.of(operation, "the number of elements must not be negative")
              .got("count = " + count));
    }
    return Shape.of((long) count);
  }

  static Tensor linspace(DType dtype, double from, double to, int count) {
    TensorType type = new TensorType(dtype, extent("linspace", count));
    if (!dtype.isFloating()) {
      throw new DTypeException(
          Explanation.of("linspace", "the elements must be floating-point numbers")
              .got(type.toString())
              .fix("use DType.F64 and convert the result"));
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      double part = count == 1 ? 0 : (double) i / (count - 1);
      numbers[i] = i == count - 1 && count > 1 ? to : from + (to - from) * part;
    }
    return Tensor.of(numbers).convert(dtype);
  }

  static Tensor eye(DType dtype, int size) {
    extent("eye", size);
    TensorType whole = TensorType.of(DType.I32, size, size);
    return TensorOps.INSTANCE.convert(iota(whole, 0).equalTo(iota(whole, 1)), dtype);
  }

  static Tensor oneHot(Tensor x, int count, DType dtype) {
    Takes.WHOLE.check("oneHot", x);
    extent("oneHot", count);
    Tensor index = iota(TensorType.of(x.dtype(), count), 0);
    return TensorOps.INSTANCE.convert(x.expandAxis(-1).equalTo(index), dtype);
  }

  static double item(Tensor x) {
    if (x.shape().elements() != 1) {
      throw new ShapeException(
          Explanation.of("item", "there must be exactly one element")
              .got("a = " + x.type())
              .fix("reduce it first, as in a.sum(), or take one, as in a.get(0)"));
    }
    return x.data("item").elementAsDouble(0);
  }

  /// The elements of a tensor whose element type must be the given one.
  static TensorData elements(String operation, DType dtype, Tensor x) {
    if (x.dtype() != dtype) {
      throw new DTypeException(
          Explanation.of(operation, "the elements must be of type " + dtype)
              .got("a = " + x.type())
              .fix("convert them first, as in a.convert(DType." + dtype.name() + ")"));
    }
    return x.data(operation);
  }
}
