package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;

/// A constant: a tensor all of whose elements are one number, or a tape without entries.
///
/// @param value a `Double` for floating types, a `Long` for whole numbers, 0 or 1 for booleans
/// @param type the type, of any shape
public record Literal(Number value, Type type) implements Atom {

  /// The constant tensor with the given number in every element, rounded to the element type.
  public static Literal of(double value, TensorType type) {
    return switch (type.dtype()) {
      case F64 -> new Literal(value, type);
      case F32 -> new Literal((double) (float) value, type);
      case I32, I64 -> new Literal((long) value, type);
      case BOOL -> new Literal(value == 0 ? 0L : 1L, type);
    };
  }

  /// The constant tensor of whole numbers.
  public static Literal of(long value, TensorType type) {
    return type.dtype().isFloating() ? of((double) value, type) : new Literal(value, type);
  }

  /// Zeros of a tensor type, or the empty tape of a tape type.
  public static Literal zero(Type type) {
    return switch (type) {
      case TensorType tensor -> of(0L, tensor);
      case TapeType tape -> new Literal(0L, tape);
    };
  }

  /// Whether every element is zero, or the tape is empty.
  public boolean isZero() {
    return value.doubleValue() == 0;
  }

  /// Whether every element is the given number.
  public boolean is(double number) {
    return type instanceof TensorType tensor
        && tensor.dtype() != DType.BOOL
        && value.doubleValue() == number;
  }
}
