package dev.leibniz.tree;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.TreeException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/// How records of one class are taken apart and put together, found once per class.
final class RecordPlan {
  private static final ClassValue<RecordPlan> PLANS =
      new ClassValue<>() {
        @Override
        protected RecordPlan computeValue(Class<?> type) {
          return new RecordPlan(type);
        }
      };

  private final Class<?> type;
  private final String[] names;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;

  private RecordPlan(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    names = new String[components.length];
    accessors = new MethodHandle[components.length];
    Class<?>[] parameters = new Class<?>[components.length];
    try {
      MethodHandles.Lookup lookup = lookup(type);
      for (int i = 0; i < components.length; i++) {
        names[i] = components[i].getName();
        parameters[i] = components[i].getType();
        accessors[i] =
            lookup
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
      }
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, parameters))
              .asSpreader(Object[].class, components.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (IllegalAccessException | NoSuchMethodException failure) {
      throw closed(type, failure);
    }
  }

  /// Access to everything in the record's package where that is open, to public records otherwise.
  private static MethodHandles.Lookup lookup(Class<?> type) {
    RecordPlan.class.getModule().addReads(type.getModule());
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException closed) {
      return MethodHandles.lookup();
    }
  }

  private static TreeException closed(Class<?> type, Exception failure) {
    return new TreeException(
        Explanation.of("tree", "records must be open to module dev.leibniz.tensor")
            .got("record " + type.getName() + " of " + type.getModule())
            .fix(
                "write in module-info.java: opens "
                    + type.getPackageName()
                    + " to dev.leibniz.tensor"),
        failure);
  }

  /// The plan for a record class.
  static RecordPlan of(Class<?> type) {
    return PLANS.get(type);
  }

  Class<?> type() {
    return type;
  }

  int size() {
    return names.length;
  }

  String name(int component) {
    return names[component];
  }

  @Nullable Object get(Object value, int component) {
    try {
      return accessors[component].invokeExact(value);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw refused("read " + names[component] + " of", failure);
    }
  }

  Object construct(@Nullable Object[] components) {
    try {
      return constructor.invokeExact(components);
    } catch (LeibnizException failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw refused("make", failure);
    } catch (Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw refused("make", failure);
    }
  }

  private TreeException refused(String what, Throwable failure) {
    return new TreeException(
        Explanation.of("tree", "it must be possible to " + what + " a " + type.getSimpleName())
            .got(failure.toString())
            .fix(
                "check element types in a compact constructor, not shapes: Vmap and Jacobian change"
                    + " them"),
        failure);
  }
}
