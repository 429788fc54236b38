package dev.leibniz.ir;

import dev.leibniz.data.Type;
import java.util.List;

/// A function in single-assignment form: inputs, equations in order of evaluation, outputs.
///
/// Two programs are equal if they are the same up to the identity of variables and the source
/// lines.
public final class Program {
  private final List<Var> inputs;
  private final List<Equation> equations;
  private final List<Atom> outputs;
  private volatile String text = "";

  /// A program; the lists are copied. Nothing is checked: see [Checker].
  public Program(List<Var> inputs, List<Equation> equations, List<? extends Atom> outputs) {
    this.inputs = List.copyOf(inputs);
    this.equations = List.copyOf(equations);
    this.outputs = List.copyOf(outputs);
  }

  /// The parameters.
  public List<Var> inputs() {
    return inputs;
  }

  /// The steps, each after those it depends on.
  public List<Equation> equations() {
    return equations;
  }

  /// The results.
  public List<Atom> outputs() {
    return outputs;
  }

  /// The types of the parameters.
  public List<Type> inputTypes() {
    return inputs.stream().map(Var::type).toList();
  }

  /// The types of the results.
  public List<Type> outputTypes() {
    return outputs.stream().map(Atom::type).toList();
  }

  /// The number of equations, those of sub-programs included.
  public long size() {
    long size = equations.size();
    for (Equation equation : equations) {
      for (Program inner : equation.prim().programs()) {
        size += inner.size();
      }
    }
    return size;
  }

  /// The program as [Printer#canonical] prints it: the same text for equal programs.
  public String canonicalText() {
    String known = text;
    if (known.isEmpty()) {
      known = Printer.canonical(this);
      text = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Program program && canonicalText().equals(program.canonicalText()));
  }

  @Override
  public int hashCode() {
    return canonicalText().hashCode();
  }

  /// The program as [Printer#print] prints it.
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
