package dev.leibniz.bytecode;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// A static method with functions that give its derivative.
///
/// @param name the method
/// @param component which rules of `FunctionRules` apply the functions
/// @param derivatives the functions
public record RuledMethod(MethodName name, String component, List<Object> derivatives) {
  /// The method that `reference` refers to.
  public static RuledMethod of(Object reference, String component, Object... derivatives) {
    Access access = Access.ofLambda(reference);
    DirectMethodHandleDesc code = access == null ? null : access.code();
    boolean isStatic =
        code != null
            && (code.kind() == Kind.STATIC || code.kind() == Kind.INTERFACE_STATIC)
            && !code.methodName().startsWith("lambda$");
    if (code == null || !isStatic) {
      throw new ArgumentException(
          Explanation.of("DerivativeRule", "a rule is about a static method")
              .got("a lambda or another object")
              .fix("pass a method reference such as Physics::lookUp"));
    }
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(code.lookupDescriptor());
    MethodName name = new MethodName(code.owner(), code.methodName(), type);
    return new RuledMethod(name, component, List.of(derivatives));
  }
}
