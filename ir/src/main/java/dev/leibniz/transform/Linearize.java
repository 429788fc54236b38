package dev.leibniz.transform;

import dev.leibniz.data.Type;
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
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Splits a derivative into a forward program, which computes the outputs, and a linear program
/// from tangents of inputs to tangents of outputs, which uses what the forward program leaves
/// behind.
///
/// The derivative rules are run once; what they do with tangents goes into the linear program,
/// everything else into the forward one. Loops are split the same way; [LinearizeControl] says how.
public final class Linearize {
  private final Builder forward = new Builder();
  private final Builder linear = new Builder();
  private final Map<Var, Atom> primals = new HashMap<>();
  private final Map<Var, Differential<Atom>> tangents = new HashMap<>();
  private final Map<Var, Var> residuals = new LinkedHashMap<>();

  private Linearize() {}

  /// A program split in two.
  ///
  /// @param forward inputs → outputs
  /// @param residuals variables of `forward` that the linear program needs
  /// @param linear (residuals, tangents of active inputs) → tangents of active outputs
  /// @param activeOutputs which outputs have a tangent that may differ from zero
  public record Result(
      Program forward, List<Var> residuals, Program linear, boolean[] activeOutputs) {
    /// The forward program with the residuals as further outputs.
    public Program forwardWithResiduals() {
      return new Program(
          forward.inputs(), forward.equations(), Masks.<Atom>concat(forward.outputs(), residuals));
    }
  }

  /// Splits the derivative of a program in its active inputs.
  public static Result of(Program program, boolean[] active) {
    return of(program, active, Masks.all(program.outputs().size(), false));
  }

  /// The same, where the outputs in `forced` have a tangent in any case.
  static Result of(Program program, boolean[] active, boolean[] forced) {
    Linearize state = new Linearize();
    List<Var> directions = new ArrayList<>();
    for (int i = 0; i < active.length; i++) {
      Var input = program.inputs().get(i);
      state.primals.put(input, state.forward.input(input.type()));
      if (active[i]) {
        Var direction = new Var(input.type());
        directions.add(direction);
        state.tangents.put(input, new Differential.Of<>(direction));
      }
    }
    program.equations().forEach(state::equation);
    boolean[] activeOutputs = forced.clone();
    List<Atom> slopes = new ArrayList<>();
    for (int i = 0; i < activeOutputs.length; i++) {
      Differential<Atom> tangent = state.tangent(program.outputs().get(i));
      activeOutputs[i] |= !tangent.isZero();
      if (activeOutputs[i]) {
        slopes.add(tangent.materialise(state.linear));
      }
    }
    Program forward = state.forward.build(program.outputs().stream().map(state::primal).toList());
    List<Var> parameters = Masks.concat(List.copyOf(state.residuals.values()), directions);
    Program linear = state.linear.build(parameters, slopes);
    return new Result(forward, List.copyOf(state.residuals.keySet()), linear, activeOutputs);
  }

  /// The builder of the forward program.
  Builder forward() {
    return forward;
  }

  /// The builder of the linear program.
  Builder linear() {
    return linear;
  }

  /// The forward program's atom for an atom of the original.
  Atom primal(Atom atom) {
    return switch (atom) {
      case Var variable -> primals.getOrDefault(variable, variable);
      case Literal literal -> literal;
    };
  }

  /// The tangent, in the linear program, of an atom of the original.
  Differential<Atom> tangent(Atom atom) {
    Differential<Atom> zero = new Differential.Zero<>(atom.type());
    return atom instanceof Var variable ? tangents.getOrDefault(variable, zero) : zero;
  }

  /// The linear program's atom for a known atom of the forward program.
  Atom residual(Atom known) {
    return switch (known) {
      case Literal literal -> literal;
      case Var variable -> residuals.computeIfAbsent(variable, value -> new Var(value.type()));
    };
  }

  /// Says what an output of the original is in the forward program, and its tangent in the linear
  /// one.
  void bind(Var output, Atom primal, Differential<Atom> tangent) {
    primals.put(output, primal);
    if (!tangent.isZero()) {
      tangents.put(output, tangent);
    }
  }

  private void equation(Equation equation) {
    forward.at(equation.where());
    linear.at(equation.where());
    List<Atom> inputs = equation.inputs().stream().map(this::primal).toList();
    List<Differential<Atom>> directions = equation.inputs().stream().map(this::tangent).toList();
    if (directions.stream().allMatch(Differential::isZero)) {
      List<Atom> outputs = forward.apply(equation.prim(), inputs);
      for (int i = 0; i < outputs.size(); i++) {
        primals.put(equation.outputs().get(i), outputs.get(i));
      }
      return;
    }
    switch (equation.prim()) {
      case Local local -> local(equation, local, inputs, directions);
      case Control.Cond cond -> LinearizeControl.cond(this, equation, cond, inputs, directions);
      case Control.WhileLoop loop ->
          LinearizeControl.whileLoop(this, equation, loop, inputs, directions);
      case Control.Scan scan -> LinearizeControl.scan(this, equation, scan, inputs, directions);
      case Control.Call call -> LinearizeControl.call(this, equation, call, inputs, directions);
      case Custom.WithJvp custom -> customJvp(equation, custom, inputs, directions);
      case Custom.WithVjp custom -> customVjp(equation, custom, inputs, directions);
      case Custom.Pullback pullback -> throw pullbackOnly(pullback, equation);
      case Effect effect -> forward.apply(effect, inputs);
    }
  }

  private static DerivativeException pullbackOnly(Custom.Pullback pullback, Equation equation) {
    return new DerivativeException(
        Explanation.of(pullback.label(), "a rule for cotangents only cannot push tangents forward")
            .got("a derivative of the linear map of " + pullback.label())
            .at(equation.where())
            .fix("give a rule with Custom.jvp"));
  }

  private void local(
      Equation equation, Local local, List<Atom> inputs, List<Differential<Atom>> directions) {
    List<Atom> outputs = forward.apply(local, inputs);
    Split split = new Split();
    List<Differential<Part>> slopes =
        local.jvp(
            split, known(inputs), directions.stream().map(this::part).toList(), known(outputs));
    for (int i = 0; i < outputs.size(); i++) {
      bind(equation.outputs().get(i), outputs.get(i), inLinear(slopes.get(i)));
    }
  }

  private Differential<Part> part(Differential<Atom> direction) {
    return switch (direction) {
      case Differential.Zero<Atom> zero -> new Differential.Zero<>(zero.type());
      case Differential.Of<Atom>(Atom value) -> new Differential.Of<>(new Part(value, true));
    };
  }

  private Differential<Atom> inLinear(Differential<Part> slope) {
    return switch (slope) {
      case Differential.Zero<Part> zero -> new Differential.Zero<>(zero.type());
      case Differential.Of<Part>(Part part) -> new Differential.Of<>(inLinear(part));
    };
  }

  private Atom inLinear(Part part) {
    return part.isLinear() ? part.atom() : residual(part.atom());
  }

  private static List<Part> known(List<Atom> atoms) {
    return atoms.stream().map(atom -> new Part(atom, false)).toList();
  }

  /// The user's rule, run with the same split as ours.
  private void customJvp(
      Equation equation,
      Custom.WithJvp custom,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    Split split = new Split();
    Map<Var, Part> bound = new HashMap<>();
    List<Part> operands = new ArrayList<>(known(inputs));
    directions.forEach(direction -> operands.add(part(direction).materialise(split)));
    for (int i = 0; i < operands.size(); i++) {
      bound.put(custom.rule().inputs().get(i), operands.get(i));
    }
    for (Equation step : custom.rule().equations()) {
      List<Part> results =
          split.apply(step.prim(), step.inputs().stream().map(a -> resolve(bound, a)).toList());
      for (int i = 0; i < results.size(); i++) {
        bound.put(step.outputs().get(i), results.get(i));
      }
    }
    List<Part> results = custom.rule().outputs().stream().map(a -> resolve(bound, a)).toList();
    int outputs = equation.outputs().size();
    for (int i = 0; i < outputs; i++) {
      Part slope = results.get(outputs + i);
      Differential<Atom> tangent =
          slope.isLinear()
              ? new Differential.Of<>(slope.atom())
              : constantTangent(custom, equation, slope.atom());
      bind(equation.outputs().get(i), results.get(i).atom(), tangent);
    }
  }

  /// A tangent that does not depend on the inputs' is zero, or the rule is not linear.
  private static Differential<Atom> constantTangent(Custom custom, Equation equation, Atom slope) {
    if (slope instanceof Literal literal && literal.isZero()) {
      return new Differential.Zero<>(literal.type());
    }
    throw new DerivativeException(
        Explanation.of(
                custom.label(), "the tangent of a result must be linear in the tangents given")
            .got("a tangent that does not depend on them")
            .at(equation.where())
            .fix("return zeros made with Tensor.zeros, or use the tangents in the rule"));
  }

  private static Part resolve(Map<Var, Part> bound, Atom atom) {
    return switch (atom) {
      case Literal literal -> new Part(literal, false);
      case Var variable -> {
        Part part = bound.get(variable);
        yield part == null ? new Part(variable, false) : part;
      }
    };
  }

  private void customVjp(
      Equation equation,
      Custom.WithVjp custom,
      List<Atom> inputs,
      List<Differential<Atom>> directions) {
    List<Atom> results = forward.inline(custom.forward(), inputs);
    int outputs = equation.outputs().size();
    List<Type> types = custom.function().outputTypes();
    List<Atom> operands = new ArrayList<>();
    results.subList(outputs, results.size()).forEach(value -> operands.add(residual(value)));
    directions.forEach(direction -> operands.add(direction.materialise(linear)));
    List<Atom> slopes =
        linear.apply(new Custom.Pullback(custom.label(), custom.backward(), types), operands);
    for (int i = 0; i < outputs; i++) {
      bind(equation.outputs().get(i), results.get(i), new Differential.Of<>(slopes.get(i)));
    }
  }

  /// A value that a rule computes with: known, in the forward program, or linear in the tangents.
  private record Part(Atom atom, boolean isLinear) {}

  /// Sends each primitive to the forward program if its operands are known, else to the linear one.
  private final class Split implements Ops<Part> {
    @Override
    public List<Part> apply(Prim prim, List<Part> operands) {
      boolean isLinear = operands.stream().anyMatch(Part::isLinear);
      List<Atom> results =
          isLinear
              ? linear.apply(prim, operands.stream().map(Linearize.this::inLinear).toList())
              : forward.apply(prim, operands.stream().map(Part::atom).toList());
      return results.stream()
          .map(atom -> new Part(atom, isLinear && !(atom instanceof Literal)))
          .toList();
    }

    @Override
    public Part literal(Literal literal) {
      return new Part(literal, false);
    }

    @Override
    public Type type(Part part) {
      return part.atom().type();
    }
  }
}
