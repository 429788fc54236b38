package dev.leibniz.compile;

import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts the text of functions with rules by hand in their place: after differentiation the rules
/// are of no use.
final class InlineCustom {
  private InlineCustom() {}

  static Program of(Program program) {
    Builder b = new Builder();
    Map<Var, Atom> bound = new HashMap<>();
    program.inputs().forEach(input -> bound.put(input, b.input(input.type())));
    for (Equation equation : program.equations()) {
      b.at(equation.where());
      List<Atom> inputs = equation.inputs().stream().map(atom -> resolve(bound, atom)).toList();
      List<Atom> results =
          switch (equation.prim()) {
            case Custom.WithJvp custom -> b.inline(of(custom.function()), inputs);
            case Custom.WithVjp custom -> b.inline(of(custom.function()), inputs);
            case Custom.Pullback pullback -> b.apply(pullback, inputs);
            case Local local -> b.apply(local, inputs);
            case Control control -> b.apply(control, inputs);
            case Effect effect -> b.apply(effect, inputs);
          };
      for (int i = 0; i < results.size(); i++) {
        bound.put(equation.outputs().get(i), results.get(i));
      }
    }
    return b.build(program.outputs().stream().map(atom -> resolve(bound, atom)).toList());
  }

  static Atom resolve(Map<Var, Atom> bound, Atom atom) {
    return switch (atom) {
      case Literal literal -> literal;
      case Var variable -> bound.getOrDefault(variable, variable);
    };
  }
}
