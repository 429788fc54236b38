package dev.leibniz.transform;

import dev.leibniz.data.Type;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Differential;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.List;

/// How [Linearize] splits control flow: the forward loop also records what each step's linear
/// program needs, and a linear scan over the records pushes tangents through. A loop whose length
/// is known only at run time records on tapes.
final class LinearizeControl {
  private LinearizeControl() {}

  /// Both branches record; each leaves zeros in the other's place.
  static void cond(
      Linearize state,
      Equation equation,
      Control.Cond cond,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    List<Differential<Atom>> operands = directions.subList(1, directions.size());
    boolean[] active = activeOf(operands);
    boolean[] outputs =
        Masks.or(
            Linearize.of(cond.then(), active).activeOutputs(),
            Linearize.of(cond.otherwise(), active).activeOutputs());
    Linearize.Result then = Linearize.of(cond.then(), active, outputs);
    Linearize.Result otherwise = Linearize.of(cond.otherwise(), active, outputs);
    List<Type> thenTypes = typesOf(then.residuals());
    List<Type> otherwiseTypes = typesOf(otherwise.residuals());
    Control.Cond recording =
        new Control.Cond(
            withOutputs(then.forward(), Masks.concat(then.residuals(), zeros(otherwiseTypes))),
            withOutputs(
                otherwise.forward(), Masks.concat(zeros(thenTypes), otherwise.residuals())));
    List<Atom> results = state.forward().apply(recording, inputs);
    int count = equation.outputs().size();
    List<Atom> linearOperands = new ArrayList<>(List.of(state.residual(inputs.getFirst())));
    results
        .subList(count, results.size())
        .forEach(value -> linearOperands.add(state.residual(value)));
    linearOperands.addAll(values(operands));
    Control.Cond slopes =
        new Control.Cond(
            withUnused(then.linear(), thenTypes.size(), otherwiseTypes),
            withUnused(otherwise.linear(), 0, thenTypes));
    List<Atom> tangents = state.linear().apply(slopes, linearOperands);
    bind(state, equation, results, tangents, outputs);
  }

  /// The program with parameters of the given types, which it ignores, put in at a place.
  private static Program withUnused(Program program, int place, List<Type> types) {
    List<Var> parameters = new ArrayList<>(program.inputs().subList(0, place));
    types.forEach(type -> parameters.add(new Var(type)));
    parameters.addAll(program.inputs().subList(place, program.inputs().size()));
    return new Program(parameters, program.equations(), program.outputs());
  }

  private static Program withOutputs(Program program, List<? extends Atom> more) {
    return new Program(
        program.inputs(), program.equations(), Masks.<Atom>concat(program.outputs(), more));
  }

  private static List<Atom> zeros(List<Type> types) {
    return types.stream().<Atom>map(Literal::zero).toList();
  }

  private static List<Type> typesOf(List<Var> variables) {
    return variables.stream().map(Var::type).toList();
  }

  private static void bind(
      Linearize state,
      Equation equation,
      List<Atom> primals,
      List<Atom> tangents,
      boolean[] active) {
    int next = 0;
    for (int i = 0; i < active.length; i++) {
      Var output = equation.outputs().get(i);
      state.bind(
          output,
          primals.get(i),
          active[i]
              ? new Differential.Of<>(tangents.get(next++))
              : new Differential.Zero<>(output.type()));
    }
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

  /// The linear part runs the program again and pushes tangents through: it keeps the inputs only.
  static void call(
      Linearize state,
      Equation equation,
      Control.Call call,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    Linearize.Result inner = Linearize.of(call.program(), activeOf(directions));
    List<Atom> outputs = state.forward().apply(call, inputs);
    Builder b = new Builder();
    List<Atom> again = b.inputs(call.program().inputTypes());
    List<Atom> tangents = b.inputs(values(directions).stream().map(Atom::type).toList());
    List<Atom> all = b.inline(inner.forwardWithResiduals(), again);
    List<Atom> known = all.subList(outputs.size(), all.size());
    Program slopes = b.build(b.inline(inner.linear(), Masks.concat(known, tangents)));
    List<Atom> operands = new ArrayList<>(inputs.stream().map(state::residual).toList());
    operands.addAll(values(directions));
    List<Atom> results = state.linear().apply(new Control.Call(slopes), operands);
    bind(state, equation, outputs, results, inner.activeOutputs());
  }

  /// Where a step's linear program finds what it needs.
  ///
  /// @param constants residuals that are constants of the loop: indices of operands
  /// @param elements residuals that are elements of its sequences: indices of operands
  /// @param recorded residuals that each step must record
  /// @param program (constants, linear constants, linear carries, elements, recorded, linear
  ///   elements) → …
  private record Step(
      List<Integer> constants, List<Integer> elements, List<Var> recorded, Program program) {

    /// @param active marks of the body's inputs
    static Step of(Linearize.Result body, boolean[] active, int constants, int carries) {
      List<Integer> constantPlaces = new ArrayList<>();
      List<Integer> elementPlaces = new ArrayList<>();
      List<Var> recorded = new ArrayList<>();
      List<Var> constantParameters = new ArrayList<>();
      List<Var> elementParameters = new ArrayList<>();
      List<Var> recordedParameters = new ArrayList<>();
      for (int i = 0; i < body.residuals().size(); i++) {
        Var residual = body.residuals().get(i);
        Var parameter = body.linear().inputs().get(i);
        int place = body.forward().inputs().indexOf(residual);
        if (place >= 0 && place < constants) {
          constantPlaces.add(place);
          constantParameters.add(parameter);
        } else if (place >= constants + carries) {
          elementPlaces.add(place);
          elementParameters.add(parameter);
        } else {
          recorded.add(residual);
          recordedParameters.add(parameter);
        }
      }
      List<Var> tangents =
          body.linear().inputs().subList(body.residuals().size(), body.linear().inputs().size());
      int beforeElements = Masks.count(Masks.part(active, 0, constants + carries));
      List<Var> parameters =
          Masks.concat(
              constantParameters,
              tangents.subList(0, beforeElements),
              elementParameters,
              recordedParameters,
              tangents.subList(beforeElements, tangents.size()));
      Program program = new Program(parameters, body.linear().equations(), body.linear().outputs());
      return new Step(constantPlaces, elementPlaces, recorded, program);
    }

    /// The same with one more element, which it ignores, first among its elements.
    Step withUnusedElement(int operand, Type type, int linearBefore) {
      List<Integer> places = new ArrayList<>(List.of(operand));
      places.addAll(elements);
      return new Step(
          constants,
          places,
          recorded,
          withUnused(program, constants.size() + linearBefore, List.of(type)));
    }
  }

  static void scan(
      Linearize state,
      Equation equation,
      Control.Scan scan,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    int constants = scan.constants();
    int carries = scan.carries();
    boolean[] active = Loops.bodyMarks(scan, activeOf(directions));
    Linearize.Result body = body(scan.body(), active, constants, carries);
    int linearConstants = Masks.count(Masks.part(active, 0, constants));
    int linearCarries = Masks.count(Masks.part(active, constants, constants + carries));
    Step step = Step.of(body, active, constants, carries);
    boolean hasLength = !scan.isDynamic() || scan.masked();
    if (!hasLength && step.elements().isEmpty() && step.recorded().isEmpty()) {
      int first = scan.firstSequence();
      Type element = Control.Scan.elementOf(inputs.get(first).type());
      step = step.withUnusedElement(first, element, linearConstants + linearCarries);
    }
    Control.Scan recording =
        new Control.Scan(
            withOutputs(body.forward(), step.recorded()),
            constants,
            carries,
            scan.length(),
            scan.reverse(),
            scan.masked());
    List<Atom> results = state.forward().apply(recording, inputs);
    int outputs = equation.outputs().size();
    int shift = scan.masked() ? 1 : 0;
    List<Atom> operands = new ArrayList<>();
    step.constants().forEach(place -> operands.add(state.residual(inputs.get(place))));
    List<Differential<Atom>> inBody = new ArrayList<>(directions);
    if (scan.masked()) {
      inBody.remove(constants + carries);
    }
    addLinear(state, operands, inBody, active, 0, constants + carries);
    if (scan.masked()) {
      operands.add(state.residual(inputs.get(constants + carries)));
    }
    step.elements().forEach(place -> operands.add(state.residual(inputs.get(place + shift))));
    results.subList(outputs, results.size()).forEach(value -> operands.add(state.residual(value)));
    addLinear(state, operands, inBody, active, constants + carries, active.length);
    Control.Scan slopes =
        new Control.Scan(
            step.program(),
            step.constants().size() + linearConstants,
            linearCarries,
            scan.length(),
            scan.reverse(),
            scan.masked());
    List<Atom> tangents = state.linear().apply(slopes, operands);
    bind(state, equation, results, tangents, body.activeOutputs());
  }

  private static Linearize.Result body(Program body, boolean[] active, int constants, int carries) {
    return Loops.fixpoint(
        body,
        active,
        constants,
        carries,
        (in, out) -> Linearize.of(body, in, out),
        Linearize.Result::activeOutputs);
  }

  private static void addLinear(
      Linearize state,
      List<Atom> operands,
      List<Differential<Atom>> directions,
      boolean[] active,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      if (active[i]) {
        operands.add(directions.get(i).materialise(state.linear()));
      }
    }
  }

  static void whileLoop(
      Linearize state,
      Equation equation,
      Control.WhileLoop loop,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    int constants = loop.constants();
    int carries = inputs.size() - constants;
    boolean[] active = activeOf(directions);
    Linearize.Result body = body(loop.body(), active, constants, carries);
    Step step = Step.of(body, active, constants, carries);
    Control.WhileLoop recording =
        new Control.WhileLoop(
            loop.condition(), withOutputs(body.forward(), step.recorded()), constants, true);
    List<Atom> results = state.forward().apply(recording, inputs);
    int tapes = results.size() - step.recorded().size();
    List<Atom> operands = new ArrayList<>();
    step.constants().forEach(place -> operands.add(state.residual(inputs.get(place))));
    addLinear(state, operands, directions, active, 0, active.length);
    operands.add(state.residual(results.get(carries)));
    results.subList(tapes, results.size()).forEach(value -> operands.add(state.residual(value)));
    Control.Scan slopes =
        new Control.Scan(
            step.program(),
            step.constants().size() + Masks.count(Masks.part(active, 0, constants)),
            Masks.count(Masks.part(active, constants, active.length)),
            Control.Scan.DYNAMIC,
            false,
            true);
    List<Atom> tangents = state.linear().apply(slopes, operands);
    List<Atom> primals = new ArrayList<>(results.subList(0, carries));
    boolean[] marks = body.activeOutputs();
    if (loop.recording()) {
      primals.addAll(results.subList(carries, tapes));
      marks =
          Masks.join(
              Masks.part(marks, 0, carries),
              new boolean[] {false},
              Masks.part(marks, carries, marks.length));
    }
    bind(state, equation, primals, tangents, marks);
  }
}
