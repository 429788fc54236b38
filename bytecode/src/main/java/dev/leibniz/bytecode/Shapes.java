package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// New variables for values of a type that is known before any such value is.
final class Shapes {
  private Shapes() {}

  /// A number, an array of numbers, a record of such, or nothing; null for all other types.
  static @Nullable Value of(ClassDesc type, ClassFiles files) {
    if (type.equals(ConstantDescs.CD_void)) {
      return new Value.Null();
    }
    if (type.isPrimitive() || Lifter.isPrimitiveArray(type)) {
      return new Value.Scalar(new Var(Lifter.loadable(type), "v"));
    }
    Class<?> known = type.isArray() ? null : files.load(Calls.internal(type));
    if (known == null || !known.isRecord()) {
      return null;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (RecordComponent component : known.getRecordComponents()) {
      Value value = of(component.getType().describeConstable().orElseThrow(), files);
      if (value == null) {
        return null;
      }
      fields.put(component.getName(), value);
    }
    return new Value.Aggregate(type, fields);
  }
}
