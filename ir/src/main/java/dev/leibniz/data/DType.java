package dev.leibniz.data;

/// The type of a tensor's elements. It follows the Java type of the array that holds them.
public enum DType {
  /// `float`, IEEE 754 binary32.
  F32("f32", 4),
  /// `double`, IEEE 754 binary64.
  F64("f64", 8),
  /// `int`, 32 bits.
  I32("i32", 4),
  /// `long`, 64 bits.
  I64("i64", 8),
  /// `boolean`.
  BOOL("bool", 1);

  private final String text;
  private final int bytes;

  DType(String text, int bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /// Whether elements are floating-point numbers, the only ones with derivatives.
  public boolean isFloating() {
    return this == F32 || this == F64;
  }

  /// Whether elements are whole numbers.
  public boolean isInteger() {
    return this == I32 || this == I64;
  }

  /// Whether elements are numbers of any kind.
  public boolean isNumeric() {
    return this != BOOL;
  }

  /// The size of one element in an array, in bytes.
  public int bytes() {
    return bytes;
  }

  /// A new array of this type, all zeros.
  public Object newArray(int length) {
    return switch (this) {
      case F32 -> new float[length];
      case F64 -> new double[length];
      case I32 -> new int[length];
      case I64 -> new long[length];
      case BOOL -> new boolean[length];
    };
  }

  /// The name as types print it, such as `f32`.
  @Override
  public String toString() {
    return text;
  }
}
