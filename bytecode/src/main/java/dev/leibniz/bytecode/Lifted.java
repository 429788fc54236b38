package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Adapters;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A function read into SSA form.
///
/// @param code its parameters are the argument, then the values from outside
/// @param argument the argument
/// @param sources where the values from outside come from
/// @param assumptions what the code takes for granted of the objects from outside
record Lifted(Code code, Var argument, List<Source> sources, List<Assumption> assumptions) {
  private static final ClassDesc ADAPTERS = Adapters.class.describeConstable().orElseThrow();

  /// The kinds of functions, by the adapter that calls them.
  enum Kind {
    UNIVARIATE("univariate", "(DLdev/leibniz/calculus/UnivariateFunction;)D"),
    MULTIVARIATE("multivariate", "([DLdev/leibniz/calculus/MultivariateFunction;)D"),
    VECTOR("vector", "([DLdev/leibniz/calculus/VectorFunction;)[D"),
    PATH("path", "(DLdev/leibniz/calculus/PathFunction;)[D");

    private final String adapter;
    private final String descriptor;

    Kind(String adapter, String descriptor) {
      this.adapter = adapter;
      this.descriptor = descriptor;
    }

    MethodTypeDesc type() {
      return MethodTypeDesc.ofDescriptor(descriptor);
    }
  }

  static Lifted of(@Nullable Object function, Kind kind, Settings settings) {
    if (function == null) {
      throw new dev.leibniz.error.ArgumentException(
          dev.leibniz.error.Explanation.of("derivative", "the function must not be null"));
    }
    Set<Field> assigned = new HashSet<>();
    while (true) {
      try {
        return of(function, kind, settings, assigned);
      } catch (Lifter.Assigned found) {
        assigned.add(found.field());
      }
    }
  }

  private static Lifted of(Object function, Kind kind, Settings settings, Set<Field> assigned) {
    ClassFiles files = new ClassFiles(function.getClass().getClassLoader(), settings);
    Lifter lifter = new Lifter(files, assigned);
    Var argument = new Var(kind.type().parameterType(0), "x");
    Value host = lifter.host(function, new Source.Root());
    Code code = lift(lifter, host, kind, argument, Place.UNKNOWN);
    refuseStoresOutside(code, argument);
    return new Lifted(code, argument, lifter.sources(), lifter.assumptions());
  }

  /// Lifts one call of a function; free variables become parameters.
  static Code lift(Lifter lifter, Value function, Kind kind, Var argument, Place place) {
    MethodName adapter = new MethodName(ADAPTERS, kind.adapter, kind.type());
    return lift(lifter, function, adapter, List.of(argument), place);
  }

  /// Lifts one call of a function by an adapter, whose last parameter is the function.
  ///
  /// @param place where it is called
  static Code lift(
      Lifter lifter, Value function, MethodName adapter, List<Var> arguments, Place place) {
    Block entry = new Block();
    List<Value> args = new ArrayList<>();
    arguments.forEach(argument -> args.add(new Value.Scalar(argument)));
    args.add(function);
    CallPath.Entered border = lifter.path().enterBorder();
    Lifter.Result result = lifter.call(adapter, args, entry, place);
    lifter.path().leave(border);
    if (!(result.value() instanceof Value.Scalar(Var value))) {
      throw place.refuse(
          "cannot differentiate a function that returns no number or array",
          "return",
          "return one");
    }
    result.block().exit = new Exit.Return(value);
    Set<Var> params = new LinkedHashSet<>(arguments);
    params.addAll(lifter.inputs());
    collect(function, params);
    Lifter.Parameters parameters = lifter.parameters();
    if (parameters != null) {
      params.add(parameters.point());
      params.add(parameters.size());
      if (parameters.tangent() != null) {
        params.add(parameters.tangent());
      }
    }
    Code code = new Code(new ArrayList<>(params), entry, adapter.type().returnType());
    return Ssa.of(Reducible.of(code));
  }

  /// Adds the variables that a value consists of.
  static void collect(@Nullable Value value, Set<Var> vars) {
    switch (value) {
      case Value.Scalar(Var var) -> vars.add(var);
      case Value.Aggregate object -> object.fields().values().forEach(each -> collect(each, vars));
      case Value.Closure closure -> closure.captured().forEach(each -> collect(each, vars));
      case Value.Columns columns -> vars.addAll(Columns.vars(columns));
      case Value.Function made -> made.captured().forEach(each -> collect(each, vars));
      case null -> {}
      case Value.Host _, Value.Null _, Value.Opaque _ -> {}
    }
  }

  /// Refuses an inner function that writes into its arguments, or into an array from outside.
  static void refuseStores(Code code, List<Var> arguments) {
    Activity activity = new Activity(new Graph(code), Set.copyOf(arguments));
    for (Var param : code.params()) {
      if (param.isArray() && activity.isStored(param)) {
        throw store(code, activity, param)
            .place()
            .refuse(
                "cannot differentiate an inner function that writes into an array that it does not"
                    + " own",
                "store",
                "write into a clone");
      }
    }
  }

  private static void refuseStoresOutside(Code code, Var argument) {
    Activity activity = new Activity(new Graph(code), Set.of(argument));
    for (Var param : code.params()) {
      if (param != argument && param.isArray() && activity.isStored(param)) {
        throw store(code, activity, param)
            .place()
            .refuse(
                "cannot differentiate a store into an array that the function does not own",
                "store",
                "allocate the array inside the function, or pass it as the argument");
      }
    }
  }

  private static Instr store(Code code, Activity activity, Var array) {
    return Objects.requireNonNull(
        code.order().stream()
            .flatMap(block -> block.body.stream())
            .filter(instr -> instr.op() == Op.STORE)
            .filter(instr -> activity.node(instr.arg(0)) == activity.node(array))
            .findFirst()
            .orElse(null));
  }

  /// Whether the function writes into its argument.
  boolean storesArgument() {
    return isStored(code, argument);
  }

  private static boolean isStored(Code code, Var argument) {
    return argument.isArray() && new Activity(new Graph(code), Set.of(argument)).isStored(argument);
  }
}
