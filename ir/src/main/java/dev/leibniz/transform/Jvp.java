package dev.leibniz.transform;

import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Differential;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Forward mode: a program that computes outputs and their tangents from inputs and theirs.
///
/// Tangents that are known to be zero are not computed; loops carry only those that may not be.
public final class Jvp {
  private final Builder builder = new Builder();
  private final Map<Var, Atom> primals = new HashMap<>();
  private final Map<Var, Differential<Atom>> tangents = new HashMap<>();

  private Jvp() {}

  /// A program and which of the original's outputs have tangents.
  ///
  /// @param program (inputs, tangents of active inputs) → (outputs, tangents of active outputs)
  /// @param activeOutputs which outputs have a tangent that may differ from zero
  public record Result(Program program, boolean[] activeOutputs) {}

  /// The derivative of a program along tangents of the active inputs.
  public static Result of(Program program, boolean[] active) {
    return of(program, active, Masks.all(program.outputs().size(), false));
  }

  /// The same, where the outputs in `forced` have a tangent in any case.
  static Result of(Program program, boolean[] active, boolean[] forced) {
    Jvp jvp = new Jvp();
    List<Atom> inputs = jvp.builder.inputs(program.inputTypes());
    for (int i = 0; i < inputs.size(); i++) {
      jvp.primals.put(program.inputs().get(i), inputs.get(i));
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (active[i]) {
        Var input = program.inputs().get(i);
        jvp.tangents.put(input, new Differential.Of<>(jvp.builder.input(input.type())));
      }
    }
    program.equations().forEach(jvp::equation);
    boolean[] activeOutputs = forced.clone();
    List<Atom> outputs = new ArrayList<>(program.outputs().stream().map(jvp::primal).toList());
    for (int i = 0; i < activeOutputs.length; i++) {
      Differential<Atom> tangent = jvp.tangent(program.outputs().get(i));
      activeOutputs[i] |= !tangent.isZero();
      if (activeOutputs[i]) {
        outputs.add(tangent.materialise(jvp.builder));
      }
    }
    return new Result(jvp.builder.build(outputs), activeOutputs);
  }

  private Atom primal(Atom atom) {
    return switch (atom) {
      case Var variable -> primals.getOrDefault(variable, variable);
      case Literal literal -> literal;
    };
  }

  private Differential<Atom> tangent(Atom atom) {
    Differential<Atom> zero = new Differential.Zero<>(atom.type());
    return atom instanceof Var variable ? tangents.getOrDefault(variable, zero) : zero;
  }

  private void equation(Equation equation) {
    builder.at(equation.where());
    List<Atom> inputs = equation.inputs().stream().map(this::primal).toList();
    List<Differential<Atom>> directions = equation.inputs().stream().map(this::tangent).toList();
    if (directions.stream().allMatch(Differential::isZero)) {
      bind(equation, builder.apply(equation.prim(), inputs), List.of());
      return;
    }
    switch (equation.prim()) {
      case Local local -> {
        List<Atom> outputs = builder.apply(local, inputs);
        bind(equation, outputs, local.jvp(builder, inputs, directions, outputs));
      }
      case Control.Cond cond -> cond(equation, cond, inputs, directions);
      case Control.WhileLoop loop -> whileLoop(equation, loop, inputs, directions);
      case Control.Scan scan -> scan(equation, scan, inputs, directions);
      case Control.Call call -> {
        Result inner = of(call.program(), activeOf(directions));
        List<Atom> results =
            builder.apply(
                new Control.Call(inner.program()), Masks.concat(inputs, values(directions)));
        bindActive(equation, results, inner.activeOutputs());
      }
      case Custom.WithJvp custom -> {
        List<Atom> all = directions.stream().map(d -> d.materialise(builder)).toList();
        List<Atom> results = builder.inline(custom.rule(), Masks.concat(inputs, all));
        bindActive(equation, results, Masks.all(equation.outputs().size(), true));
      }
      case Custom.WithVjp custom -> throw vjpOnly(custom, equation);
      case Custom.Pullback pullback -> throw vjpOnly(pullback, equation);
      case Effect effect -> builder.apply(effect, inputs);
    }
  }

  private static DerivativeException vjpOnly(Custom custom, Equation equation) {
    return new DerivativeException(
        Explanation.of(custom.label(), "a rule for cotangents only cannot push tangents forward")
            .got("a forward-mode derivative (jvp, or forward over reverse) of " + custom.label())
            .at(equation.where())
            .fix("give a rule with Custom.jvp, or use reverse mode only"));
  }

  private void bind(Equation equation, List<Atom> outputs, List<Differential<Atom>> directions) {
    for (int i = 0; i < outputs.size(); i++) {
      primals.put(equation.outputs().get(i), outputs.get(i));
      if (!directions.isEmpty()) {
        tangents.put(equation.outputs().get(i), directions.get(i));
      }
    }
  }

  /// Binds results that consist of all outputs, then the tangents of the active ones.
  private void bindActive(Equation equation, List<Atom> results, boolean[] active) {
    int next = active.length;
    for (int i = 0; i < active.length; i++) {
      Var output = equation.outputs().get(i);
      primals.put(output, results.get(i));
      if (active[i]) {
        tangents.put(output, direction(results.get(next++)));
      }
    }
  }

  /// A tangent, which may be known to be zero after all.
  private static Differential<Atom> direction(Atom tangent) {
    return tangent instanceof Literal literal && literal.isZero()
        ? new Differential.Zero<>(literal.type())
        : new Differential.Of<>(tangent);
  }

  private static boolean[] activeOf(List<Differential<Atom>> directions) {
    boolean[] active = new boolean[directions.size()];
    for (int i = 0; i < active.length; i++) {
      active[i] = !directions.get(i).isZero();
    }
    return active;
  }

  private static List<Atom> values(List<Differential<Atom>> directions) {
    List<Atom> values = new ArrayList<>();
    for (Differential<Atom> direction : directions) {
      if (direction instanceof Differential.Of<Atom>(Atom value)) {
        values.add(value);
      }
    }
    return values;
  }

  private void cond(
      Equation equation,
      Control.Cond cond,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    List<Differential<Atom>> operands = directions.subList(1, directions.size());
    boolean[] active = activeOf(operands);
    boolean[] outputs =
        Masks.or(
            of(cond.then(), active).activeOutputs(), of(cond.otherwise(), active).activeOutputs());
    Control.Cond both =
        new Control.Cond(
            of(cond.then(), active, outputs).program(),
            of(cond.otherwise(), active, outputs).program());
    bindActive(equation, builder.apply(both, Masks.concat(inputs, values(operands))), outputs);
  }

  private void whileLoop(
      Equation equation,
      Control.WhileLoop loop,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    int constants = loop.constants();
    boolean[] active = activeOf(directions);
    int carries = active.length - constants;
    Result body = body(loop.body(), active, constants, carries);
    List<Var> tangents = new ArrayList<>();
    Masks.select(loop.condition().inputs(), active, true)
        .forEach(variable -> tangents.add(new Var(variable.type())));
    Program condition =
        new Program(
            Loops.interleave(loop.condition().inputs(), tangents, active, constants),
            loop.condition().equations(),
            loop.condition().outputs());
    Control.WhileLoop both =
        new Control.WhileLoop(
            condition,
            interleaved(loop.body(), body, active, constants, carries),
            constants + Masks.count(Masks.part(active, 0, constants)),
            loop.recording());
    List<Atom> results = builder.apply(both, operands(inputs, directions, active, constants));
    boolean[] marks = body.activeOutputs();
    if (loop.recording()) {
      marks =
          Masks.join(
              Masks.part(marks, 0, carries),
              new boolean[] {false},
              Masks.part(marks, carries, marks.length));
    }
    bindInterleaved(equation, results, marks, carries);
  }

  private void scan(
      Equation equation,
      Control.Scan scan,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    int constants = scan.constants();
    int carries = scan.carries();
    boolean[] active = Loops.bodyMarks(scan, activeOf(directions));
    Result body = body(scan.body(), active, constants, carries);
    Control.Scan both =
        new Control.Scan(
            interleaved(scan.body(), body, active, constants, carries),
            constants + Masks.count(Masks.part(active, 0, constants)),
            carries + Masks.count(Masks.part(active, constants, constants + carries)),
            scan.length(),
            scan.reverse(),
            scan.masked());
    boolean[] operandMarks = active;
    if (scan.masked()) {
      operandMarks =
          Masks.join(
              Masks.part(active, 0, constants + carries),
              new boolean[] {false},
              Masks.part(active, constants + carries, active.length));
    }
    List<Atom> results =
        builder.apply(
            both, operands(inputs, directions, operandMarks, constants, constants + carries));
    bindInterleaved(equation, results, body.activeOutputs(), carries);
  }

  private static Result body(Program body, boolean[] active, int constants, int carries) {
    return Loops.fixpoint(
        body, active, constants, carries, (in, out) -> of(body, in, out), Result::activeOutputs);
  }

  /// The body's derivative with each tangent beside its group: constants, carries, elements.
  private static Program interleaved(
      Program body, Result derivative, boolean[] active, int constants, int carries) {
    Program program = derivative.program();
    int inputs = body.inputs().size();
    int outputs = body.outputs().size();
    return new Program(
        Loops.interleave(
            program.inputs().subList(0, inputs),
            program.inputs().subList(inputs, program.inputs().size()),
            active,
            constants,
            constants + carries),
        program.equations(),
        Loops.<Atom>interleave(
            program.outputs().subList(0, outputs),
            program.outputs().subList(outputs, program.outputs().size()),
            derivative.activeOutputs(),
            carries));
  }

  private List<Atom> operands(
      List<Atom> inputs, List<Differential<Atom>> directions, boolean[] active, int... cuts) {
    List<Atom> tangents =
        Masks.select(directions, active, true).stream()
            .map(direction -> direction.materialise(builder))
            .toList();
    return Loops.interleave(inputs, tangents, active, cuts);
  }

  private void bindInterleaved(
      Equation equation, List<Atom> results, boolean[] active, int carries) {
    List<Atom> ordered = Loops.places(active, carries).stream().map(results::get).toList();
    bindActive(equation, ordered, active);
  }
}
