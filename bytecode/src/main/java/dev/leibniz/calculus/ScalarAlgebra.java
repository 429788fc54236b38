package dev.leibniz.calculus;

import java.util.List;

/// Arithmetic on values of another kind, in which the code of a function of one variable can be
/// computed: whole tensors, for one.
///
/// @param <V> the values
public interface ScalarAlgebra<V> {
  /// How two values are compared.
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    GREATER_OR_EQUAL,
    GREATER,
    LESS_OR_EQUAL
  }

  /// The number as a value.
  V constant(double number);

  /// An operation: `add`, `subtract`, `multiply`, `divide`, `negate`, or a method of `Math` by its
  /// name.
  ///
  /// @throws dev.leibniz.error.UnsupportedCodeException if there is no such operation here
  V operate(String operation, List<V> arguments);

  /// A truth value: whether a and b compare so; false where one is NaN, but for NOT_EQUAL.
  V compare(Comparison comparison, V a, V b);

  /// Whether both are true.
  V and(V a, V b);

  /// The opposite.
  V not(V a);

  /// `yes` where the condition is true, else `no`.
  V select(V condition, V yes, V no);
}
