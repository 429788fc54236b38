package dev.leibniz.ir;

import dev.leibniz.data.TensorType;

/// A value under batching: one for the whole batch, or one per example along axis 0.
///
/// @param value the value
/// @param isBatched whether axis 0 counts the examples
/// @param <V> what an [Ops] computes with
public record Batched<V>(V value, boolean isBatched) {

  /// The value of the same type for each example: copies along a new axis 0 if there is one for
  /// all.
  public V along(Ops<V> o, long size) {
    return isBatched ? value : o.broadcastAxis(value, 0, size);
  }

  /// The type of one example.
  public TensorType exampleType(Ops<V> o) {
    TensorType type = o.tensorType(value);
    return isBatched ? type.removeAxis(0) : type;
  }
}
