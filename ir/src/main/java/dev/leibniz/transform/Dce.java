package dev.leibniz.transform;

import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Dead code elimination: drops equations whose results nothing needs, and, in scans and branches,
/// results that nothing needs. Effects stay.
public final class Dce {
  private Dce() {}

  /// The program without dead code.
  public static Program of(Program program) {
    Set<Var> needed = new HashSet<>();
    program.outputs().forEach(output -> need(needed, output));
    List<Equation> kept = new ArrayList<>();
    for (Equation equation : program.equations().reversed()) {
      if (isNeeded(needed, equation)) {
        Equation smaller = shrink(needed, equation);
        smaller.inputs().forEach(input -> need(needed, input));
        kept.addFirst(smaller);
      }
    }
    return new Program(program.inputs(), kept, program.outputs());
  }

  private static void need(Set<Var> needed, Atom atom) {
    if (atom instanceof Var variable) {
      needed.add(variable);
    }
  }

  private static boolean isNeeded(Set<Var> needed, Equation equation) {
    return equation.outputs().stream().anyMatch(needed::contains) || hasEffect(equation.prim());
  }

  /// Whether running a primitive may print or stop the run on purpose.
  public static boolean hasEffect(Prim prim) {
    return prim instanceof Effect
        || prim.programs().stream()
            .flatMap(program -> program.equations().stream())
            .anyMatch(equation -> hasEffect(equation.prim()));
  }

  private static Equation shrink(Set<Var> needed, Equation equation) {
    return switch (equation.prim()) {
      case Control.Cond cond -> shrinkCond(needed, equation, cond);
      case Control.Scan scan -> shrinkScan(needed, equation, scan);
      case Control.WhileLoop loop ->
          replaced(
              equation,
              new Control.WhileLoop(
                  of(loop.condition()), of(loop.body()), loop.constants(), loop.recording()));
      case Control.Call call -> replaced(equation, new Control.Call(of(call.program())));
      case Local local -> equation;
      case Custom custom -> equation;
      case Effect effect -> equation;
    };
  }

  private static Equation replaced(Equation equation, Prim prim) {
    return new Equation(prim, equation.inputs(), equation.outputs(), equation.where());
  }

  private static boolean[] marks(Set<Var> needed, List<Var> outputs) {
    boolean[] marks = new boolean[outputs.size()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = needed.contains(outputs.get(i));
    }
    return marks;
  }

  private static Program withOutputs(Program program, boolean[] kept) {
    return of(
        new Program(
            program.inputs(), program.equations(), Masks.select(program.outputs(), kept, true)));
  }

  private static Equation shrinkCond(Set<Var> needed, Equation equation, Control.Cond cond) {
    boolean[] kept = marks(needed, equation.outputs());
    return new Equation(
        new Control.Cond(withOutputs(cond.then(), kept), withOutputs(cond.otherwise(), kept)),
        equation.inputs(),
        Masks.select(equation.outputs(), kept, true),
        equation.where());
  }

  /// Extra results that nothing needs are dropped; carries stay, since a later step may need them.
  private static Equation shrinkScan(Set<Var> needed, Equation equation, Control.Scan scan) {
    boolean[] kept = marks(needed, equation.outputs());
    for (int i = 0; i < scan.carries(); i++) {
      kept[i] = true;
    }
    Control.Scan smaller =
        new Control.Scan(
            withOutputs(scan.body(), kept),
            scan.constants(),
            scan.carries(),
            scan.length(),
            scan.reverse(),
            scan.masked());
    return new Equation(
        smaller, equation.inputs(), Masks.select(equation.outputs(), kept, true), equation.where());
  }
}
