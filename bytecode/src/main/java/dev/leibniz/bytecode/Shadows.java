package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.ArgumentSets;
import dev.leibniz.bytecode.runtime.ArrayMethods;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives every active array of a code in SSA form a second array of the same shape, which holds its
/// tangent, cotangent or dependence: allocated, passed on, stored and loaded beside the first.
final class Shadows {
  private static final ClassDesc ARRAYS = ArrayMethods.class.describeConstable().orElseThrow();

  private static final ClassDesc ARGUMENT_SETS =
      ArgumentSets.class.describeConstable().orElseThrow();

  private final Activity activity;
  private final ClassDesc element;
  private final boolean isReverse;
  private final Map<Var, Var> shadows = new HashMap<>();
  private final Map<Var, Var> params = new LinkedHashMap<>();

  /// @param element the type of the elements of a shadow
  /// @param isReverse whether the shadows are cotangents, which begin as zeros
  Shadows(
      Code code, Activity activity, Set<Var> activeParams, ClassDesc element, boolean isReverse) {
    this.activity = activity;
    this.element = element;
    this.isReverse = isReverse;
    List<Instr> zeros = new ArrayList<>();
    for (Var param : code.params()) {
      if (activeParams.contains(param)) {
        Var shadow = new Var(Activity.shadow(param.type(), element), param.name() + "Shadow");
        params.put(param, shadow);
        shadows.put(param, shadow);
      } else if (param.isArray() && activity.isActive(param)) {
        Var shadow = of(param);
        zeros.add(
            new Instr(
                Op.CALL, shadow, List.of(param), zerosLike(param.type(), element), Place.UNKNOWN));
      }
    }
    for (Block block : code.order()) {
      List<Instr> body = new ArrayList<>();
      for (Instr instr : block.body) {
        body.add(instr);
        add(instr, body);
      }
      body.sort((a, b) -> Boolean.compare(a.op() != Op.PHI, b.op() != Op.PHI));
      block.body.clear();
      block.body.addAll(body);
    }
    code.entry().body.addAll(0, zeros);
  }

  static MethodName zerosLike(ClassDesc type) {
    return zerosLike(type, ConstantDescs.CD_double);
  }

  static MethodName zerosLike(ClassDesc type, ClassDesc element) {
    MethodTypeDesc shape = MethodTypeDesc.of(Activity.shadow(type, element), type);
    return element.equals(ConstantDescs.CD_long)
        ? new MethodName(ARGUMENT_SETS, "emptyLike", shape)
        : new MethodName(ARRAYS, "zerosLike", shape);
  }

  static MethodName add() {
    ClassDesc array = ConstantDescs.CD_double.arrayType();
    return new MethodName(ARRAYS, "add", MethodTypeDesc.of(ConstantDescs.CD_void, array, array));
  }

  /// The shadows of the active parameters, in their order.
  Map<Var, Var> params() {
    return params;
  }

  /// The shadow of an active array.
  Var of(Var array) {
    return shadows.computeIfAbsent(
        array, _ -> new Var(Activity.shadow(array.type(), element), array.name() + "Shadow"));
  }

  private void add(Instr instr, List<Instr> body) {
    Var target = instr.target();
    boolean makes = target != null && target.isArray() && activity.isActive(target);
    switch (instr.op()) {
      case PHI, COPY -> {
        if (makes) {
          List<Var> args = instr.args().stream().map(this::of).toList();
          body.add(new Instr(instr.op(), of(Known.target(target)), args, null, instr.place()));
        }
      }
      case LOAD -> {
        if (makes) {
          List<Var> args = List.of(of(instr.arg(0)), instr.arg(1));
          body.add(new Instr(Op.LOAD, of(Known.target(target)), args, null, instr.place()));
        }
      }
      case STORE -> {
        if (instr.arg(2).isArray() && activity.isActive(instr.arg(0))) {
          List<Var> args = List.of(of(instr.arg(0)), instr.arg(1), of(instr.arg(2)));
          body.add(new Instr(Op.STORE, null, args, null, instr.place()));
        }
      }
      case ALLOCATE, CONSTANT -> {
        if (makes) {
          body.add(
              new Instr(
                  instr.op(),
                  of(Known.target(target)),
                  instr.args(),
                  instr.payload(),
                  instr.place()));
        }
      }
      case PUSH -> {
        if (instr.arg(0).isArray() && activity.isActive(instr.arg(0))) {
          Var shadow = of(instr.arg(0));
          Slot slot = slot(instr.slot(), shadow);
          body.add(new Instr(Op.PUSH, null, List.of(shadow), slot, instr.place()));
        }
      }
      case POP -> {
        if (makes) {
          Slot slot = slot(instr.slot(), of(Known.target(target)));
          Instr pop = new Instr(Op.POP, of(Known.target(target)), List.of(), slot, instr.place());
          body.add(body.size() - 1, pop);
        }
      }
      case CALL, RULED -> {
        if (makes && (instr.op() == Op.CALL || isReverse)) {
          MethodName name = zerosLike(Known.target(target).type(), element);
          body.add(
              new Instr(
                  Op.CALL,
                  of(Known.target(target)),
                  List.of(Known.target(target)),
                  name,
                  instr.place()));
        }
      }
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT, COMPARE, LENGTH -> {}
      case FUNCTION, INVOKE, CODE -> {}
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
    }
  }

  private final Map<Slot, Slot> slots = new HashMap<>();

  private Slot slot(Slot slot, Var shadow) {
    return slots.computeIfAbsent(slot, _ -> new Slot(shadow.type(), slot.tape()));
  }
}
