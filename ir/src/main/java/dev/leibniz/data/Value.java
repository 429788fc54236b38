package dev.leibniz.data;

/// A value that a program computes with while it runs.
public sealed interface Value permits TensorData, TapeData {
  /// The value's type.
  Type type();
}
