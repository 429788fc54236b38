package dev.leibniz.ir;

import dev.leibniz.data.Type;
import dev.leibniz.error.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Builds a program equation by equation. As an [Ops] it lets rules write programs.
///
/// Equations that [Simplify] knows to be trivial are not added. Not safe for use by several
/// threads.
public final class Builder implements Ops<Atom> {
  private final List<Var> inputs = new ArrayList<>();
  private final List<Equation> equations = new ArrayList<>();
  private @Nullable SourceLine where;

  /// A new input.
  public Var input(Type type) {
    Var input = new Var(type);
    inputs.add(input);
    return input;
  }

  /// A new input per type.
  public List<Atom> inputs(List<? extends Type> types) {
    List<Atom> result = new ArrayList<>();
    types.forEach(type -> result.add(input(type)));
    return result;
  }

  /// The line that the equations to come are attributed to.
  public void at(@Nullable SourceLine line) {
    where = line;
  }

  /// The number of equations so far.
  public int size() {
    return equations.size();
  }

  @Override
  public List<Atom> apply(Prim prim, List<Atom> operands) {
    Optional<Atom> known = Simplify.trivial(prim, operands);
    if (known.isPresent()) {
      return List.of(known.get());
    }
    List<Type> types = prim.infer(operands.stream().map(Atom::type).toList());
    List<Var> outputs = types.stream().map(Var::new).toList();
    equations.add(new Equation(prim, operands, outputs, where));
    return List.copyOf(outputs);
  }

  @Override
  public Atom literal(Literal literal) {
    return literal;
  }

  @Override
  public Type type(Atom value) {
    return value.type();
  }

  /// Copies another program's equations with its inputs bound to operands; the results are its
  /// outputs.
  public List<Atom> inline(Program program, List<? extends Atom> operands) {
    Map<Var, Atom> bound = new HashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      bound.put(program.inputs().get(i), operands.get(i));
    }
    SourceLine before = where;
    for (Equation equation : program.equations()) {
      at(equation.where() == null ? before : equation.where());
      List<Atom> results =
          apply(equation.prim(), equation.inputs().stream().map(a -> resolve(bound, a)).toList());
      for (int i = 0; i < results.size(); i++) {
        bound.put(equation.outputs().get(i), results.get(i));
      }
    }
    at(before);
    return program.outputs().stream().map(a -> resolve(bound, a)).toList();
  }

  private static Atom resolve(Map<Var, Atom> bound, Atom atom) {
    return atom instanceof Var variable ? bound.getOrDefault(variable, variable) : atom;
  }

  /// The program with the given outputs whose parameters are `parameters` instead of this builder's
  /// inputs.
  public Program build(List<Var> parameters, List<? extends Atom> outputs) {
    return new Program(parameters, equations, outputs);
  }

  /// The program with the given outputs.
  public Program build(List<? extends Atom> outputs) {
    return new Program(inputs, equations, outputs);
  }
}
