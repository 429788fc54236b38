package dev.leibniz.bytecode;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/// A variable of a [Code]: a JVM local of one type.
final class Var {
  private final ClassDesc type;
  private final TypeKind kind;
  private String name;

  Var(ClassDesc type, String name) {
    this.type = type;
    this.kind = TypeKind.from(type).asLoadable();
    this.name = name;
  }

  ClassDesc type() {
    return type;
  }

  String name() {
    return name;
  }

  /// Names a variable that has no name yet after a local of the user's.
  void call(String local) {
    if (name.equals("v")) {
      name = local;
    }
  }

  TypeKind kind() {
    return kind;
  }

  boolean isReal() {
    return kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT;
  }

  boolean isArray() {
    return type.isArray();
  }

  /// Whether the type is an array, of any depth, of `double` or `float`.
  boolean isRealArray() {
    return isRealArray(type);
  }

  static boolean isRealArray(ClassDesc type) {
    if (!type.isArray()) {
      return false;
    }
    ClassDesc element = type;
    while (element.isArray()) {
      element = java.util.Objects.requireNonNull(element.componentType());
    }
    return element.descriptorString().equals("D") || element.descriptorString().equals("F");
  }

  @Override
  public String toString() {
    return name + "@" + Integer.toHexString(hashCode());
  }
}
