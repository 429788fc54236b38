package dev.leibniz.transform;

import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Differential;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Operand;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs a linear program backwards: from cotangents of its outputs to cotangents of its linear
/// inputs.
///
/// What does not depend on linear inputs is computed first, as it stands; then the linear equations
/// are visited from the last to the first.
public final class Transpose {
  private final Builder builder = new Builder();
  private final Map<Var, Atom> known = new HashMap<>();
  private final Set<Var> linear = new HashSet<>();
  private final Map<Var, Differential<Atom>> cotangents = new HashMap<>();

  private Transpose() {}

  /// The transpose of a program that is linear in the marked inputs.
  ///
  /// @return (known inputs, cotangents of all outputs) → cotangents of the linear inputs
  /// @throws ProgramException if an equation is not linear
  public static Program of(Program program, boolean[] isLinear) {
    Transpose state = new Transpose();
    for (int i = 0; i < isLinear.length; i++) {
      Var input = program.inputs().get(i);
      if (isLinear[i]) {
        state.linear.add(input);
      } else {
        state.known.put(input, state.builder.input(input.type()));
      }
    }
    List<Atom> outputs = state.builder.inputs(program.outputTypes());
    List<Equation> reversed = new ArrayList<>();
    for (Equation equation : program.equations()) {
      if (equation.inputs().stream().anyMatch(state::isLinear)) {
        state.linear.addAll(equation.outputs());
        reversed.addFirst(equation);
      } else {
        state.copy(equation);
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      state.accumulate(program.outputs().get(i), new Differential.Of<>(outputs.get(i)));
    }
    reversed.forEach(state::equation);
    return state.builder.build(
        Masks.select(program.inputs(), isLinear, true).stream()
            .map(input -> state.cotangent(input).materialise(state.builder))
            .toList());
  }

  private boolean isLinear(Atom atom) {
    return atom instanceof Var variable && linear.contains(variable);
  }

  private void copy(Equation equation) {
    builder.at(equation.where());
    List<Atom> results =
        builder.apply(equation.prim(), equation.inputs().stream().map(this::value).toList());
    for (int i = 0; i < results.size(); i++) {
      known.put(equation.outputs().get(i), results.get(i));
    }
  }

  private Atom value(Atom atom) {
    return switch (atom) {
      case Literal literal -> literal;
      case Var variable -> known.getOrDefault(variable, variable);
    };
  }

  private Differential<Atom> cotangent(Var variable) {
    return cotangents.getOrDefault(variable, new Differential.Zero<>(variable.type()));
  }

  private void accumulate(Atom atom, Differential<Atom> cotangent) {
    if (atom instanceof Var variable && linear.contains(variable)) {
      cotangents.merge(variable, cotangent, (sum, next) -> sum.plus(builder, next));
    }
  }

  private void equation(Equation equation) {
    builder.at(equation.where());
    List<Differential<Atom>> results = equation.outputs().stream().map(this::cotangent).toList();
    if (results.stream().allMatch(Differential::isZero)) {
      return;
    }
    List<Operand<Atom>> operands =
        equation.inputs().stream()
            .<Operand<Atom>>map(atom ->
                isLinear(atom)
                    ? new Operand.Linear<>(atom.type())
                    : new Operand.Known<>(value(atom)))
            .toList();
    List<Differential<Atom>> sums =
        switch (equation.prim()) {
          case Local local -> local.transpose(builder, operands, results);
          case Control.Cond cond -> cond(cond, operands, results);
          case Control.Scan scan -> scan(scan, operands, results);
          case Control.Call call -> call(call, operands, results);
          case Custom.Pullback pullback -> pullback(pullback, operands, results);
          case Control.WhileLoop loop -> throw notLinear(equation);
          case Custom.WithJvp custom -> throw notLinear(equation);
          case Custom.WithVjp custom -> throw notLinear(equation);
          case Effect effect -> throw notLinear(equation);
        };
    for (int i = 0; i < sums.size(); i++) {
      accumulate(equation.inputs().get(i), sums.get(i));
    }
  }

  private static ProgramException notLinear(Equation equation) {
    return new ProgramException(
        Explanation.of("transpose", "only linear operations can be transposed")
            .got(equation.prim().name())
            .at(equation.where()));
  }

  private static boolean[] marks(List<Operand<Atom>> operands) {
    boolean[] marks = new boolean[operands.size()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = operands.get(i).isLinear();
    }
    return marks;
  }

  private static List<Atom> known(List<Operand<Atom>> operands) {
    List<Atom> values = new ArrayList<>();
    for (Operand<Atom> operand : operands) {
      if (operand instanceof Operand.Known<Atom>(Atom value)) {
        values.add(value);
      }
    }
    return values;
  }

  private List<Atom> materialise(List<Differential<Atom>> differentials) {
    return differentials.stream().map(differential -> differential.materialise(builder)).toList();
  }

  /// One differential per operand: the given ones for the linear operands in order, zeros for the
  /// known.
  private static List<Differential<Atom>> spread(
      List<Operand<Atom>> operands, List<Atom> cotangents) {
    List<Differential<Atom>> result = new ArrayList<>();
    int next = 0;
    for (Operand<Atom> operand : operands) {
      result.add(
          switch (operand) {
            case Operand.Known<Atom>(Atom value) -> new Differential.Zero<>(value.type());
            case Operand.Linear<Atom> linear -> new Differential.Of<>(cotangents.get(next++));
          });
    }
    return result;
  }

  private List<Differential<Atom>> cond(
      Control.Cond cond, List<Operand<Atom>> operands, List<Differential<Atom>> results) {
    boolean[] marks = Masks.part(marks(operands), 1, operands.size());
    Control.Cond transposed = new Control.Cond(of(cond.then(), marks), of(cond.otherwise(), marks));
    List<Atom> inputs = Masks.concat(known(operands), materialise(results));
    return spread(operands, builder.apply(transposed, inputs));
  }

  private List<Differential<Atom>> call(
      Control.Call call, List<Operand<Atom>> operands, List<Differential<Atom>> results) {
    Control.Call transposed = new Control.Call(of(call.program(), marks(operands)));
    List<Atom> inputs = Masks.concat(known(operands), materialise(results));
    return spread(operands, builder.apply(transposed, inputs));
  }

  private List<Differential<Atom>> pullback(
      Custom.Pullback pullback, List<Operand<Atom>> operands, List<Differential<Atom>> results) {
    int count = pullback.known();
    List<Atom> inputs = Masks.concat(known(operands.subList(0, count)), materialise(results));
    List<Atom> sums = builder.inline(pullback.backward(), inputs);
    List<Differential<Atom>> all = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      all.add(
          operands.get(i).isLinear()
              ? new Differential.Of<>(sums.get(i - count))
              : new Differential.Zero<>(
                  i < count ? operands.get(i).known(pullback).type() : sums.get(i - count).type()));
    }
    return all;
  }

  /// A scan the other way round, which carries the cotangents of the linear constants along.
  ///
  /// Carries are linear in the sense that their cotangents are carried, also where the initial
  /// value is a constant zero.
  private List<Differential<Atom>> scan(
      Control.Scan scan, List<Operand<Atom>> operands, List<Differential<Atom>> results) {
    int constants = scan.constants();
    int carries = scan.carries();
    boolean[] inBody = Loops.bodyMarks(scan, marks(operands));
    for (int i = constants; i < constants + carries; i++) {
      inBody[i] = true;
    }
    List<Operand<Atom>> constantOperands = operands.subList(0, constants);
    List<Operand<Atom>> sequences = operands.subList(scan.firstSequence(), operands.size());
    List<Differential<Atom>> carried = results.subList(0, carries);
    List<Differential<Atom>> extras = results.subList(carries, results.size());
    int sums = Masks.count(Masks.part(inBody, 0, constants));
    Program body = reversedBody(scan, inBody, extras);
    List<Atom> inputs = new ArrayList<>(known(constantOperands));
    for (Operand<Atom> operand : constantOperands) {
      if (operand instanceof Operand.Linear<Atom>(var type)) {
        inputs.add(builder.zero(type));
      }
    }
    inputs.addAll(materialise(carried));
    if (scan.masked()) {
      inputs.add(operands.get(constants + carries).known(scan));
    }
    inputs.addAll(known(sequences));
    for (Differential<Atom> extra : extras) {
      if (extra instanceof Differential.Of<Atom>(Atom value)) {
        inputs.add(value);
      }
    }
    Control.Scan reversed =
        new Control.Scan(
            body,
            known(constantOperands).size(),
            sums + carries,
            scan.length(),
            !scan.reverse(),
            scan.masked());
    List<Atom> cotangents = builder.apply(reversed, inputs);
    return inOperandOrder(scan, operands, cotangents);
  }

  /// (known constants, sums, cotangents of carries, known elements, cotangents of extra results) →
  /// (sums, cotangents of carries, cotangents of linear elements)
  private static Program reversedBody(
      Control.Scan scan, boolean[] inBody, List<Differential<Atom>> extras) {
    int constants = scan.constants();
    int carries = scan.carries();
    Program body = scan.body();
    Program transposed = of(body, inBody);
    List<Var> inputs = body.inputs();
    boolean[] constantMarks = Masks.part(inBody, 0, constants);
    boolean[] elementMarks = Masks.part(inBody, constants + carries, inBody.length);
    Builder b = new Builder();
    List<Atom> knownConstants =
        b.inputs(types(Masks.select(inputs.subList(0, constants), constantMarks, false)));
    List<Atom> sums =
        b.inputs(types(Masks.select(inputs.subList(0, constants), constantMarks, true)));
    List<Atom> carried = b.inputs(body.outputTypes().subList(0, carries));
    List<Atom> knownElements =
        b.inputs(
            types(
                Masks.select(
                    inputs.subList(constants + carries, inputs.size()), elementMarks, false)));
    List<Atom> operands = Masks.concat(knownConstants, knownElements, carried);
    for (int i = 0; i < extras.size(); i++) {
      var type = body.outputTypes().get(carries + i);
      operands.add(extras.get(i).isZero() ? b.zero(type) : b.input(type));
    }
    List<Atom> results = b.inline(transposed, operands);
    List<Atom> outputs = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      outputs.add(b.add(sums.get(i), results.get(i)));
    }
    outputs.addAll(results.subList(sums.size(), results.size()));
    return b.build(outputs);
  }

  private static List<Type> types(List<Var> variables) {
    return variables.stream().map(Var::type).toList();
  }

  private static List<Differential<Atom>> inOperandOrder(
      Control.Scan scan, List<Operand<Atom>> operands, List<Atom> cotangents) {
    List<Differential<Atom>> result = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < operands.size(); i++) {
      boolean isCarry = i >= scan.constants() && i < scan.constants() + scan.carries();
      result.add(
          switch (operands.get(i)) {
            case Operand.Known<Atom>(Atom value) when !isCarry ->
                new Differential.Zero<>(value.type());
            case Operand<Atom> operand -> new Differential.Of<>(cotangents.get(next++));
          });
    }
    return result;
  }
}
