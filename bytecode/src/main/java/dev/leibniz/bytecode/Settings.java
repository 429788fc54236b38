package dev.leibniz.bytecode;

import dev.leibniz.calculus.DerivativeRule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the user gives for differentiation beside the function.
///
/// @param lookup with the rights of the user's code, or null
/// @param rules derivatives by hand
public record Settings(MethodHandles.@Nullable Lookup lookup, List<DerivativeRule> rules) {
  /// Nothing.
  public static final Settings PLAIN = new Settings(null, List.of());

  /// These settings and the rights of `added`.
  public Settings with(MethodHandles.Lookup added) {
    return new Settings(added, rules);
  }

  /// These settings and one more rule, which goes before earlier ones.
  public Settings with(DerivativeRule added) {
    List<DerivativeRule> all = new ArrayList<>(rules);
    all.addFirst(added);
    return new Settings(lookup, List.copyOf(all));
  }

  @Nullable RuledMethod rule(MethodName name) {
    return rules.stream()
        .map(DerivativeRule::method)
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /// Reads a field, or null where neither we nor the user's rights may.
  @Nullable MethodHandle getter(Field field) {
    try {
      MethodHandle getter =
          field.trySetAccessible()
              ? MethodHandles.lookup().unreflectGetter(field)
              : lookup == null ? null : rights(field.getDeclaringClass()).unreflectGetter(field);
      return getter == null ? null : getter.asType(getter.type().generic());
    } catch (IllegalAccessException _) {
      return null;
    }
  }

  /// Calls a method, or null where neither we nor the user's rights may.
  @Nullable MethodHandle caller(Method method) {
    try {
      return method.trySetAccessible()
          ? MethodHandles.lookup().unreflect(method)
          : lookup == null ? null : rights(method.getDeclaringClass()).unreflect(method);
    } catch (IllegalAccessException _) {
      return null;
    }
  }

  private MethodHandles.Lookup rights(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, java.util.Objects.requireNonNull(lookup));
  }
}
