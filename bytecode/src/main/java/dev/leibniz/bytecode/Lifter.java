package dev.leibniz.bytecode;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads methods into one [Code], callees inlined, and collects what it needs from outside.
final class Lifter {
  private static final int MOST_BLOCKS = 20_000;

  /// How the compiler names the arrays that say to which case an enum constant belongs.
  private static final String SWITCH_TABLE = "$SwitchMap$";

  private final ClassFiles files;
  private final Map<Source, Var> inputs = new LinkedHashMap<>();
  private final Set<Assumption> assumptions = new LinkedHashSet<>();
  private final List<Source> sources = new ArrayList<>();
  private final CallPath path = new CallPath();
  private final Map<Var, Object> constants = new HashMap<>();
  private final Shapes shapes;
  private final boolean canBeginAnew;
  private int blocks;

  Lifter(ClassFiles files) {
    this(files, Set.of(), false);
  }

  /// @param assigned the fields that turned out to be assigned outside constructors
  Lifter(ClassFiles files, Set<Field> assigned) {
    this(files, assigned, true);
  }

  private Lifter(ClassFiles files, Set<Field> assigned, boolean canBeginAnew) {
    this.files = files;
    this.shapes = new Shapes(files, Set.copyOf(assigned));
    this.canBeginAnew = canBeginAnew;
  }

  /// A field turns out to be assigned outside constructors, so that all has to be lifted again.
  static final class Assigned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Field field;

    private Assigned(Field field) {
      super(null, null, false, false);
      this.field = field;
    }

    Field field() {
      return field;
    }
  }

  /// Begins anew, knowing that a field is assigned, where that is possible.
  void noteAssigned(Field field) {
    if (canBeginAnew) {
      throw new Assigned(field);
    }
  }

  Shapes shapes() {
    return shapes;
  }

  /// What the functions that a rule is about capture, as one vector.
  ///
  /// @param point the vector
  /// @param tangent its tangent, in a rule for tangents
  /// @param size its length
  record Parameters(Var point, @Nullable Var tangent, Var size) {}

  private @Nullable Parameters parameters;

  void setParameters(Parameters parameters) {
    this.parameters = parameters;
  }

  @Nullable Parameters parameters() {
    return parameters;
  }

  /// Where a piece of code goes on, and with which value.
  record Result(Block block, Value value) {}

  ClassFiles files() {
    return files;
  }

  CallPath path() {
    return path;
  }

  /// The parameters for values from outside, in the order of [#sources].
  List<Var> inputs() {
    return List.copyOf(inputs.values());
  }

  List<Source> sources() {
    return sources;
  }

  /// What the code takes for granted of objects from outside.
  List<Assumption> assumptions() {
    return List.copyOf(assumptions);
  }

  /// An object from outside; its class is taken for granted.
  Value.Host host(Object instance, Source source) {
    assumptions.add(Assumption.of(source, instance));
    files.also(instance.getClass().getClassLoader());
    return new Value.Host(instance, source);
  }

  void noteConstant(Var var, Object value) {
    constants.put(var, value);
  }

  /// The number that a variable always is, or null.
  @Nullable Object constant(Value value) {
    return value instanceof Value.Scalar(Var var) ? constants.get(var) : null;
  }

  Block newBlock(Place place) {
    blocks++;
    if (blocks > MOST_BLOCKS) {
      throw place.refuse(
          "the function is too large once its calls are inlined", "", "split it or simplify it");
    }
    return new Block();
  }

  /// The value of a method, inlined behind `start`.
  Result inline(ClassModel owner, MethodModel method, List<Value> args, Block start, Place place) {
    String name = method.methodName().stringValue();
    String key =
        owner.thisClass().asInternalName()
            + "."
            + name
            + method.methodType().stringValue()
            + functions(args);
    CallPath.Entered again = path.find(key);
    if (again != null && again.recursion() != null) {
      return again.recursion().call(args, start, place);
    }
    if (again != null && !name.equals("<init>")) {
      throw new CallPath.Again(again);
    }
    if (path.isClosed(key)) {
      throw place.refuse(
          "cannot differentiate the call of "
              + name
              + ", which comes back to itself by a constructor, by a derivative, or with ever new"
              + " functions or objects",
          "invoke",
          "write the recursion as a loop");
    }
    Result result = path.isRecursive(key) ? null : once(key, owner, method, args, start, place);
    return result == null ? recursive(key, owner, method, args, start, place) : result;
  }

  /// The value of a method that does not call itself; null where it turns out to do so.
  private @Nullable Result once(
      String key,
      ClassModel owner,
      MethodModel method,
      List<Value> args,
      Block start,
      Place place) {
    int written = start.body.size();
    CallPath.Entered entered = path.enter(key, null);
    try {
      Result result = new MethodLifter(this, owner, method, args, place).lift(start);
      path.leave(entered);
      return result;
    } catch (CallPath.Again found) {
      if (!found.isAbout(entered)) {
        throw found;
      }
      path.leave(entered);
      path.noteRecursive(key);
      start.body.subList(written, start.body.size()).clear();
      return null;
    }
  }

  private Result recursive(
      String key,
      ClassModel owner,
      MethodModel method,
      List<Value> args,
      Block start,
      Place place) {
    Value returned = shapes.of(method.methodTypeSymbol().returnType());
    if (returned == null) {
      throw place.refuse(
          "cannot differentiate the recursive call of " + method.methodName().stringValue(),
          "invoke",
          "return a number, an array of numbers or a record of such");
    }
    Recursion recursion = new Recursion(this, args, returned, place);
    CallPath.Entered entered = path.enter(key, recursion);
    Result end =
        new MethodLifter(this, owner, method, recursion.parameters(), place)
            .lift(recursion.first());
    path.leave(entered);
    return recursion.close(args, start, end);
  }

  /// The functions among the arguments: a method that is entered again with another function, as by
  /// a derivative within a derivative, is not recursive.
  private static String functions(List<Value> args) {
    return args.stream()
        .filter(arg -> !(arg instanceof Value.Scalar))
        .map(Lifter::function)
        .toList()
        .toString();
  }

  private static String function(Value value) {
    return switch (value) {
      case Value.Closure(var code, List<Value> captured) ->
          code.owner().descriptorString() + code.methodName() + functions(captured);
      case Value.Aggregate object ->
          object.type().descriptorString() + functions(List.copyOf(object.fields().values()));
      case Value.Host(_, Source source) -> source.toString();
      case Value.Function(Template template, List<Value> captured) ->
          "template " + System.identityHashCode(template) + functions(captured);
      case Value.Scalar _, Value.Columns _, Value.Null _, Value.Opaque _ -> "";
    };
  }

  /// Inlines a static method that is known to exist.
  Result call(MethodName name, List<Value> args, Block start, Place place) {
    ClassModel model = Objects.requireNonNull(files.find(name.ownerName()), name.ownerName());
    MethodModel method =
        Objects.requireNonNull(
            ClassFiles.method(model, name.name(), name.type().descriptorString()),
            name.toString() + name.type().descriptorString());
    return inline(model, method, args, start, place);
  }

  /// The value of a field of a host object, or of a static field where there is no host.
  Value field(Value.@Nullable Host host, Field field, Place place) {
    Source owner = host == null ? null : host.source();
    Object instance = host == null ? null : host.instance();
    Source.InField source = new Source.InField(owner, field, getter(field, place));
    ClassDesc type = field.getType().describeConstable().orElseThrow();
    if (field.getName().startsWith(SWITCH_TABLE)) {
      return new Value.Host(Objects.requireNonNull(Binding.read(source, instance)), source);
    }
    if (field.getType().isPrimitive() || isPrimitiveArray(type)) {
      return input(source, type);
    }
    boolean isFixed = Modifier.isFinal(field.getModifiers());
    Object value = isFixed ? Binding.read(source, instance) : null;
    if (value == null) {
      if (isFixed) {
        assumptions.add(Assumption.of(source, null));
      }
      return new Value.Opaque(
          "field " + field.getName() + (isFixed ? ", which is null" : ", which is not final"));
    }
    return host(value, source);
  }

  /// A captured value or what stands for it.
  Value captured(Source source, @Nullable Object value, ClassDesc type) {
    if (type.isPrimitive() || isPrimitiveArray(type)) {
      return input(source, type);
    }
    if (value == null) {
      assumptions.add(Assumption.of(source, null));
      return new Value.Null();
    }
    return host(value, source);
  }

  Value input(Source source, ClassDesc type) {
    Var var =
        inputs.computeIfAbsent(
            source,
            _ -> {
              sources.add(source);
              return new Var(loadable(type), source.name());
            });
    return new Value.Scalar(var);
  }

  private MethodHandle getter(Field field, Place place) {
    MethodHandle getter = files.settings().getter(field);
    if (getter == null) {
      throw place.refuse(
          "cannot read the field " + field.getName() + ", whose module is not open",
          "getfield",
          "differentiate with Calculus.with(MethodHandles.lookup())");
    }
    return getter;
  }

  static boolean isPrimitiveArray(ClassDesc type) {
    if (!type.isArray()) {
      return false;
    }
    ClassDesc element = type;
    while (element.isArray()) {
      element = Objects.requireNonNull(element.componentType());
    }
    return element.isPrimitive();
  }

  static ClassDesc loadable(ClassDesc type) {
    return switch (type.descriptorString()) {
      case "Z", "B", "C", "S" -> ConstantDescs.CD_int;
      default -> type;
    };
  }
}
