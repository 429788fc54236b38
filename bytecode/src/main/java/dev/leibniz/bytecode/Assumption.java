package dev.leibniz.bytecode;

import org.jspecify.annotations.Nullable;

/// What lifting took for granted of an object outside the code: its class, which decides what its
/// methods do; the number itself, where it is an order or an index; the enum constant itself, on
/// which a switch may depend; or that there is none.
///
/// @param source the object
/// @param expected a class, a number, an enum constant, or null
record Assumption(Source source, @Nullable Object expected) {
  /// The assumption that the object is like this one.
  static Assumption of(Source source, @Nullable Object value) {
    return new Assumption(source, kind(value));
  }

  private static @Nullable Object kind(@Nullable Object value) {
    return value == null || value instanceof Number || value instanceof Enum<?>
        ? value
        : value.getClass();
  }

  boolean holds(Binding binding) {
    Object kind = kind(binding.value(source));
    return kind == null ? expected == null : kind.equals(expected);
  }
}
