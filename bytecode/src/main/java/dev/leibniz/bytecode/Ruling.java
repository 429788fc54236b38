package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Adapters;
import dev.leibniz.bytecode.runtime.FunctionRules;
import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lifts calls of methods whose derivative is given by a rule: the method is called as it is, with
/// function objects made of the code of its arguments.
final class Ruling {
  private static final ClassDesc ADAPTERS = Adapters.class.describeConstable().orElseThrow();
  private static final ClassDesc FUNCTION_RULES =
      FunctionRules.class.describeConstable().orElseThrow();
  private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  private static final String MARK = DerivativeBy.class.descriptorString();

  private final Lifter lifter;
  private final MethodName name;
  private final ClassDesc rules;
  private final String component;
  private final Block block;
  private final Place place;
  private final List<Var> passed = new ArrayList<>();
  private final List<Var> dependence = new ArrayList<>();
  private final List<Ruled.Arg> kinds = new ArrayList<>();

  private Ruling(
      Lifter lifter, MethodName name, ClassDesc rules, String component, Block block, Place place) {
    this.lifter = lifter;
    this.name = name;
    this.rules = rules;
    this.component = component;
    this.block = block;
    this.place = place;
  }

  /// The class of the rules that a method names, or null.
  static @Nullable ClassDesc rules(MethodModel method) {
    var attribute = method.findAttribute(Attributes.runtimeVisibleAnnotations()).orElse(null);
    if (attribute == null) {
      return null;
    }
    for (Annotation annotation : attribute.annotations()) {
      if (annotation.className().equalsString(MARK)
          && annotation.elements().getFirst().value() instanceof AnnotationValue.OfClass value) {
        return value.classSymbol();
      }
    }
    return null;
  }

  /// The value of a call.
  static Value call(
      Lifter lifter, MethodName name, ClassDesc rules, List<Value> args, Block block, Place place) {
    Ruling ruling = new Ruling(lifter, name, rules, name.name(), block, place);
    Method method = ruling.pass(args);
    return ruling.invoke(method);
  }

  /// The value of a call of a method whose derivative functions give: they count as arguments.
  static Value call(Lifter lifter, RuledMethod ruled, List<Value> args, Block block, Place place) {
    Ruling ruling =
        new Ruling(lifter, ruled.name(), FUNCTION_RULES, ruled.component(), block, place);
    Method method = ruling.pass(args);
    List<Var> passed = List.copyOf(ruling.passed);
    for (Object derivative : ruled.derivatives()) {
      Value host = lifter.host(derivative, new Source.Constant(derivative));
      ruling.function(host, interfaceOf(derivative));
    }
    ruling.passed.clear();
    ruling.passed.addAll(passed);
    return ruling.invoke(method);
  }

  private static Class<?> interfaceOf(Object function) {
    return switch (function) {
      case UnivariateFunction _ -> UnivariateFunction.class;
      case VectorFunction _ -> VectorFunction.class;
      case DirectionalFunction _ -> DirectionalFunction.class;
      default -> throw new IllegalArgumentException(function.toString());
    };
  }

  private Method pass(List<Value> args) {
    Class<?> owner = Objects.requireNonNull(lifter.files().load(name.ownerName()));
    Method method = find(owner, name.name(), name.type());
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      pass(args.get(i), types[i]);
    }
    return method;
  }

  private void pass(Value value, Class<?> type) {
    switch (value) {
      case Value.Scalar(Var var) -> plain(var);
      case Value.Null _ ->
          plain(block.emit(Op.CONSTANT, OBJECT, "nothing", ConstantDescs.NULL, place));
      case Value.Host host when !type.isInterface() -> plain(input(host.source()));
      case Value.Closure _, Value.Function _, Value.Host _, Value.Aggregate _
          when type.isInterface() ->
          function(value, type);
      case Value.Aggregate _,
          Value.Columns _,
          Value.Closure _,
          Value.Function _,
          Value.Opaque _,
          Value.Host _ ->
          throw place.refuse(
              "cannot differentiate a call to " + name + " with an object made in the function",
              "invokestatic",
              "make it outside, and capture it or keep it in a static final field");
    }
  }

  private Var input(Source source) {
    if (lifter.input(source, OBJECT) instanceof Value.Scalar(Var var)) {
      return var;
    }
    throw new IllegalStateException(source.toString());
  }

  private void plain(Var var) {
    passed.add(var);
    dependence.add(var);
    kinds.add(new Ruled.Plain(var.type()));
  }

  private void function(Value function, Class<?> type) {
    MethodName adapter = adapter(type);
    List<Var> arguments = new ArrayList<>();
    for (ClassDesc each : adapter.type().parameterList()) {
      arguments.add(new Var(each, "x"));
    }
    arguments.removeLast();
    Code code = Lifted.lift(lifter, function, adapter, arguments, place);
    Lifted.refuseStores(code, arguments);
    List<Var> captured = new ArrayList<>(code.params());
    captured.removeAll(arguments);
    captured.retainAll(read(code));
    List<Var> params = new ArrayList<>(arguments);
    params.addAll(captured);
    MethodName method = abstractMethod(type);
    Map<Var, Var> fresh = new LinkedHashMap<>();
    Code own = new Code(params, code.entry(), code.result()).copy(fresh);
    Template template = new Template(type, method, own);
    passed.add(block.emit(Op.FUNCTION, OBJECT, "function", template, place, vars(captured)));
    dependence.addAll(captured);
    kinds.add(new Ruled.Function(template));
  }

  private static Var[] vars(List<Var> vars) {
    return vars.toArray(Var[]::new);
  }

  private static Set<Var> read(Code code) {
    Set<Var> read = new HashSet<>();
    for (Block each : code.order()) {
      each.body.forEach(instr -> read.addAll(instr.args()));
      read.addAll(each.exit.args());
    }
    return read;
  }

  /// The method with which the lifting of a function of an interface begins: one of ours, or one of
  /// the rules, whose last parameter is the function.
  private MethodName adapter(Class<?> type) {
    ClassDesc wanted = type.describeConstable().orElseThrow();
    for (ClassDesc owner : List.of(ADAPTERS, rules)) {
      ClassModel model = lifter.files().find(Calls.internal(owner));
      for (MethodModel each : model == null ? List.<MethodModel>of() : model.methods()) {
        List<ClassDesc> params = each.methodTypeSymbol().parameterList();
        if (!params.isEmpty()
            && params.getLast().equals(wanted)
            && (owner.equals(ADAPTERS) || each.methodName().equalsString("call"))) {
          return new MethodName(owner, each.methodName().stringValue(), each.methodTypeSymbol());
        }
      }
    }
    throw place.refuse(
        "cannot pass a " + type.getName() + " to " + name,
        "invokestatic",
        "add a method call(…, " + type.getSimpleName() + " f) to the rules");
  }

  private static MethodName abstractMethod(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (java.lang.reflect.Modifier.isAbstract(method.getModifiers())) {
        return new MethodName(
            type.describeConstable().orElseThrow(), method.getName(), describe(method));
      }
    }
    throw new IllegalStateException(type + " has no method");
  }

  private static MethodTypeDesc describe(Method method) {
    return MethodTypeDesc.of(
        method.getReturnType().describeConstable().orElseThrow(),
        Arrays.stream(method.getParameterTypes())
            .map(type -> type.describeConstable().orElseThrow())
            .toList());
  }

  private Method find(Class<?> owner, String method, MethodTypeDesc type) {
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(each -> each.getName().equals(method) && describe(each).equals(type))
        .findFirst()
        .orElseThrow();
  }

  private Handle handle(Method method) {
    MethodHandle caller = lifter.files().settings().caller(method);
    if (caller == null) {
      throw place.refuse(
          "cannot call " + name + ", whose module is not open",
          "invokestatic",
          "differentiate with Calculus.with(MethodHandles.lookup())");
    }
    return Handle.of(caller);
  }

  private Value invoke(Method method) {
    Handle handle = handle(method);
    ClassDesc type = handle.type().returnType();
    Var value = block.emit(Op.INVOKE, Lifter.loadable(type), "value", handle, place, vars(passed));
    if (!method.getReturnType().isRecord()) {
      return component(value, component);
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    for (RecordComponent each : method.getReturnType().getRecordComponents()) {
      fields.put(each.getName(), component(value, each));
    }
    return new Value.Aggregate(name.type().returnType(), fields);
  }

  private Value component(Var object, RecordComponent component) {
    ClassDesc type = component.getType().describeConstable().orElseThrow();
    if (!type.isPrimitive() && !Lifter.isPrimitiveArray(type)) {
      return new Value.Opaque("the component " + component.getName() + " of " + name);
    }
    Handle accessor = handle(component.getAccessor());
    Var value =
        block.emit(Op.INVOKE, Lifter.loadable(type), component.getName(), accessor, place, object);
    return component(value, component.getName());
  }

  private Value component(Var value, String component) {
    if (!hasRule(component)) {
      return new Value.Scalar(value);
    }
    List<Var> args = new ArrayList<>(dependence);
    args.addFirst(value);
    Ruled ruled = new Ruled(lifter.files(), rules, component, name, List.copyOf(kinds));
    return new Value.Scalar(block.emit(Op.RULED, value.type(), "v", ruled, place, vars(args)));
  }

  private boolean hasRule(String component) {
    ClassModel model = lifter.files().find(Calls.internal(rules));
    return model != null
        && model.methods().stream()
            .map(method -> method.methodName().stringValue())
            .anyMatch(method ->
                method.startsWith(component + "By") || method.startsWith(component + "Tangent"));
  }
}
