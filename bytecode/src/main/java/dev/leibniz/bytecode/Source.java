package dev.leibniz.bytecode;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// Where a value that a function does not compute itself comes from, beginning at the function
/// object. The same for all function objects that share their code.
sealed interface Source {
  /// The function object.
  record Root() implements Source {}

  /// What a lambda has captured.
  record Captured(Source owner, int index) implements Source {}

  /// What a function object that emitted code made has captured.
  record Held(Source owner, int index) implements Source {}

  /// An argument of the call of `Calculus` that made a function.
  record Argument(Source owner, int index) implements Source {}

  /// An object that does not depend on the function object.
  record Constant(Object value) implements Source {}

  /// A static field, or an instance field of another source.
  ///
  /// @param getter reads it, as `() -> Object` or `(Object) -> Object`
  record InField(@Nullable Source owner, Field field, MethodHandle getter) implements Source {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof InField that
          && field.equals(that.field)
          && java.util.Objects.equals(owner, that.owner);
    }

    @Override
    public int hashCode() {
      return 31 * field.hashCode() + java.util.Objects.hashCode(owner);
    }
  }

  /// What a variable for it is called until a better name is known.
  default String name() {
    return this instanceof InField(_, Field field, _) ? field.getName() : "captured";
  }
}
