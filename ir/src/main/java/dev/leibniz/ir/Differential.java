package dev.leibniz.ir;

import dev.leibniz.data.Type;
import java.util.function.UnaryOperator;

/// A tangent or a cotangent: a value, or a zero that is known without computing it.
///
/// @param <V> what an [Ops] computes with
public sealed interface Differential<V> {
  /// A zero of the given type, which costs nothing.
  ///
  /// @param type the type that it would have as a value
  record Zero<V>(Type type) implements Differential<V> {}

  /// A value that may be anything.
  ///
  /// @param value the value
  record Of<V>(V value) implements Differential<V> {}

  /// Whether it is known to be zero.
  default boolean isZero() {
    return this instanceof Zero;
  }

  /// The value of a linear function here: zero for a zero, whose type is then `type`.
  default Differential<V> map(Type type, UnaryOperator<V> linear) {
    return switch (this) {
      case Zero<V> zero -> new Zero<>(type);
      case Of<V> of -> new Of<>(linear.apply(of.value()));
    };
  }

  /// The sum of two differentials of the same type.
  default Differential<V> plus(Ops<V> o, Differential<V> other) {
    return switch (this) {
      case Zero<V> zero -> other;
      case Of<V> left ->
          switch (other) {
            case Zero<V> zero -> this;
            case Of<V> right -> new Of<>(o.add(left.value(), right.value()));
          };
    };
  }

  /// The value, made of zeros where it is a zero.
  default V materialise(Ops<V> o) {
    return switch (this) {
      case Zero<V> zero -> o.zero(zero.type());
      case Of<V> of -> of.value();
    };
  }
}
