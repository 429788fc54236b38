package dev.leibniz.compile;

import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes what is computed twice from the same operands only once. Units that are recomputed on
/// purpose, and everything that runs programs, stay.
final class CommonSubexpressions {
  private CommonSubexpressions() {}

  private record Key(Prim prim, List<Atom> operands) {}

  static Program of(Program program) {
    Map<Key, List<Var>> known = new HashMap<>();
    Map<Var, Atom> replaced = new HashMap<>();
    List<Equation> kept = new ArrayList<>();
    for (Equation equation : program.equations()) {
      List<Atom> operands =
          equation.inputs().stream().map(atom -> InlineCustom.resolve(replaced, atom)).toList();
      Equation now = new Equation(equation.prim(), operands, equation.outputs(), equation.where());
      List<Var> before =
          equation.prim() instanceof Local
              ? known.putIfAbsent(new Key(equation.prim(), operands), equation.outputs())
              : null;
      if (before == null) {
        kept.add(now);
      } else {
        for (int i = 0; i < before.size(); i++) {
          replaced.put(equation.outputs().get(i), before.get(i));
        }
      }
    }
    return new Program(
        program.inputs(),
        kept,
        program.outputs().stream().map(atom -> InlineCustom.resolve(replaced, atom)).toList());
  }
}
