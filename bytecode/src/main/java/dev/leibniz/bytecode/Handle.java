package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/// A method that emitted code calls, whatever class it is in: objects pass as `Object`.
record Handle(MethodHandle method) {
  /// The handle with every type that is neither primitive nor an array of primitives erased.
  static Handle of(MethodHandle method) {
    MethodType type = method.type();
    for (int i = 0; i < type.parameterCount(); i++) {
      type = type.changeParameterType(i, erased(type.parameterType(i)));
    }
    return new Handle(method.asType(type.changeReturnType(erased(type.returnType()))));
  }

  private static Class<?> erased(Class<?> type) {
    ClassDesc described = type.describeConstable().orElse(ConstantDescs.CD_Object);
    return type.isPrimitive() || Lifter.isPrimitiveArray(described) ? type : Object.class;
  }

  MethodTypeDesc type() {
    return method.type().describeConstable().orElseThrow();
  }
}
