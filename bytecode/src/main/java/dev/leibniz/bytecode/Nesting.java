package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Nested;
import dev.leibniz.bytecode.runtime.Sweeps;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Calculus inside the code that is lifted: the transformed code of the inner function is set in
/// the place of the call, and what it captures stays what it is outside. So an outer derivative
/// passes through an inner one like through any code, and their perturbations cannot be confused.
final class Nesting {
  private static final ClassDesc NESTED = Nested.class.describeConstable().orElseThrow();
  private static final ClassDesc SWEEPS = Sweeps.class.describeConstable().orElseThrow();
  private static final Set<String> FACADES =
      Set.of("dev/leibniz/Calculus", "dev/leibniz/calculus/Differentiator");
  private static final Map<String, Lifted.Kind> KINDS =
      Map.of(
          "derivative", Lifted.Kind.UNIVARIATE,
          "directional", Lifted.Kind.MULTIVARIATE,
          "jvp", Lifted.Kind.VECTOR,
          "gradient", Lifted.Kind.MULTIVARIATE,
          "vjp", Lifted.Kind.VECTOR);

  private Nesting() {}

  static boolean isCalculus(MethodName name) {
    return FACADES.contains(name.ownerName());
  }

  /// Whether the method is `derivative(f, order)`.
  static boolean hasOrder(MethodName name) {
    return name.name().equals("derivative") && name.type().parameterCount() == 2;
  }

  static boolean isSweep(MethodName name) {
    return name.owner().equals(SWEEPS);
  }

  /// The method that says what a method of `Calculus` means here.
  static MethodName meaning(MethodName name, Lifter lifter, Place place) {
    MethodName meaning = new MethodName(NESTED, name.name(), name.type());
    ClassModel model = Objects.requireNonNull(lifter.files().find(meaning.ownerName()));
    if (ClassFiles.method(model, name.name(), name.type().descriptorString()) == null) {
      throw place.refuse(
          "cannot differentiate a call to " + name + " inside the function",
          "invokestatic",
          "take it outside");
    }
    return meaning;
  }

  /// The only method of a name that says what the method of `Calculus` of that name means.
  static MethodName meaning(String name, Lifter lifter) {
    ClassModel model = Objects.requireNonNull(lifter.files().find(Calls.internal(NESTED)));
    return model.methods().stream()
        .filter(method -> method.methodName().equalsString(name))
        .map(method -> new MethodName(NESTED, name, method.methodTypeSymbol()))
        .findFirst()
        .orElseThrow();
  }

  /// The sweep through `args.get(1)` at the point `args.get(0)`.
  static Lifter.Result sweep(Lifter lifter, MethodName name, List<Value> args, Block start) {
    Lifted.Kind kind = Objects.requireNonNull(KINDS.get(name.name()));
    Var argument = new Var(kind.type().parameterType(0), "inner");
    Code code = Lifted.lift(lifter, args.get(1), kind, argument);
    Lifted.refuseStores(code, argument);
    boolean isReverse = name.name().equals("gradient") || name.name().equals("vjp");
    Code swept =
        isReverse
            ? Reverse.of(code, Set.of(argument))
            : Ssa.withoutPhis(Tangent.of(code, Set.of(argument)));
    List<Value> values = new ArrayList<>(args);
    values.remove(1);
    List<Var> rest = swept.params().subList(code.params().size(), swept.params().size());
    Block entry = start;
    for (int i = 0; i < rest.size() + 1; i++) {
      Var param = i == 0 ? argument : rest.get(i - 1);
      entry.assign(param, i < values.size() ? var(values.get(i)) : Partials.constant(entry, 1.0));
    }
    return splice(Expand.run(swept), entry);
  }

  private static Var var(Value value) {
    if (value instanceof Value.Scalar(Var var)) {
      return var;
    }
    throw new IllegalStateException(value.toString());
  }

  /// Sets a code without phis behind a block that has assigned its parameters.
  static Lifter.Result splice(Code code, Block start) {
    Block end = new Block();
    Var result = new Var(code.result(), "inner");
    for (Block block : code.order()) {
      if (block.exit instanceof Exit.Return(Var value)) {
        block.assign(result, value);
        block.exit = new Exit.Jump(end);
      }
    }
    start.exit = new Exit.Jump(code.entry());
    return new Lifter.Result(end, new Value.Scalar(result));
  }
}
