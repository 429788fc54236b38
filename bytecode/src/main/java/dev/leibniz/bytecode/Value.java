package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a JVM local or stack entry holds while a method is lifted.
sealed interface Value {
  /// A number or an array.
  record Scalar(Var var) implements Value {}

  /// An object made by the code itself, taken apart into its fields. Compared by identity.
  final class Aggregate implements Value {
    private final ClassDesc type;
    private final Map<String, Value> fields;
    private boolean isMade;

    /// An object whose constructor is still to be called.
    Aggregate(ClassDesc type) {
      this(type, new LinkedHashMap<>());
      this.isMade = false;
    }

    /// An object that has been made.
    Aggregate(ClassDesc type, Map<String, Value> fields) {
      this.type = type;
      this.fields = fields;
      this.isMade = true;
    }

    /// Whether its fields are never replaced again.
    boolean isMade() {
      return isMade;
    }

    /// Its constructor has ended.
    void finish() {
      isMade = true;
    }

    /// The value of a field that there is.
    Value field(String name) {
      return Known.in(fields, name);
    }

    ClassDesc type() {
      return type;
    }

    Map<String, Value> fields() {
      return fields;
    }
  }

  /// An array of objects made by the code itself, or a field that is assigned outside constructors,
  /// which is such an array of one element.
  ///
  /// @param type the type of the array, or of the field
  /// @param element what an element looks like, with an array in place of each variable
  /// @param present whether there is an element, if that is an object; 1 or 0
  record Columns(ClassDesc type, Value element, @Nullable Var present) implements Value {}

  /// An object that exists outside the code: captured, or in a field.
  record Host(Object instance, Source source) implements Value {}

  /// A lambda or method reference.
  record Closure(DirectMethodHandleDesc code, List<Value> captured) implements Value {}

  /// A function whose code has been lifted already. What it captures is assigned once, before.
  record Function(Template template, List<Value> captured) implements Value {}

  /// The constant null.
  record Null() implements Value {}

  /// Something that cannot be computed with; it may only be moved about.
  record Opaque(String what) implements Value {}

  /// Whether two references are the same; null where that is not known.
  @SuppressWarnings("ReferenceEquality") // the object itself
  static @Nullable Boolean isSame(Value a, Value b) {
    if (a instanceof Scalar || b instanceof Scalar || a instanceof Opaque || b instanceof Opaque) {
      return null;
    }
    if (a instanceof Null || b instanceof Null) {
      return a instanceof Null && b instanceof Null;
    }
    if (a instanceof Host(Enum<?> left, _) && b instanceof Host(Enum<?> right, _)) {
      return left == right;
    }
    return a == b ? true : null;
  }
}
