package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.ArrayMethods;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The JDK's methods on arrays, which are lifted from [ArrayMethods].
final class ArrayCalls {
  private static final ClassDesc ARRAYS = ArrayMethods.class.describeConstable().orElseThrow();

  private final Lifter lifter;
  private final MethodLifter method;
  private final Calls calls;

  ArrayCalls(Lifter lifter, MethodLifter method, Calls calls) {
    this.lifter = lifter;
    this.method = method;
    this.calls = calls;
  }

  void grid(NewMultiArrayInstruction make) {
    ClassDesc type = make.arrayType().asSymbol();
    ClassDesc element = type;
    for (int i = 0; i < make.dimensions() && element.isArray(); i++) {
      element = Objects.requireNonNull(element.componentType());
    }
    if (!element.isPrimitive() || make.dimensions() > 3) {
      throw method.refuse("this array", "multianewarray", "allocate its parts in a loop");
    }
    List<Value> sizes = new ArrayList<>();
    ClassDesc[] ints = new ClassDesc[make.dimensions()];
    for (int i = 0; i < make.dimensions(); i++) {
      sizes.addFirst(method.pop());
      ints[i] = ConstantDescs.CD_int;
    }
    String name = element.displayName();
    String kind = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    String helper = (make.dimensions() == 2 ? "grid" : "cube") + kind;
    calls.inline(new MethodName(ARRAYS, helper, MethodTypeDesc.of(type, ints)), sizes);
  }

  /// The method that does what one of `Arrays` or `System` does; null if none does.
  @Nullable MethodName helper(MethodName name, List<Value> args) {
    boolean isArrays = name.ownerName().equals("java/util/Arrays");
    boolean isSystem = name.ownerName().equals("java/lang/System");
    return isArrays || isSystem ? find(name, args) : null;
  }

  private @Nullable MethodName find(MethodName name, List<Value> args) {
    ClassDesc[] types = new ClassDesc[args.size()];
    for (int i = 0; i < types.length; i++) {
      boolean isArray = args.get(i) instanceof Value.Scalar(Var var) && var.isArray();
      types[i] =
          isArray ? method.var(args.get(i), "invokestatic").type() : name.type().parameterType(i);
    }
    ClassDesc returned = name.type().returnType();
    ClassDesc result = returned.isPrimitive() || types.length == 0 ? returned : types[0];
    MethodName helper = new MethodName(ARRAYS, name.name(), MethodTypeDesc.of(result, types));
    ClassModel model = Objects.requireNonNull(lifter.files().find(helper.ownerName()));
    return ClassFiles.method(model, helper.name(), helper.type().descriptorString()) == null
        ? null
        : helper;
  }

  /// A clone of an array.
  Var copied(Var array) {
    ClassDesc type = array.type();
    List<Value> args = List.of(new Value.Scalar(array));
    MethodTypeDesc cloning = MethodTypeDesc.of(ConstantDescs.CD_Object, type);
    MethodName helper = find(new MethodName(ARRAYS, "clone", cloning), args);
    if (helper == null) {
      throw method.refuse(
          "a clone of " + type.displayName(), "invokevirtual", "copy the array in a loop");
    }
    calls.inline(helper, args);
    return method.popVar();
  }
}
