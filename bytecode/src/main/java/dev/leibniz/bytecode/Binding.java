package dev.leibniz.bytecode;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values of sources for one function object.
final class Binding {
  private final Object root;
  private final Map<Source, @Nullable Object> values = new HashMap<>();
  private final Map<Source, Access> lambdas = new HashMap<>();

  Binding(Object root) {
    this.root = root;
  }

  /// The value now.
  @Nullable Object value(Source source) {
    if (values.containsKey(source)) {
      return values.get(source);
    }
    Object value =
        switch (source) {
          case Source.Root _ -> root;
          case Source.Captured(Source owner, int index) -> access(owner).captured().get(index);
          case Source.Held(Source owner, int index) -> ((Emitted) object(owner)).captured()[index];
          case Source.Argument(Source owner, int index) ->
              ((Derived) object(owner)).origin().arguments().get(index);
          case Source.Constant(Object constant) -> constant;
          case Source.InField field -> read(field, owner(field));
        };
    values.put(source, value);
    return value;
  }

  private Object object(Source source) {
    return Objects.requireNonNull(value(source));
  }

  private Access access(Source owner) {
    Access access = lambdas.get(owner);
    if (access == null) {
      access = Objects.requireNonNull(Access.ofLambda(object(owner)));
      lambdas.put(owner, access);
    }
    return access;
  }

  /// The object whose field it is, null for a static field.
  @Nullable Object owner(Source.InField field) {
    return field.owner() == null ? null : value(field.owner());
  }

  /// Reads a field.
  static @Nullable Object read(Source.InField field, @Nullable Object owner) {
    try {
      return field.owner() == null
          ? (Object) field.getter().invokeExact()
          : (Object) field.getter().invokeExact(owner);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
