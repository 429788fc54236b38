package dev.leibniz.eval;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Literal;
import java.util.Arrays;

/// Element access to arrays whose type is known only at run time.
final class Elements {
  /// Fewer elements than this are copied one by one, faster than by the general copy.
  private static final int FEW = 12;

  private Elements() {}

  /// Puts a number into the elements from `from` (inclusive) to `to` (exclusive); a boolean is set
  /// unless it is 0.
  static void fill(Object array, int from, int to, Number value) {
    switch (array) {
      case float[] x -> Arrays.fill(x, from, to, value.floatValue());
      case double[] x -> Arrays.fill(x, from, to, value.doubleValue());
      case int[] x -> Arrays.fill(x, from, to, value.intValue());
      case long[] x -> Arrays.fill(x, from, to, value.longValue());
      case boolean[] x -> Arrays.fill(x, from, to, value.doubleValue() != 0);
      default ->
          throw new IllegalArgumentException("not an array of elements: " + array.getClass());
    }
  }

  /// Copies neighbouring elements, few or many, between arrays of the same type.
  static void copy(Object source, int from, Object target, int to, int count) {
    switch (source) {
      case float[] x -> copy(x, from, (float[]) target, to, count);
      case double[] x -> copy(x, from, (double[]) target, to, count);
      default -> System.arraycopy(source, from, target, to, count);
    }
  }

  private static void copy(float[] x, int from, float[] y, int to, int count) {
    if (count > FEW) {
      System.arraycopy(x, from, y, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      y[to + i] = x[from + i];
    }
  }

  private static void copy(double[] x, int from, double[] y, int to, int count) {
    if (count > FEW) {
      System.arraycopy(x, from, y, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      y[to + i] = x[from + i];
    }
  }

  /// The number of elements between places that differ by one along `axis`.
  static int inner(TensorType type, int axis) {
    return (int) type.shape().slice(axis + 1, type.rank()).elements();
  }

  /// The number of index combinations of the axes before `axis`.
  static int outer(TensorType type, int axis) {
    return (int) type.shape().slice(0, axis).elements();
  }

  /// The whole number at a place.
  static long whole(Object array, int index) {
    return switch (array) {
      case int[] x -> x[index];
      case long[] x -> x[index];
      default ->
          throw new IllegalArgumentException("not an array of whole numbers: " + array.getClass());
    };
  }

  /// Stores a whole number, or whether it is not 0.
  static void setWhole(Object array, int index, long value) {
    switch (array) {
      case int[] x -> x[index] = (int) value;
      case long[] x -> x[index] = value;
      case boolean[] x -> x[index] = value != 0;
      default ->
          throw new IllegalArgumentException("not an array of whole numbers: " + array.getClass());
    }
  }

  /// A constant tensor with all of its elements in memory.
  static TensorData materialise(Literal literal, TensorType type) {
    TensorData data = TensorData.zeros(type);
    if (literal.value().doubleValue() != 0 || isNegativeZero(literal.value())) {
      fill(data.array(), 0, data.length(), literal.value());
    }
    return data;
  }

  private static boolean isNegativeZero(Number value) {
    return value instanceof Double x && Double.doubleToRawLongBits(x) != 0;
  }
}
