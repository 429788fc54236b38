package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Jets;
import dev.leibniz.bytecode.runtime.Rules;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Which methods of the JDK may be called, and which of them have derivatives.
final class MathTable {
  private static final Set<String> RULES =
      Arrays.stream(Rules.class.getDeclaredMethods())
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> OWNERS =
      Set.of(
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long");

  /// What depends on a real argument only in steps.
  private static final Set<String> STEPS =
      Set.of("isNaN", "isFinite", "isInfinite", "compare", "round", "getExponent");

  private static final ClassDesc JETS_CLASS = Jets.class.describeConstable().orElseThrow();
  private static final ClassDesc RULES_CLASS = Rules.class.describeConstable().orElseThrow();

  private MathTable() {}

  /// Whether a call of the method is one instruction, with nothing to read inside.
  static boolean isPure(MethodName method) {
    return method.owner().equals(RULES_CLASS) || method.owner().equals(JETS_CLASS) || isJdk(method);
  }

  /// Whether the method is of the JDK and takes and gives primitives only.
  static boolean isJdk(MethodName method) {
    return OWNERS.contains(method.ownerName())
        && !method.name().equals("random")
        && method.type().returnType().isPrimitive()
        && !method.type().returnType().equals(ConstantDescs.CD_void)
        && method.type().parameterList().stream().allMatch(ClassDesc::isPrimitive);
  }

  /// Whether the method's value depends on real arguments only in steps.
  static boolean isStep(MethodName method) {
    return STEPS.contains(method.name());
  }

  static boolean hasRule(MethodName method, int argument) {
    return isJdk(method) && RULES.contains(method.name() + "By" + argument);
  }

  /// The method that multiplies with the partial derivative by one argument.
  static MethodName rule(String name, int argument, int arguments) {
    ClassDesc[] types = new ClassDesc[arguments + 2];
    Arrays.fill(types, ConstantDescs.CD_double);
    return new MethodName(
        RULES_CLASS, name + "By" + argument, MethodTypeDesc.of(ConstantDescs.CD_double, types));
  }
}
