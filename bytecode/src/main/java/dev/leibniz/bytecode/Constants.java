package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.EmittedLoader;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Objects that an emitted class loads like constants.
final class Constants {
  private static final DirectMethodHandleDesc BOOTSTRAP =
      ConstantDescs.ofConstantBootstrap(
          EmittedLoader.class.describeConstable().orElseThrow(),
          "constant",
          ConstantDescs.CD_Object,
          ConstantDescs.CD_int);

  private final List<Object> all = new ArrayList<>();

  DynamicConstantDesc<MethodHandle> add(MethodHandle handle) {
    return add(handle, ConstantDescs.CD_MethodHandle);
  }

  <T> DynamicConstantDesc<T> add(T value, ClassDesc type) {
    all.add(value);
    return DynamicConstantDesc.ofNamed(BOOTSTRAP, ConstantDescs.DEFAULT_NAME, type, all.size() - 1);
  }

  /// Defines a class that has these constants.
  Class<?> define(@Nullable ClassLoader parent, String name, byte[] bytes) {
    return EmittedLoader.define(parent, name, bytes, List.copyOf(all));
  }
}
