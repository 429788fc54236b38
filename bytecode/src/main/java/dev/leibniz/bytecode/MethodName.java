package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// A static method, by class, name and type.
///
/// @param owner the class
/// @param name the name
/// @param type parameters and result
public record MethodName(ClassDesc owner, String name, MethodTypeDesc type) {
  String ownerName() {
    String descriptor = owner.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1);
  }

  @Override
  public String toString() {
    return ownerName().replace('/', '.') + "." + name;
  }
}
