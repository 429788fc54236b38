package dev.leibniz.ir;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;

/// An input of an equation that is being transposed: a known value, or the place of a linear one.
///
/// @param <V> what an [Ops] computes with
public sealed interface Operand<V> {
  /// An input whose value is known.
  ///
  /// @param value the value
  record Known<V>(V value) implements Operand<V> {}

  /// An input in which the equation is linear, and whose cotangent is asked for.
  ///
  /// @param type its type
  record Linear<V>(Type type) implements Operand<V> {}

  /// Whether the cotangent is asked for.
  default boolean isLinear() {
    return this instanceof Linear;
  }

  /// The known value.
  ///
  /// @throws ProgramException if the input is linear
  default V known(Prim prim) {
    return switch (this) {
      case Known<V> known -> known.value();
      case Linear<V> linear ->
          throw new ProgramException(
              Explanation.of("transpose", prim.name() + " must be linear in its linear inputs")
                  .got(
                      "a linear input of type "
                          + linear.type()
                          + " where a known value is needed"));
    };
  }

  /// The type of a tensor input.
  default TensorType tensorType(Ops<V> o) {
    return switch (this) {
      case Known<V> known -> o.tensorType(known.value());
      case Linear<V> linear -> (TensorType) linear.type();
    };
  }
}
