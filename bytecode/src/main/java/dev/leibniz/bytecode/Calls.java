package dev.leibniz.bytecode;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fields, calls, lambdas and type checks of one method that is being lifted.
final class Calls {
  private static final String RULE = "pass a double[] instead";

  private final Lifter lifter;
  private final MethodLifter method;
  private final Columns columns;
  private final ArrayCalls arrays;

  Calls(Lifter lifter, MethodLifter method, Columns columns) {
    this.lifter = lifter;
    this.method = method;
    this.columns = columns;
    this.arrays = new ArrayCalls(lifter, method, this);
  }

  ArrayCalls arrays() {
    return arrays;
  }

  /// What objects of a type look like.
  Value shape(ClassDesc type, String instruction) {
    Value shape = lifter.shapes().of(type);
    if (shape == null) {
      throw method.refuse(
          "an array or a changing field of " + type.displayName(),
          instruction,
          "use numbers, arrays of numbers, or a class of which each field is such");
    }
    return shape;
  }

  /// An object whose constructor is still to be called.
  Value made(ClassDesc type) {
    Value.Aggregate object = new Value.Aggregate(type);
    for (Field field : lifter.shapes().assignedIn(type)) {
      ClassDesc held = Shapes.describe(field);
      Var one = method.var(method.emit(Op.CONSTANT, ConstantDescs.CD_int, 1), "new");
      object.fields().put(field.getName(), columns.allocate(held, shape(held, "new"), one));
    }
    return object;
  }

  /// The field of an object if it is assigned outside constructors.
  private Value.@Nullable Columns cell(Value.Aggregate object, String name) {
    boolean isAssigned =
        lifter.shapes().assignedIn(object.type()).stream()
            .anyMatch(field -> field.getName().equals(name));
    return isAssigned && object.fields().get(name) instanceof Value.Columns cell ? cell : null;
  }

  private Var first() {
    return method.var(method.emit(Op.CONSTANT, ConstantDescs.CD_int, 0), "getfield");
  }

  /// A field of an object of the code's own has to be one that changes.
  private void noteAssigned(Value target, String name) {
    Field field =
        target instanceof Value.Aggregate object
            ? find(lifter.files().load(internal(object.type())), name)
            : null;
    if (field != null) {
      lifter.noteAssigned(field);
    }
  }

  private void assign(Value target, String name, Value value) {
    Value.Columns cell = target instanceof Value.Aggregate object ? cell(object, name) : null;
    if (cell != null) {
      columns.store(cell, first(), value);
    } else if (target instanceof Value.Aggregate object && method.constructs(object)) {
      object.fields().put(name, value);
    } else {
      noteAssigned(target, name);
      throw method.refuse(
          "an assignment to the field " + name + " of an object from outside",
          "putfield",
          "make the object in the function, or return the new value instead");
    }
  }

  void typeCheck(TypeCheckInstruction check) {
    Value value = method.pop();
    ClassDesc type = check.type().asSymbol();
    boolean matches =
        switch (value) {
          case Value.Scalar(Var var) -> var.type().equals(type);
          case Value.Aggregate object -> isA(internal(object.type()), type);
          case Value.Host host -> isA(internal(host.instance().getClass()), type);
          case Value.Columns objects -> objects.type().equals(type);
          case Value.Closure _, Value.Function _ -> check.opcode() == Opcode.CHECKCAST;
          case Value.Null _ -> check.opcode() == Opcode.CHECKCAST;
          case Value.Opaque _ -> false;
        };
    if (check.opcode() == Opcode.INSTANCEOF) {
      if (value instanceof Value.Closure
          || value instanceof Value.Function
          || value instanceof Value.Opaque) {
        throw method.refuse("instanceof on a lambda", "instanceof", RULE);
      }
      method.push(method.emit(Op.CONSTANT, ConstantDescs.CD_int, matches ? 1 : 0));
    } else if (matches) {
      method.push(value);
    } else {
      throw method.refuse("a cast to " + type.displayName(), "checkcast", RULE);
    }
  }

  private boolean isA(String name, ClassDesc type) {
    Class<?> from = lifter.files().load(name);
    Class<?> to = type.isArray() ? null : lifter.files().load(internal(type));
    return from != null && to != null && to.isAssignableFrom(from);
  }

  void field(FieldInstruction instruction) {
    String name = instruction.name().stringValue();
    switch (instruction.opcode()) {
      case GETFIELD -> method.push(read(method.pop(), name));
      case GETSTATIC -> {
        String owner = instruction.owner().asInternalName();
        Field field = find(lifter.files().load(owner), name);
        method.push(
            field == null || owner.startsWith("java/")
                ? new Value.Opaque("the field " + owner.replace('/', '.') + "." + name)
                : lifter.field(null, field, method.place()));
      }
      case PUTFIELD -> {
        Value value = method.pop();
        assign(method.pop(), name, value);
      }
      default ->
          throw method.refuse(
              "an assignment to the static field " + name,
              "putstatic",
              "return the new value instead");
    }
  }

  private Value read(Value owner, String name) {
    return switch (owner) {
      case Value.Aggregate object when object.fields().containsKey(name) -> {
        Value.Columns cell = cell(object, name);
        yield cell == null ? object.field(name) : columns.load(cell, first());
      }
      case Value.Host host -> {
        Field field = find(host.instance().getClass(), name);
        if (field == null) {
          throw method.refuse("the field " + name, "getfield", RULE);
        }
        yield lifter.field(host, field, method.place());
      }
      case Value.Aggregate _,
          Value.Columns _,
          Value.Scalar _,
          Value.Closure _,
          Value.Function _,
          Value.Null _,
          Value.Opaque _ -> {
        noteAssigned(owner, name);
        throw method.refuse(
            "the field " + name + " of a value that is no known object", "getfield", RULE);
      }
    };
  }

  private static @Nullable Field find(@Nullable Class<?> type, String name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    return null;
  }

  void invoke(InvokeInstruction invoke) {
    MethodTypeDesc type = invoke.typeSymbol();
    MethodName name = new MethodName(invoke.owner().asSymbol(), invoke.name().stringValue(), type);
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < type.parameterCount(); i++) {
      args.addFirst(method.pop());
    }
    switch (invoke.opcode()) {
      case INVOKESTATIC -> invokeStatic(name, args);
      case INVOKESPECIAL -> {
        args.addFirst(method.pop());
        invokeSpecial(name, args);
      }
      default -> {
        Value receiver = method.pop();
        invokeVirtual(
            receiver, name, args, invoke.opcode().name().toLowerCase(java.util.Locale.ROOT));
      }
    }
  }

  void invokeStatic(MethodName name, List<Value> args) {
    if (MathTable.isJdk(name)) {
      Var[] vars = new Var[args.size()];
      for (int i = 0; i < vars.length; i++) {
        vars[i] = method.var(args.get(i), "invokestatic");
      }
      ClassDesc type = Lifter.loadable(name.type().returnType());
      method.push(method.emit(Op.CALL, type, name, vars));
      return;
    }
    String owner = name.ownerName();
    if (owner.equals("java/util/Objects") && name.name().equals("requireNonNull")) {
      method.push(args.getFirst());
      return;
    }
    MethodName helper = arrays.helper(name, args);
    inline(helper == null ? name : helper, args);
  }

  private void invokeSpecial(MethodName name, List<Value> args) {
    if (name.name().equals("<init>")) {
      Value before = args.getFirst();
      if (name.ownerName().equals("java/lang/Object")
          || name.ownerName().equals("java/lang/Record")) {
        return;
      }
      Lifter.Result result = enter(name, args, "invokespecial");
      method.continueAt(result.block());
      method.frame().replace(before, result.value());
      if (!method.constructs(result.value()) && result.value() instanceof Value.Aggregate object) {
        object.finish();
      }
    } else {
      inline(name, args);
    }
  }

  private void invokeVirtual(
      Value receiver, MethodName name, List<Value> args, String instruction) {
    switch (receiver) {
      case Value.Closure closure -> apply(closure, args);
      case Value.Function function -> splice(function, args);
      case Value.Aggregate object -> dispatch(internal(object.type()), receiver, name, args);
      case Value.Host host -> invokeHost(host, name, args);
      case Value.Scalar(Var var) when var.isArray() && name.name().equals("clone") ->
          method.push(new Value.Scalar(arrays.copied(var)));
      case Value.Columns objects when name.name().equals("clone") ->
          method.push(Columns.map(objects, arrays::copied));
      case Value.Scalar _, Value.Columns _, Value.Null _, Value.Opaque _ ->
          throw refuseCall(name, instruction);
    }
  }

  private void splice(Value.Function function, List<Value> args) {
    List<Var> values = new ArrayList<>();
    args.forEach(arg -> values.add(method.var(arg, "invokeinterface")));
    function.captured().forEach(each -> values.add(method.var(each, "invokeinterface")));
    Lifter.Result result = function.template().splice(values, method.block());
    method.continueAt(result.block());
    method.push(result.value());
  }

  private Value.Function captured(Value.Host host, Emitted emitted) {
    List<Value> captured = new ArrayList<>();
    List<ClassDesc> types = emitted.template().captured();
    for (int i = 0; i < types.size(); i++) {
      Object value = emitted.captured()[i];
      Source source = new Source.Held(host.source(), i);
      captured.add(lifter.captured(source, value, types.get(i)));
    }
    return new Value.Function(emitted.template(), captured);
  }

  @SuppressWarnings("EnumOrdinal") // what the function itself asks for
  private void invokeHost(Value.Host host, MethodName name, List<Value> args) {
    Class<?> type = host.instance().getClass();
    if (Nesting.isCalculus(name)) {
      inline(name, args);
    } else if (host.instance() instanceof Enum<?> constant && name.name().equals("ordinal")) {
      method.push(method.emit(Op.CONSTANT, ConstantDescs.CD_int, constant.ordinal()));
    } else if (host.instance() instanceof Derived derived) {
      apply(again(host, derived), args);
    } else if (host.instance() instanceof Emitted emitted) {
      splice(captured(host, emitted), args);
    } else if (type.isHidden()) {
      Access access = Access.ofLambda(host.instance());
      if (access == null) {
        throw method.refuse(
            "a call of a captured lambda that is not serializable",
            "invokeinterface",
            "declare it as UnivariateFunction, MultivariateFunction or VectorFunction");
      }
      List<Value> captured = new ArrayList<>();
      for (int i = 0; i < access.captured().size(); i++) {
        Source source = new Source.Captured(host.source(), i);
        captured.add(lifter.captured(source, access.captured().get(i), access.capturedType(i)));
      }
      apply(new Value.Closure(access.code(), captured), args);
    } else {
      dispatch(internal(type), host, name, args);
    }
  }

  /// The derivative of the order that is the last argument.
  private Lifter.Result derivative(List<Value> args, String instruction) {
    if (!(lifter.constant(args.getLast()) instanceof Integer order) || order < 0) {
      throw method.refuse(
          "a derivative whose order is not a constant", instruction, "write the order as a number");
    }
    Lifter.Result result = new Lifter.Result(method.block(), args.getFirst());
    for (int k = 0; k < order; k++) {
      result =
          lifter.call(
              Nesting.meaning("derivative", lifter),
              List.of(result.value()),
              result.block(),
              method.place());
    }
    return result;
  }

  /// The lambda that stands for what `Calculus` has made of a function.
  private Value.Closure again(Value.Host host, Derived derived) {
    List<Object> arguments = derived.origin().arguments();
    List<Value> args = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Value.Host arg = lifter.host(arguments.get(i), new Source.Argument(host.source(), i));
      args.add(
          arg.instance() instanceof Integer number
              ? method.emit(Op.CONSTANT, ConstantDescs.CD_int, number)
              : arg);
    }
    String name = derived.origin().method();
    Lifter.Result result =
        name.equals("derivative")
            ? derivative(args, "invokeinterface")
            : lifter.call(Nesting.meaning(name, lifter), args, method.block(), method.place());
    method.continueAt(result.block());
    if (result.value() instanceof Value.Closure closure) {
      return closure;
    }
    throw new IllegalStateException(name);
  }

  private void dispatch(String type, Value receiver, MethodName name, List<Value> args) {
    List<Value> all = new ArrayList<>(args);
    all.addFirst(receiver);
    String owner = declaring(lifter.files().load(type), name);
    if (owner == null) {
      throw refuseCall(name, "invokevirtual");
    }
    inline(new MethodName(ClassDesc.ofInternalName(owner), name.name(), name.type()), all);
  }

  private @Nullable String declaring(@Nullable Class<?> type, MethodName name) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (declares(each, name)) {
        return internal(each);
      }
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> parent : each.getInterfaces()) {
        String found = declaring(parent, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private boolean declares(Class<?> type, MethodName name) {
    ClassModel model = type.isHidden() ? null : lifter.files().find(internal(type));
    MethodModel found =
        model == null
            ? null
            : ClassFiles.method(model, name.name(), name.type().descriptorString());
    return found != null && found.code().isPresent();
  }

  void apply(Value.Closure closure, List<Value> args) {
    DirectMethodHandleDesc code = closure.code();
    List<Value> all = new ArrayList<>(closure.captured());
    all.addAll(args);
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(code.lookupDescriptor());
    switch (code.kind()) {
      case STATIC, INTERFACE_STATIC -> {
        MethodName name = new MethodName(code.owner(), code.methodName(), type);
        checkTypes(name, all);
        invokeStatic(name, all);
      }
      case VIRTUAL, INTERFACE_VIRTUAL, SPECIAL, INTERFACE_SPECIAL -> {
        Value receiver = all.removeFirst();
        MethodName name = new MethodName(code.owner(), code.methodName(), type);
        checkTypes(name, all);
        invokeVirtual(receiver, name, all, "invokevirtual");
      }
      case CONSTRUCTOR -> {
        Value made = new Value.Aggregate(code.owner());
        method.push(made);
        all.addFirst(made);
        invokeSpecial(new MethodName(code.owner(), "<init>", type), all);
      }
      case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER ->
          throw method.refuse("a handle of a field", "invokedynamic", RULE);
    }
  }

  /// Lambdas may box and widen on the way; such conversions are not read.
  private void checkTypes(MethodName name, List<Value> args) {
    for (int i = 0; i < args.size(); i++) {
      ClassDesc wanted = Lifter.loadable(name.type().parameterType(i));
      if (args.get(i) instanceof Value.Scalar(Var var) && !var.type().equals(wanted)) {
        throw method.refuse(
            "a lambda that converts " + var.type().displayName() + " to " + wanted.displayName(),
            "invokedynamic",
            "use the interface's own parameter types");
      }
    }
  }

  void invokeDynamic(InvokeDynamicInstruction invoke) {
    String bootstrap = invoke.bootstrapMethod().owner().displayName();
    List<Value> captured = new ArrayList<>();
    for (int i = 0; i < invoke.typeSymbol().parameterCount(); i++) {
      captured.addFirst(method.pop());
    }
    if (bootstrap.equals("SwitchBootstraps") && invoke.name().equalsString("typeSwitch")) {
      method.push(typeSwitch(invoke, captured));
      return;
    }
    if (!bootstrap.equals("LambdaMetafactory")
        || !(invoke.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc code)) {
      method.push(new Value.Opaque("what " + bootstrap + " makes"));
      return;
    }
    method.push(new Value.Closure(code, captured));
  }

  /// Which case of a switch on classes is taken.
  private Value typeSwitch(InvokeDynamicInstruction invoke, List<Value> args) {
    if (!(lifter.constant(args.get(1)) instanceof Integer first)) {
      throw method.refuse("a guard in a switch", "invokedynamic", "write if in the case instead");
    }
    List<ConstantDesc> labels = invoke.bootstrapArgs();
    int index = first;
    while (index < labels.size()
        && !(labels.get(index) instanceof ClassDesc type && isInstance(args.getFirst(), type))) {
      index++;
    }
    return method.emit(Op.CONSTANT, ConstantDescs.CD_int, index);
  }

  private boolean isInstance(Value value, ClassDesc type) {
    return switch (value) {
      case Value.Aggregate object -> isA(internal(object.type()), type);
      case Value.Host host -> isA(internal(host.instance().getClass()), type);
      case Value.Scalar _,
          Value.Columns _,
          Value.Closure _,
          Value.Function _,
          Value.Null _,
          Value.Opaque _ ->
          throw method.refuse("a switch on this value", "invokedynamic", RULE);
    };
  }

  /// Calls a method, whose value, if it has one, is pushed.
  void inline(MethodName name, List<Value> args) {
    Lifter.Result result = enter(name, args, "invoke");
    method.continueAt(result.block());
    if (!name.type().returnType().equals(ConstantDescs.CD_void)) {
      method.push(result.value());
    }
  }

  private Lifter.Result enter(MethodName name, List<Value> args, String instruction) {
    if (Nesting.isCalculus(name) && Nesting.hasOrder(name)) {
      return derivative(args, instruction);
    }
    if (Nesting.isCalculus(name)) {
      return enter(Nesting.meaning(name, lifter, method.place()), args, instruction);
    }
    if (Nesting.isSweep(name)) {
      return Nesting.sweep(lifter, name, args, method.block(), method.place());
    }
    String owner = name.ownerName();
    if (!name.owner().isClassOrInterface()
        || owner.startsWith("java/")
        || owner.startsWith("javax/")
        || owner.startsWith("jdk/")) {
      throw refuseCall(name, instruction);
    }
    RuledMethod ruled = lifter.files().settings().rule(name);
    if (ruled != null) {
      Value value = Ruling.call(lifter, ruled, args, method.block(), method.place());
      return new Lifter.Result(method.block(), value);
    }
    ClassModel model = lifter.files().find(owner);
    MethodModel found =
        model == null
            ? null
            : ClassFiles.method(model, name.name(), name.type().descriptorString());
    if (model == null || found == null) {
      throw refuseCall(name, instruction);
    }
    ClassDesc rules = Ruling.rules(found);
    if (rules != null) {
      Value value = Ruling.call(lifter, name, rules, args, method.block(), method.place());
      return new Lifter.Result(method.block(), value);
    }
    return lifter.inline(model, found, args, method.block(), method.place());
  }

  private RuntimeException refuseCall(MethodName name, String instruction) {
    return method.refuse("a call to " + name, instruction, remedy(name.ownerName()));
  }

  private static String remedy(String owner) {
    if (owner.startsWith("java/util/stream/")) {
      return "write the stream as a loop over an array";
    }
    if (owner.startsWith("java/util/random/") || owner.endsWith("Random")) {
      return "draw the numbers outside, and capture or pass them";
    }
    if (owner.startsWith("java/io/") || owner.startsWith("java/nio/")) {
      return "read and print outside the function";
    }
    return "use numbers, arrays, records, Math and methods of your own";
  }

  static String internal(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1);
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
