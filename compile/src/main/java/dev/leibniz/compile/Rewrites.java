package dev.leibniz.compile;

import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.transform.Dce;
import java.util.ArrayList;
import java.util.List;

/// Rewrites programs, and the programs inside them, so that there is less to do. No rule changes a
/// value.
final class Rewrites {
  private Rewrites() {}

  /// The program after all rules.
  static Program of(Program program) {
    Program plain = ReduceInBlocks.of(InlineCustom.of(program));
    Program folded = FoldTranspose.of(CommonSubexpressions.of(plain));
    return inside(Dce.of(folded));
  }

  /// Rewrites the programs inside a program.
  private static Program inside(Program program) {
    List<Equation> equations = new ArrayList<>();
    for (Equation equation : program.equations()) {
      equations.add(
          new Equation(
              inside(equation.prim()), equation.inputs(), equation.outputs(), equation.where()));
    }
    return new Program(program.inputs(), equations, program.outputs());
  }

  private static Prim inside(Prim prim) {
    return switch (prim) {
      case Control.Cond cond -> new Control.Cond(of(cond.then()), of(cond.otherwise()));
      case Control.WhileLoop loop ->
          new Control.WhileLoop(
              of(loop.condition()), of(loop.body()), loop.constants(), loop.recording());
      case Control.Scan scan ->
          new Control.Scan(
              of(scan.body()),
              scan.constants(),
              scan.carries(),
              scan.length(),
              scan.reverse(),
              scan.masked());
      case Control.Call call -> new Control.Call(of(call.program()));
      case Custom custom -> custom;
      case Local local -> local;
      case Effect effect -> effect;
    };
  }
}
