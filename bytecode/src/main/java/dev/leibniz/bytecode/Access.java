package dev.leibniz.bytecode;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The method behind a lambda, and what the lambda captured.
///
/// @param code the method
/// @param captured the captured values, a receiver first
record Access(DirectMethodHandleDesc code, List<@Nullable Object> captured) {

  /// Reads a serializable lambda; null if the object is not one.
  ///
  /// A stream that may replace objects is shown the `SerializedLambda` before anything is written,
  /// with live captured values, which need not be serializable themselves.
  static @Nullable Access ofLambda(Object function) {
    Catcher catcher;
    try {
      catcher = new Catcher();
      catcher.writeObject(function);
    } catch (IOException _) {
      return null;
    }
    SerializedLambda lambda = catcher.found;
    if (lambda == null) {
      return null;
    }
    List<@Nullable Object> captured = new ArrayList<>();
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      captured.add(lambda.getCapturedArg(i));
    }
    DirectMethodHandleDesc code =
        MethodHandleDesc.of(
            DirectMethodHandleDesc.Kind.valueOf(lambda.getImplMethodKind(), isInterface(lambda)),
            ClassDesc.ofInternalName(lambda.getImplClass()),
            lambda.getImplMethodName(),
            lambda.getImplMethodSignature());
    return new Access(code, captured);
  }

  private static boolean isInterface(SerializedLambda lambda) {
    return lambda.getImplMethodKind() == java.lang.invoke.MethodHandleInfo.REF_invokeInterface;
  }

  /// The declared type of a captured value.
  ClassDesc capturedType(int index) {
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(code.lookupDescriptor());
    boolean hasReceiver =
        switch (code.kind()) {
          case VIRTUAL, INTERFACE_VIRTUAL, SPECIAL, INTERFACE_SPECIAL -> true;
          default -> false;
        };
    if (hasReceiver) {
      return index == 0 ? code.owner() : type.parameterType(index - 1);
    }
    return type.parameterType(index);
  }

  private static final class Catcher extends ObjectOutputStream {
    private @Nullable SerializedLambda found;

    Catcher() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
      if (object instanceof SerializedLambda lambda && found == null) {
        found = lambda;
        return null;
      }
      return found == null ? object : null;
    }
  }
}
