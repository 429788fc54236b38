package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.ArgumentSets;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Forward mode: beside each active number its derivative along one direction, or the set of
/// arguments that it depends on.
///
/// Griewank and Walther, "Evaluating Derivatives" (2008), chapters 3 and 7. The code stays in SSA
/// form and keeps its shape; loops stay loops. A set has 64 arguments, the bits of a long. What the
/// branches taken do not compute does not count; a product with a zero does.
final class Tangent {
  private static final ClassDesc DOUBLE = ConstantDescs.CD_double;
  private static final ClassDesc LONG = ConstantDescs.CD_long;
  private static final ClassDesc ARGUMENT_SETS =
      ArgumentSets.class.describeConstable().orElseThrow();

  private final ClassDesc element;
  private final Activity activity;
  private final Shadows shadows;
  private final Map<Var, Var> tangents = new HashMap<>();
  private final Map<Slot, Slot> slots = new HashMap<>();
  private final Var zero;

  private Tangent(ClassDesc element, Activity activity, Shadows shadows) {
    this.element = element;
    this.activity = activity;
    this.shadows = shadows;
    this.zero = new Var(element, "zero");
  }

  /// The code whose result is the tangent of the code's result. Its parameters are those of the
  /// code, then the tangents of the active ones, in order.
  static Code of(Code code, Set<Var> activeParams) {
    return of(code, activeParams, DOUBLE, 0.0);
  }

  /// The same with sets of arguments in place of tangents.
  static Code dependence(Code code, Set<Var> activeParams) {
    return of(code, activeParams, LONG, 0L);
  }

  private static Code of(Code code, Set<Var> activeParams, ClassDesc element, Object zero) {
    Common.run(code);
    Activity activity = new Activity(new Graph(code), activeParams);
    Shadows shadows = new Shadows(code, activity, activeParams, element, false);
    Tangent tangent = new Tangent(element, activity, shadows);
    shadows.params().forEach(tangent.tangents::put);
    sweep(code, List.of(tangent), zero);
    List<Var> params = new ArrayList<>(code.params());
    params.addAll(shadows.params().values());
    Code made = new Code(params, code.entry(), Activity.shadow(code.result(), element));
    Simplify.run(made);
    return made;
  }

  /// The code of several tangents in one sweep, which share what does not depend on the direction.
  /// Its last parameter has a row for each direction of the active array, and so has its result.
  static Code along(Code code, Var active, int directions) {
    Common.run(code);
    Activity activity = new Activity(new Graph(code), Set.of(active));
    Var rows = new Var(active.type().arrayType(), "directions");
    Block entry = new Block();
    List<Tangent> tangents = new ArrayList<>();
    for (int i = 0; i < directions; i++) {
      Shadows shadows = new Shadows(code, activity, Set.of(active), DOUBLE, false);
      tangents.add(new Tangent(DOUBLE, activity, shadows));
      List<Var> args = List.of(rows, Partials.index(entry, i));
      entry.body.add(new Instr(Op.LOAD, shadows.of(active), args, null, Place.UNKNOWN));
    }
    entry.exit = new Exit.Jump(code.entry());
    sweep(code, tangents, 0.0);
    List<Var> params = new ArrayList<>(code.params());
    params.add(rows);
    Code made = new Code(params, entry, Activity.shadow(code.result(), DOUBLE).arrayType());
    Common.run(made);
    Simplify.run(made);
    return made;
  }

  /// Adds the tangents to the code.
  private static void sweep(Code code, List<Tangent> tangents, Object zero) {
    for (Block block : code.order()) {
      List<Instr> body = List.copyOf(block.body);
      block.body.clear();
      for (Instr instr : body) {
        if (instr.op() == Op.PHI) {
          block.body.add(instr);
          tangents.forEach(tangent -> tangent.phi(instr, block));
        }
      }
      for (Instr instr : body) {
        if (instr.op() != Op.PHI) {
          tangents.reversed().forEach(tangent -> tangent.addBefore(instr, block));
          block.body.add(instr);
          tangents.forEach(tangent -> tangent.add(instr, block));
        }
      }
      if (block.exit instanceof Exit.Return(Var value)) {
        List<Var> results = tangents.stream().map(each -> each.result(value, block)).toList();
        block.exit =
            new Exit.Return(results.size() == 1 ? results.getFirst() : together(results, block));
      }
    }
    for (Tangent tangent : tangents) {
      code.entry()
          .body
          .addFirst(new Instr(Op.CONSTANT, tangent.zero, List.of(), zero, Place.UNKNOWN));
    }
  }

  private static Var together(List<Var> results, Block block) {
    ClassDesc type = results.getFirst().type().arrayType();
    Var count = Partials.index(block, results.size());
    Var all = block.emit(Op.ALLOCATE, type, "tangents", null, Place.UNKNOWN, count);
    for (int i = 0; i < results.size(); i++) {
      List<Var> args = List.of(all, Partials.index(block, i), results.get(i));
      block.body.add(new Instr(Op.STORE, null, args, null, Place.UNKNOWN));
    }
    return all;
  }

  private Var result(Var value, Block block) {
    if (!value.isArray()) {
      return of(value);
    }
    if (activity.isActive(value)) {
      return shadows.of(value);
    }
    MethodName zeros = Shadows.zerosLike(value.type(), element);
    ClassDesc type = Activity.shadow(value.type(), element);
    return block.emit(Op.CALL, type, "zeros", zeros, Place.UNKNOWN, value);
  }

  private Var of(Var var) {
    if (!activity.isActive(var)) {
      return zero;
    }
    return tangents.computeIfAbsent(var, _ -> new Var(element, var.name() + "Tangent"));
  }

  private void phi(Instr phi, Block block) {
    if (phi.result().isReal() && activity.isActive(phi.result())) {
      List<Var> args = phi.args().stream().map(this::of).toList();
      block.body.add(new Instr(Op.PHI, of(phi.result()), args, null, phi.place()));
    }
  }

  /// Takes a tangent from the tape, where it lies above its number.
  private void addBefore(Instr instr, Block block) {
    if (instr.op() == Op.POP && makes(instr)) {
      Slot slot = slot(instr.slot());
      block.body.add(new Instr(Op.POP, of(instr.result()), List.of(), slot, instr.place()));
    }
  }

  private boolean makes(Instr instr) {
    Var target = instr.target();
    return target != null && target.isReal() && activity.isActive(target);
  }

  private void add(Instr instr, Block block) {
    Place place = instr.place();
    switch (instr.op()) {
      case STORE -> {
        if (instr.arg(2).isReal() && activity.isActive(instr.arg(0))) {
          List<Var> args = List.of(shadows.of(instr.arg(0)), instr.arg(1), of(instr.arg(2)));
          block.body.add(new Instr(Op.STORE, null, args, null, place));
        }
      }
      case LOAD -> {
        if (makes(instr)) {
          List<Var> args = List.of(shadows.of(instr.arg(0)), instr.arg(1));
          block.body.add(new Instr(Op.LOAD, of(instr.result()), args, null, place));
        }
      }
      case PUSH -> {
        if (activity.isActive(instr.slot()) && instr.arg(0).isReal()) {
          Slot slot = slot(instr.slot());
          block.body.add(new Instr(Op.PUSH, null, List.of(of(instr.arg(0))), slot, place));
        }
      }
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT, COPY, CALL -> {
        if (makes(instr)) {
          sum(instr, block);
        } else {
          refuseHidden(instr);
        }
      }
      case RULED -> {
        if (activity.isActive(instr.result())) {
          if (element.equals(LONG)) {
            dependenceByRule(instr, block);
          } else {
            byRule(instr, block);
          }
        }
      }
      case CONSTANT, PHI, POP, COMPARE, ALLOCATE, LENGTH, FUNCTION, INVOKE, CODE -> {}
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
    }
  }

  private void byRule(Instr instr, Block block) {
    Var result = instr.result();
    List<Var> from = instr.args().subList(1, instr.args().size());
    boolean[] isActive = new boolean[from.size()];
    List<Var> args = new ArrayList<>(from);
    args.addFirst(result);
    for (int i = 0; i < isActive.length; i++) {
      Var var = from.get(i);
      isActive[i] = activity.isActive(var);
      if (isActive[i]) {
        args.add(var.isArray() ? shadows.of(var) : of(var));
      }
    }
    Code rule = RuleCode.tangent(instr.ruled(), result.type(), isActive, instr.place());
    Var target = result.isArray() ? shadows.of(result) : of(result);
    block.body.add(new Instr(Op.CODE, target, args, rule, instr.place()));
  }

  private void dependenceByRule(Instr instr, Block block) {
    Var total = zero;
    for (Var arg : instr.args().subList(1, instr.args().size())) {
      if (activity.isActive(arg)) {
        total = block.emit(Op.OR, LONG, "set", null, instr.place(), total, set(arg, block));
      }
    }
    Var result = instr.result();
    if (!result.isArray()) {
      block.body.add(new Instr(Op.COPY, of(result), List.of(total), null, instr.place()));
      return;
    }
    Var sets = shadows.of(result);
    MethodName filled =
        new MethodName(
            ARGUMENT_SETS, "filledLike", MethodTypeDesc.of(sets.type(), result.type(), LONG));
    block.body.add(new Instr(Op.CALL, sets, List.of(result, total), filled, instr.place()));
  }

  private Var set(Var var, Block block) {
    if (!var.isArray()) {
      return of(var);
    }
    Var sets = shadows.of(var);
    MethodName union = new MethodName(ARGUMENT_SETS, "union", MethodTypeDesc.of(LONG, sets.type()));
    return block.emit(Op.CALL, LONG, "set", union, Place.UNKNOWN, sets);
  }

  private void refuseHidden(Instr instr) {
    refuseHidden(instr, activity);
  }

  /// Refuses calls that take an active number and hide it in an integer, bit by bit.
  static void refuseHidden(Instr instr, Activity activity) {
    if (instr.op() == Op.CALL
        && MathTable.isJdk(instr.method())
        && !MathTable.isStep(instr.method())
        && instr.args().stream().anyMatch(activity::isActive)) {
      throw instr
          .place()
          .refuse(
              "cannot differentiate a call to " + instr.method(),
              "invokestatic",
              "write it with functions of Math");
    }
  }

  private Slot slot(Slot slot) {
    return slots.computeIfAbsent(slot, _ -> new Slot(element, slot.tape()));
  }

  private void sum(Instr instr, Block block) {
    Var total = null;
    for (int i = 0; i < instr.args().size(); i++) {
      Var arg = instr.arg(i);
      if (arg.isReal() && activity.isActive(arg)) {
        boolean isSet = element.equals(LONG);
        Var part = isSet ? of(arg) : Partials.times(instr, i, of(arg), block, var -> var);
        total =
            total == null
                ? part
                : block.emit(
                    isSet ? Op.OR : Op.ADD, element, "d", null, instr.place(), total, part);
      }
    }
    Var target = of(instr.result());
    block.body.add(
        new Instr(
            Op.COPY,
            target,
            List.of(java.util.Objects.requireNonNull(total)),
            null,
            instr.place()));
  }
}
