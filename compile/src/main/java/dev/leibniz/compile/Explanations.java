package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Plans as text for people.
final class Explanations {
  private Explanations() {}

  /// A fused loop: what it computes, over which shape, and from which lines.
  static String loop(Fusion.Result fusion, Stage.Loop stage, LoopBuilder.Built built, Work work) {
    List<String> operations = new ArrayList<>();
    Set<String> lines = new LinkedHashSet<>();
    Set<Var> seen = new LinkedHashSet<>();
    stage.results().forEach(root -> collect(fusion, root, operations, lines, seen));
    long reads = built.accesses().stream().filter(access -> !access.isStore()).count();
    return "loop over "
        + stage.shape()
        + ": "
        + String.join(" ", operations)
        + ", "
        + reads
        + " reads, "
        + (built.text().stores().size() + built.text().folds().size())
        + " writes, "
        + work.operations()
        + " operations, "
        + work.bytes()
        + " bytes"
        + (lines.isEmpty() ? "" : " (" + String.join(", ", lines) + ")");
  }

  private static void collect(
      Fusion.Result fusion, Var value, List<String> operations, Set<String> lines, Set<Var> seen) {
    Equation equation = fusion.definition().get(value);
    if (equation == null || !seen.add(value)) {
      return;
    }
    for (Atom input : equation.inputs()) {
      if (input instanceof Var variable && fusion.inlined().contains(variable)) {
        collect(fusion, variable, operations, lines, seen);
      }
    }
    operations.add(equation.prim().name());
    if (equation.where() != null) {
      lines.add(equation.where().file() + ":" + equation.where().line());
    }
  }

  /// A plan: the program, its steps, its memory.
  static String plan(Program program, CompiledPlan plan) {
    StringBuilder text = new StringBuilder("program after rewriting\n  ");
    text.append(program.toString().replace("\n", "\n  ")).append("\n\nsteps\n");
    steps(plan, text, "  ");
    text.append("\nmemory\n");
    for (MemoryPlan.Slot slot : plan.memory().slots()) {
      text.append("  ").append(slot.dtype()).append('[').append(slot.length()).append("] ");
      text.append(slot.bytes()).append(" bytes\n");
    }
    long results = 0;
    for (CompiledPlan.Output output : plan.outputs()) {
      if (output.type() instanceof TensorType type && output.argument() < 0) {
        results += type.shape().elements() * type.dtype().bytes();
      }
    }
    text.append("  intermediate values ").append(plan.memory().bytes()).append(" bytes, results ");
    return text.append(results).append(" bytes").toString();
  }

  private static void steps(CompiledPlan plan, StringBuilder text, String indent) {
    int number = 1;
    for (CompiledPlan.Placed placed : plan.steps()) {
      text.append(indent).append(number++).append(". ").append(placed.step().describe());
      Work work = placed.step().work();
      if (work.operations() > 0 && !(placed.step() instanceof KernelStep)) {
        text.append(", ").append(work.operations()).append(" operations, ");
        text.append(work.bytes()).append(" bytes");
      }
      if (placed.where() != null && !(placed.step() instanceof KernelStep)) {
        text.append(" (").append(placed.where().file()).append(':');
        text.append(placed.where().line()).append(')');
      }
      text.append('\n');
      for (CompiledPlan inner : inner(placed.step())) {
        steps(inner, text, indent + "   ");
      }
    }
  }

  private static List<CompiledPlan> inner(Step step) {
    return switch (step) {
      case ControlStep.Scan scan -> List.of(scan.body());
      case ControlStep.While loop -> List.of(loop.condition(), loop.body());
      case ControlStep.Cond cond -> List.of(cond.then(), cond.otherwise());
      case ControlStep.Call call -> List.of(call.plan());
      default -> List.of();
    };
  }
}
