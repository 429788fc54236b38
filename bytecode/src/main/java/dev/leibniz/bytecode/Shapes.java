package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What values of a type look like, known before there is one: numbers, arrays, objects whose
/// fields are such, and arrays of such objects.
///
/// @param assigned the fields that are assigned outside constructors; each is an array of one
///   element
record Shapes(ClassFiles files, Set<Field> assigned) {
  private static final int DEEPEST = 8;

  /// New variables for a value; null where its type does not tell how it looks.
  @Nullable Value of(ClassDesc type) {
    return of(type, 0);
  }

  private @Nullable Value of(ClassDesc type, int depth) {
    if (type.equals(ConstantDescs.CD_void)) {
      return new Value.Null();
    }
    if (type.isPrimitive() || Lifter.isPrimitiveArray(type)) {
      return new Value.Scalar(new Var(Lifter.loadable(type), "v"));
    }
    if (depth > DEEPEST) {
      return null;
    }
    if (type.isArray()) {
      Value element = of(Objects.requireNonNull(type.componentType()), depth + 1);
      return element == null ? null : Columns.of(type, element);
    }
    Class<?> known = files.load(Calls.internal(type));
    boolean isPlain =
        known != null
            && !known.isInterface()
            && !known.isEnum()
            && !Modifier.isAbstract(known.getModifiers())
            && !known.getName().startsWith("java.");
    if (known == null || !isPlain) {
      return null;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Field field : fields(known)) {
      Value value = of(describe(field), depth + 1);
      if (value == null) {
        return null;
      }
      boolean isCell = assigned.contains(field);
      fields.put(field.getName(), isCell ? Columns.of(describe(field), value) : value);
    }
    return fields.isEmpty() ? null : new Value.Aggregate(type, fields);
  }

  /// Those of the fields that objects of a type have.
  List<Field> assignedIn(ClassDesc type) {
    Class<?> known = assigned.isEmpty() ? null : files.load(Calls.internal(type));
    return known == null ? List.of() : fields(known).stream().filter(assigned::contains).toList();
  }

  static ClassDesc describe(Field field) {
    return field.getType().describeConstable().orElseThrow();
  }

  /// The instance fields of a class, inherited ones first.
  static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      List<Field> own = new ArrayList<>();
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          own.add(field);
        }
      }
      fields.addAll(0, own);
    }
    return fields;
  }
}
