package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Nested;
import dev.leibniz.bytecode.runtime.Sweeps;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// Calculus inside the code that is lifted: the transformed code of the inner function is set in
/// the place of the call, and what it captures stays what it is outside. So an outer derivative
/// passes through an inner one like through any code, and their perturbations cannot be confused.
final class Nesting {
  private static final ClassDesc NESTED = Nested.class.describeConstable().orElseThrow();
  private static final ClassDesc SWEEPS = Sweeps.class.describeConstable().orElseThrow();
  private static final Set<String> FACADES =
      Set.of(
          "dev/leibniz/Calculus",
          "dev/leibniz/CalculusContext",
          "dev/leibniz/calculus/Differentiator",
          "dev/leibniz/calculus/Parameters");

  private enum Sweep {
    DERIVATIVE(Lifted.Kind.UNIVARIATE, false, false),
    DIRECTIONAL(Lifted.Kind.MULTIVARIATE, false, false),
    JVP(Lifted.Kind.VECTOR, false, false),
    GRADIENT(Lifted.Kind.MULTIVARIATE, true, false),
    VJP(Lifted.Kind.VECTOR, true, false),
    UNIVARIATETANGENT(Lifted.Kind.UNIVARIATE, false, true),
    MULTIVARIATETANGENT(Lifted.Kind.MULTIVARIATE, false, true),
    VECTORTANGENT(Lifted.Kind.VECTOR, false, true),
    UNIVARIATEGRADIENT(Lifted.Kind.UNIVARIATE, true, true),
    MULTIVARIATEGRADIENT(Lifted.Kind.MULTIVARIATE, true, true),
    VECTORGRADIENT(Lifted.Kind.VECTOR, true, true),
    PATHTANGENT(Lifted.Kind.PATH, false, true),
    PATHGRADIENT(Lifted.Kind.PATH, true, true);

    private final Lifted.Kind kind;
    private final boolean isReverse;
    private final boolean isByParameters;

    Sweep(Lifted.Kind kind, boolean isReverse, boolean isByParameters) {
      this.kind = kind;
      this.isReverse = isReverse;
      this.isByParameters = isByParameters;
    }
  }

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
    if (ClassFiles.method(model, meaning.name(), name.type().descriptorString()) == null) {
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
  static Lifter.Result sweep(
      Lifter lifter, MethodName name, List<Value> args, Block start, Place place) {
    if (name.name().equals("parameters")) {
      return new Lifter.Result(start, new Value.Scalar(parameters(lifter).size()));
    }
    Sweep sweep = Sweep.valueOf(name.name().toUpperCase(Locale.ROOT));
    Var argument = new Var(sweep.kind.type().parameterType(0), "inner");
    Code code = Lifted.lift(lifter, args.get(1), sweep.kind, argument, place);
    Lifted.refuseStores(code, List.of(argument));
    Var active = sweep.isByParameters ? parameters(lifter).point() : argument;
    Code swept =
        sweep.isReverse
            ? Reverse.of(code, Set.of(active))
            : Ssa.withoutPhis(Tangent.of(code, Set.of(active)));
    List<Value> seeds = new ArrayList<>(args.subList(2, args.size()));
    if (sweep.isByParameters && !sweep.isReverse) {
      seeds.add(new Value.Scalar(Objects.requireNonNull(parameters(lifter).tangent())));
    }
    start.assign(argument, var(args.getFirst()));
    List<Var> rest = swept.params().subList(code.params().size(), swept.params().size());
    for (int i = 0; i < rest.size(); i++) {
      start.assign(
          rest.get(i), i < seeds.size() ? var(seeds.get(i)) : Partials.constant(start, 1.0));
    }
    return splice(Expand.run(swept), start);
  }

  private static Lifter.Parameters parameters(Lifter lifter) {
    Lifter.Parameters parameters = lifter.parameters();
    if (parameters == null) {
      throw Place.UNKNOWN.refuse(
          "Parameters can be used in rules only",
          "invokestatic",
          "name the class in @DerivativeBy");
    }
    return parameters;
  }

  static Var var(Value value) {
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
