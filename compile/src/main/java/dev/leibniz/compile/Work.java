package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import java.util.Collection;
import java.util.List;

/// What a step has to do at least.
///
/// @param operations arithmetic operations; a fused multiplication and addition counts as two in
///   products and as one elsewhere
/// @param bytes what it reads and writes if nothing is in a cache
record Work(long operations, long bytes) {
  /// Not known, or told by the steps inside.
  static final Work UNKNOWN = new Work(0, 0);

  /// A step that reads operands and writes results once.
  static Work of(long operations, Collection<TensorType> operands, Collection<TensorType> results) {
    return new Work(operations, bytes(operands) + bytes(results));
  }

  /// The same with one result.
  static Work of(long operations, Collection<TensorType> operands, TensorType result) {
    return of(operations, operands, List.of(result));
  }

  private static long bytes(Collection<TensorType> types) {
    return types.stream().mapToLong(type -> type.shape().elements() * type.dtype().bytes()).sum();
  }
}
