package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Jets;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Taylor arithmetic: beside each active number the first coefficients of its series in the
/// argument, as an array. The code keeps its shape, whatever the order; Griewank and Walther,
/// "Evaluating Derivatives" (2008), chapter 13.
final class TaylorSeries {
  private static final ClassDesc JETS = Jets.class.describeConstable().orElseThrow();
  private static final ClassDesc DOUBLE = ConstantDescs.CD_double;
  private static final ClassDesc JET = DOUBLE.arrayType();
  private static final Set<String> KNOWN =
      Arrays.stream(Jets.class.getDeclaredMethods())
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> STEPS = Set.of("floor", "ceil", "rint", "signum");

  private final Code code;
  private final int order;
  private final Activity activity;
  private final Graph graph;
  private final Map<Var, Var> jets = new HashMap<>();
  private final Map<Var, Var> shadows = new HashMap<>();
  private final Map<Block, List<Instr>> ends = new HashMap<>();
  private final Var length;

  private TaylorSeries(Code code, Var argument, int order) {
    this.code = code;
    this.order = order;
    this.graph = new Graph(code);
    this.activity = new Activity(graph, Set.of(argument));
    this.length = new Var(ConstantDescs.CD_int, "order");
  }

  /// Whether all that the code does with active values has a rule for series.
  static boolean supports(Code code, Var argument) {
    Activity activity = new Activity(new Graph(code), Set.of(argument));
    return code.order().stream()
        .flatMap(block -> block.body.stream())
        .filter(instr -> instr.target() != null && activity.isActive(instr.result()))
        .allMatch(TaylorSeries::supports);
  }

  private static boolean supports(Instr instr) {
    return switch (instr.op()) {
      case CALL ->
          MathTable.isJdk(instr.method())
              && (KNOWN.contains(instr.method().name()) || STEPS.contains(instr.method().name()));
      case RULED, CODE, FUNCTION, INVOKE, PUSH, POP -> false;
      case CONSTANT, COPY, PHI, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE -> true;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> true;
      case CONVERT, COMPARE, LOAD, STORE, ALLOCATE, LENGTH -> true;
    };
  }

  /// The code with the series of its result as its result.
  static Code of(Code code, Var argument, int order) {
    return new TaylorSeries(code, argument, order).run(argument);
  }

  private Code run(Var argument) {
    for (Block block : graph.order()) {
      List<Instr> body = List.copyOf(block.body);
      block.body.clear();
      for (Instr instr : body) {
        if (instr.op() == Op.PHI) {
          block.body.add(instr);
          phi(instr, block);
        }
      }
      for (Instr instr : body) {
        if (instr.op() != Op.PHI) {
          if (instr.target() == null || !activity.isActive(instr.result())) {
            Tangent.refuseHidden(instr, activity);
          }
          block.body.add(instr);
          add(instr, block);
        }
      }
      if (block.exit instanceof Exit.Return(Var value)) {
        block.exit = new Exit.Return(jet(value, block));
      }
    }
    ends.forEach((block, instrs) -> block.body.addAll(instrs));
    Block entry = code.entry();
    Var variable = jets.computeIfAbsent(argument, _ -> new Var(JET, "x"));
    List<Var> args = List.of(argument, length);
    entry.body.addFirst(
        new Instr(
            Op.CALL, variable, args, method("variable", DOUBLE, length.type()), Place.UNKNOWN));
    entry.body.addFirst(new Instr(Op.CONSTANT, length, List.of(), order, Place.UNKNOWN));
    Code made = new Code(code.params(), entry, JET);
    Simplify.run(made);
    return made;
  }

  private static MethodName method(String name, ClassDesc... types) {
    return new MethodName(JETS, name, MethodTypeDesc.of(JET, types));
  }

  private static ClassDesc shadow(ClassDesc array) {
    return Activity.shadow(array).arrayType();
  }

  private Var shadow(Var array) {
    return shadows.computeIfAbsent(
        array, _ -> new Var(shadow(array.type()), array.name() + "Series"));
  }

  private Var own(Var number) {
    return jets.computeIfAbsent(number, _ -> new Var(JET, number.name() + "Series"));
  }

  /// The series of a number; that of a constant if it is not active.
  private Var jet(Var number, Block block) {
    if (activity.isActive(number)) {
      return own(number);
    }
    Var value = Partials.asDouble(block, number);
    MethodName constant = method("constant", DOUBLE, length.type());
    return block.emit(Op.CALL, JET, "series", constant, Place.UNKNOWN, value, length);
  }

  private void phi(Instr phi, Block block) {
    Var target = phi.result();
    if (!activity.isActive(target)) {
      return;
    }
    List<Var> args = new ArrayList<>();
    for (int k = 0; k < phi.args().size(); k++) {
      Var arg = phi.arg(k);
      if (target.isArray()) {
        args.add(shadow(arg));
      } else if (activity.isActive(arg)) {
        args.add(own(arg));
      } else {
        Block end = new Block();
        args.add(jet(arg, end));
        ends.computeIfAbsent(graph.predecessors(block).get(k), _ -> new ArrayList<>())
            .addAll(end.body);
      }
    }
    Var made = target.isArray() ? shadow(target) : own(target);
    block.body.add(new Instr(Op.PHI, made, args, null, phi.place()));
  }

  private void add(Instr instr, Block block) {
    Var target = instr.target();
    boolean makes = target != null && activity.isActive(target);
    switch (instr.op()) {
      case STORE -> {
        if (activity.isActive(instr.arg(0))) {
          Var value = instr.arg(2);
          Var stored = value.isArray() ? shadow(value) : jet(value, block);
          List<Var> args = List.of(shadow(instr.arg(0)), instr.arg(1), stored);
          block.body.add(new Instr(Op.STORE, null, args, null, instr.place()));
        }
      }
      case LOAD -> {
        if (makes) {
          load(instr, block);
        }
      }
      case ALLOCATE, CONSTANT -> {
        if (makes && instr.result().isArray()) {
          Var made = shadow(instr.result());
          block.body.add(new Instr(instr.op(), made, instr.args(), instr.payload(), instr.place()));
        }
      }
      case COPY -> {
        if (makes) {
          boolean isArray = instr.result().isArray();
          Var made = isArray ? shadow(instr.result()) : own(instr.result());
          Var from = isArray ? shadow(instr.arg(0)) : jet(instr.arg(0), block);
          block.body.add(new Instr(Op.COPY, made, List.of(from), null, instr.place()));
        }
      }
      case ADD -> operate("add", instr, block, makes);
      case SUBTRACT -> operate("subtract", instr, block, makes);
      case MULTIPLY -> operate("multiply", instr, block, makes);
      case DIVIDE -> operate("divide", instr, block, makes);
      case REMAINDER -> operate("remainder", instr, block, makes);
      case NEGATE -> operate("negate", instr, block, makes);
      case CONVERT -> operate("rounded", instr, block, makes);
      case CALL -> {
        if (makes && STEPS.contains(instr.method().name())) {
          constant(instr, block);
        } else {
          operate(instr.method().name(), instr, block, makes);
        }
      }
      case PHI, COMPARE, LENGTH, PUSH, POP, FUNCTION, INVOKE, RULED, CODE -> {}
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
    }
  }

  private void load(Instr instr, Block block) {
    Var from = shadow(instr.arg(0));
    if (instr.result().isArray()) {
      List<Var> args = List.of(from, instr.arg(1));
      block.body.add(new Instr(Op.LOAD, shadow(instr.result()), args, null, instr.place()));
      return;
    }
    Var stored = block.emit(Op.LOAD, JET, "series", null, instr.place(), from, instr.arg(1));
    List<Var> args = List.of(stored, Partials.asDouble(block, instr.result()), length);
    MethodName loaded = method("loaded", JET, DOUBLE, length.type());
    block.body.add(new Instr(Op.CALL, own(instr.result()), args, loaded, instr.place()));
  }

  private void constant(Instr instr, Block block) {
    List<Var> args = List.of(Partials.asDouble(block, instr.result()), length);
    MethodName constant = method("constant", DOUBLE, length.type());
    block.body.add(new Instr(Op.CALL, own(instr.result()), args, constant, instr.place()));
  }

  /// Calls the rule with the series of the arguments, then the value.
  private void operate(String name, Instr instr, Block block, boolean makes) {
    if (!makes) {
      return;
    }
    List<Var> args = new ArrayList<>();
    instr.args().forEach(arg -> args.add(jet(arg, block)));
    ClassDesc[] types = new ClassDesc[args.size() + 1];
    Arrays.fill(types, JET);
    types[args.size()] = DOUBLE;
    args.add(Partials.asDouble(block, Objects.requireNonNull(instr.target())));
    block.body.add(
        new Instr(Op.CALL, own(instr.result()), args, method(name, types), instr.place()));
  }
}
