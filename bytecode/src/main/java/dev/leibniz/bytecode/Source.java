package dev.leibniz.bytecode;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// Where a value that a function does not compute itself comes from.
sealed interface Source {
  /// The value now.
  @Nullable Object read();

  /// What a variable for it is called until a better name is known.
  default String name() {
    return switch (this) {
      case Captured _ -> "captured";
      case InField(_, Field field, _) -> field.getName();
    };
  }

  /// A captured value, which cannot change.
  record Captured(int index, @Nullable Object value) implements Source {
    @Override
    public @Nullable Object read() {
      return value;
    }

    @Override
    public String toString() {
      return "captured " + index;
    }
  }

  /// A static field, or an instance field of another source.
  record InField(@Nullable Source owner, Field field, MethodHandle getter) implements Source {
    @Override
    public @Nullable Object read() {
      try {
        return owner == null ? getter.invoke() : getter.invoke(owner.read());
      } catch (RuntimeException | Error failure) {
        throw failure;
      } catch (Throwable failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public String toString() {
      return field.toString() + (owner == null ? "" : " of " + owner);
    }
  }
}
