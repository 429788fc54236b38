package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Packing;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes the code of a derivative that is given by rule, from the methods of the rules.
///
/// What functions capture and is active becomes one vector p; the functions are given new code that
/// takes it apart again.
final class RuleCode {
  private static final ClassDesc PACKING = Packing.class.describeConstable().orElseThrow();
  private static final ClassDesc DOUBLE = ConstantDescs.CD_double;
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final ClassDesc VECTOR = DOUBLE.arrayType();

  private final Ruled ruled;
  private final boolean[] isActive;
  private final Place place;
  private final Lifter lifter;
  private final List<Var> params = new ArrayList<>();
  private final List<Var> dependence = new ArrayList<>();
  private final List<Value> args = new ArrayList<>();
  private final Var value;
  private final Block entry = new Block();
  private Block block = entry;

  /// @param isActive which of what the value depends on is active
  private RuleCode(Ruled ruled, ClassDesc type, boolean[] isActive, Place place) {
    this.ruled = ruled;
    this.isActive = isActive;
    this.place = place;
    this.lifter = new Lifter(ruled.files());
    this.value = new Var(type, "value");
    params.add(value);
    for (ClassDesc each : ruled.types()) {
      dependence.add(new Var(each, "from"));
    }
    params.addAll(dependence);
  }

  /// The tangent of the value. The parameters are the value, what it depends on, and the tangents
  /// of what of it is active.
  static Code tangent(Ruled ruled, ClassDesc type, boolean[] isActive, Place place) {
    RuleCode rule = new RuleCode(ruled, type, isActive, place);
    List<@Nullable Var> tangents = new ArrayList<>();
    for (int i = 0; i < isActive.length; i++) {
      Var from = rule.dependence.get(i);
      Var tangent = isActive[i] ? new Var(Activity.shadow(from.type()), "tangent") : null;
      tangents.add(tangent);
      if (tangent != null) {
        rule.params.add(tangent);
      }
    }
    return rule.tangent(tangents);
  }

  /// Adds the cotangents of the active arrays to their shadows and gives those of the active
  /// numbers as an array. The parameters are the value, what it depends on, the cotangent of the
  /// value, and the shadows of the active arrays.
  static Code cotangent(Ruled ruled, ClassDesc type, boolean[] isActive, Place place) {
    RuleCode rule = new RuleCode(ruled, type, isActive, place);
    Var seed = new Var(Activity.shadow(type), "seed");
    rule.params.add(seed);
    List<@Nullable Var> shadows = new ArrayList<>();
    for (int i = 0; i < isActive.length; i++) {
      Var from = rule.dependence.get(i);
      Var shadow =
          isActive[i] && from.isArray() ? new Var(Activity.shadow(from.type()), "shadow") : null;
      shadows.add(shadow);
      if (shadow != null) {
        rule.params.add(shadow);
      }
    }
    return rule.cotangent(seed, shadows);
  }

  private Code tangent(List<@Nullable Var> tangents) {
    pack(tangents);
    Var total = null;
    if (hasActiveCapture()) {
      total = var(call(ruled.component() + "Tangent", List.of()));
    }
    int next = 0;
    for (int k = 0; k < ruled.args().size(); k++) {
      if (ruled.args().get(k) instanceof Ruled.Plain(ClassDesc type)
          && isActive[next]
          && hasInfluence(k)) {
        Var part = part(k, type, Objects.requireNonNull(tangents.get(next)));
        total = total == null ? part : sum(total, part);
      }
      next += ruled.args().get(k).types().size();
    }
    return finished(total == null ? nothing() : total);
  }

  private Code finished(Var result) {
    if (!lifter.inputs().isEmpty()) {
      throw place.refuse(
          "the rules of " + ruled.method() + " must not read fields that change",
          "getstatic",
          "make the field a constant, or an argument of the method");
    }
    block.exit = new Exit.Return(result);
    return new Code(params, entry, result.type());
  }

  private Var sum(Var a, Var b) {
    return a.isArray()
        ? var(packing("sum", VECTOR, a, b))
        : block.emit(Op.ADD, DOUBLE, "d", null, place, a, b);
  }

  private Var nothing() {
    if (!value.isArray()) {
      return Partials.constant(block, 0);
    }
    MethodName zeros = Shadows.zerosLike(value.type());
    return block.emit(Op.CALL, VECTOR, "zeros", zeros, place, value);
  }

  /// A method that takes functions depends only on those of its own arguments that it has rules
  /// for: not on a first guess, for example.
  private boolean hasInfluence(int argument) {
    boolean takesFunctions = ruled.args().stream().anyMatch(Ruled.Function.class::isInstance);
    return !takesFunctions
        || find(ruled.component() + "By" + argument) != null
        || find(ruled.component() + "TangentBy" + argument) != null;
  }

  private Var part(int argument, ClassDesc type, Var tangent) {
    String rule = ruled.component() + "By" + argument;
    if (value.isArray()) {
      return type.isArray()
          ? var(call(ruled.component() + "TangentBy" + argument, List.of(tangent)))
          : var(packing("scale", VECTOR, var(call(rule, List.of())), tangent));
    }
    if (!type.isArray()) {
      return var(call(rule, List.of(tangent)));
    }
    Var gradient = var(call(rule, List.of(Partials.constant(block, 1))));
    return var(packing("dot", DOUBLE, gradient, tangent));
  }

  private Code cotangent(Var seed, List<@Nullable Var> shadows) {
    pack(null);
    List<Var> numbers = new ArrayList<>();
    Var packed =
        hasActiveCapture() ? var(call(ruled.component() + "Cotangent", List.of(seed))) : null;
    Var offset = number(0);
    int next = 0;
    for (int k = 0; k < ruled.args().size(); k++) {
      Ruled.Arg arg = ruled.args().get(k);
      for (ClassDesc type : arg.types()) {
        Var shadow = shadows.get(next);
        if (isActive[next] && arg instanceof Ruled.Function) {
          Var from = dependence.get(next);
          if (shadow != null) {
            packing("add", ConstantDescs.CD_void, Objects.requireNonNull(packed), offset, shadow);
          } else {
            List<Var> at = List.of(Objects.requireNonNull(packed), offset);
            numbers.add(block.emit(Op.LOAD, DOUBLE, "c", null, place, at.get(0), at.get(1)));
          }
          Var size = var(packing("size", INT, from));
          offset = block.emit(Op.ADD, INT, "offset", null, place, offset, size);
        } else if (isActive[next] && hasInfluence(k)) {
          plain(k, type, seed, shadow, numbers);
        }
        next++;
      }
    }
    Var result = block.emit(Op.ALLOCATE, VECTOR, "numbers", null, place, number(numbers.size()));
    for (int i = 0; i < numbers.size(); i++) {
      List<Var> store = List.of(result, number(i), numbers.get(i));
      block.body.add(new Instr(Op.STORE, null, store, null, place));
    }
    return finished(result);
  }

  private void plain(
      int argument, ClassDesc type, Var seed, @Nullable Var shadow, List<Var> numbers) {
    String rule = ruled.component() + "By" + argument;
    Var part;
    if (!value.isArray()) {
      part = var(call(rule, List.of(seed)));
    } else if (type.isArray()) {
      part = var(call(ruled.component() + "CotangentBy" + argument, List.of(seed)));
    } else {
      part = var(packing("dot", DOUBLE, var(call(rule, List.of())), seed));
    }
    if (shadow == null) {
      numbers.add(part);
    } else {
      packing("add", ConstantDescs.CD_void, part, number(0), shadow);
    }
  }

  private Var number(int value) {
    return block.emit(Op.CONSTANT, INT, "number", value, place);
  }

  private boolean hasActiveCapture() {
    int next = 0;
    boolean has = false;
    for (Ruled.Arg arg : ruled.args()) {
      for (ClassDesc _ : arg.types()) {
        has |= isActive[next] && arg instanceof Ruled.Function;
        next++;
      }
    }
    return has;
  }

  /// Makes p, its tangent if there is one, and the functions over p.
  private void pack(@Nullable List<@Nullable Var> tangents) {
    Var size = number(0);
    int next = 0;
    for (Ruled.Arg arg : ruled.args()) {
      for (ClassDesc _ : arg.types()) {
        if (isActive[next] && arg instanceof Ruled.Function) {
          Var part = var(packing("size", INT, dependence.get(next)));
          size = block.emit(Op.ADD, INT, "size", null, place, size, part);
        }
        next++;
      }
    }
    Var point = block.emit(Op.ALLOCATE, VECTOR, "p", null, place, size);
    Var tangent =
        tangents == null ? null : block.emit(Op.ALLOCATE, VECTOR, "pTangent", null, place, size);
    lifter.setParameters(new Lifter.Parameters(point, tangent, size));
    Var offset = number(0);
    next = 0;
    for (Ruled.Arg arg : ruled.args()) {
      int count = arg.types().size();
      List<Var> own = dependence.subList(next, next + count);
      switch (arg) {
        case Ruled.Plain _ -> args.add(new Value.Scalar(own.getFirst()));
        case Ruled.Function(Template template) -> {
          boolean[] active = java.util.Arrays.copyOfRange(isActive, next, next + count);
          args.add(function(template, own, active, point, offset));
          for (int i = 0; i < count; i++) {
            if (active[i]) {
              Var after = var(packing("put", INT, point, offset, own.get(i)));
              if (tangents != null && tangent != null) {
                Var each = Objects.requireNonNull(tangents.get(next + i));
                packing("put", INT, tangent, offset, each);
              }
              offset = after;
            }
          }
        }
      }
      next += count;
    }
  }

  /// The function with the active ones of what it captures taken out of p.
  private Value function(
      Template template, List<Var> captured, boolean[] active, Var point, Var offset) {
    Block start = new Block();
    List<Var> arguments = new ArrayList<>();
    template.code().params().stream()
        .limit(template.arguments())
        .forEach(param -> arguments.add(new Var(param.type(), param.name())));
    List<Var> values = new ArrayList<>(arguments);
    List<Var> like = new ArrayList<>();
    captured.forEach(each -> like.add(new Var(each.type(), each.name())));
    Var all = new Var(VECTOR, "p");
    Var from = new Var(INT, "from");
    Lifter unpacking = new Lifter(ruled.files());
    Block current = start;
    Var at = current.emit(Op.COPY, INT, "at", null, place, from);
    for (int i = 0; i < active.length; i++) {
      if (active[i]) {
        ClassDesc type = like.get(i).type();
        Lifter.Result taken =
            packing(unpacking, current, "take", type, List.of(all, at, like.get(i)));
        values.add(var(taken.value()));
        Lifter.Result size = packing(unpacking, taken.block(), "size", INT, List.of(like.get(i)));
        current = size.block();
        at = current.emit(Op.ADD, INT, "at", null, place, at, var(size.value()));
      } else {
        values.add(like.get(i));
      }
    }
    Lifter.Result result = template.splice(values, current);
    result.block().exit = new Exit.Return(var(result.value()));
    List<Var> params = new ArrayList<>(arguments);
    params.addAll(like);
    params.add(all);
    params.add(from);
    Code code = Ssa.of(new Code(params, start, template.code().result()));
    List<Value> held = new ArrayList<>();
    captured.forEach(each -> held.add(new Value.Scalar(each)));
    held.add(new Value.Scalar(point));
    held.add(new Value.Scalar(offset));
    return new Value.Function(new Template(template.type(), template.method(), code), held);
  }

  private @Nullable MethodModel find(String name) {
    return methods(name).stream().findFirst().orElse(null);
  }

  private List<MethodModel> methods(String name) {
    ClassModel model = Objects.requireNonNull(ruled.files().find(Calls.internal(ruled.rules())));
    return model.methods().stream().filter(each -> each.methodName().equalsString(name)).toList();
  }

  /// Calls a method of the rules with the arguments of the method, its value, and more.
  private Value call(String name, List<Var> more) {
    List<Value> all = new ArrayList<>(args);
    all.add(new Value.Scalar(value));
    more.forEach(each -> all.add(new Value.Scalar(each)));
    MethodModel method =
        methods(name).stream()
            .filter(each -> each.methodTypeSymbol().parameterCount() == all.size())
            .findFirst()
            .orElseThrow(() ->
                place.refuse(
                    "cannot differentiate "
                        + ruled.method()
                        + " by this argument: its rules have no method "
                        + name
                        + " with "
                        + all.size()
                        + " parameters",
                    "invokestatic",
                    "add the method, or pass a constant"));
    MethodName called = new MethodName(ruled.rules(), name, method.methodTypeSymbol());
    Lifter.Result result = lifter.call(called, all, block, place);
    block = result.block();
    return result.value();
  }

  private Value packing(String name, ClassDesc result, Var... vars) {
    Lifter.Result done = packing(lifter, block, name, result, List.of(vars));
    block = done.block();
    return done.value();
  }

  private Lifter.Result packing(
      Lifter with, Block start, String name, ClassDesc result, List<Var> vars) {
    MethodTypeDesc type = MethodTypeDesc.of(result, vars.stream().map(Var::type).toList());
    MethodName method = new MethodName(PACKING, name, type);
    ClassModel model = Objects.requireNonNull(with.files().find(Calls.internal(PACKING)));
    if (ClassFiles.method(model, name, type.descriptorString()) == null) {
      throw place.refuse(
          "cannot differentiate "
              + ruled.method()
              + " with an active "
              + vars.getLast().type().displayName()
              + " that its function captures",
          "invokestatic",
          "capture a double, a double[] or a double[][]");
    }
    List<Value> values = new ArrayList<>();
    vars.forEach(each -> values.add(new Value.Scalar(each)));
    return with.call(method, values, start, place);
  }

  private static Var var(Value value) {
    return Nesting.var(value);
  }
}
