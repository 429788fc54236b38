package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/// Objects that an emitted class loads like constants.
final class Constants {
  private static final DirectMethodHandleDesc BOOTSTRAP =
      MethodHandleDesc.ofMethod(
          Kind.STATIC,
          MethodHandles.class.describeConstable().orElseThrow(),
          "classDataAt",
          MethodTypeDesc.of(
              ConstantDescs.CD_Object,
              ConstantDescs.CD_MethodHandles_Lookup,
              ConstantDescs.CD_String,
              ConstantDescs.CD_Class,
              ConstantDescs.CD_int));

  private final List<Object> all = new ArrayList<>();

  DynamicConstantDesc<MethodHandle> add(MethodHandle handle) {
    return add(handle, ConstantDescs.CD_MethodHandle);
  }

  <T> DynamicConstantDesc<T> add(T value, ClassDesc type) {
    all.add(value);
    return DynamicConstantDesc.ofNamed(BOOTSTRAP, ConstantDescs.DEFAULT_NAME, type, all.size() - 1);
  }

  /// Defines a class of our package that has these constants.
  MethodHandles.Lookup define(byte[] bytes) {
    try {
      return MethodHandles.lookup().defineHiddenClassWithClassData(bytes, List.copyOf(all), true);
    } catch (IllegalAccessException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
