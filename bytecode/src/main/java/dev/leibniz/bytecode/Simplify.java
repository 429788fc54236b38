package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Removes phis of one value and instructions that nobody reads, from code in SSA form.
final class Simplify {
  private Simplify() {}

  static void run(Code code) {
    List<Block> order = code.order();
    removeTrivialPhis(order);
    removeUnread(order);
  }

  /// Joins blocks that always follow each other, in code without phis.
  static Code joinBlocks(Code code) {
    Map<Block, List<Block>> from = Code.predecessors(code.order());
    for (Block block : code.order()) {
      while (block.exit instanceof Exit.Jump(Block target)
          && target != block
          && target != code.entry()
          && Known.in(from, target).size() == 1) {
        block.body.addAll(target.body);
        block.exit = target.exit;
        target.exit = new Exit.Bailout();
      }
    }
    return code;
  }

  private static void removeTrivialPhis(List<Block> order) {
    Map<Var, Var> same = new HashMap<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : order) {
        for (Instr phi : block.phis()) {
          Var value = onlyValue(phi, same);
          if (value != null && !same.containsKey(phi.result())) {
            same.put(phi.result(), value);
            changed = true;
          }
        }
      }
    }
    if (same.isEmpty()) {
      return;
    }
    for (Block block : order) {
      List<Instr> body = new ArrayList<>();
      for (Instr instr : block.body) {
        if (instr.op() != Op.PHI || !same.containsKey(instr.result())) {
          body.add(instr.reading(arg -> find(arg, same)));
        }
      }
      block.body.clear();
      block.body.addAll(body);
      block.exit = block.exit.map(var -> find(var, same), target -> target);
    }
  }

  private static @org.jspecify.annotations.Nullable Var onlyValue(Instr phi, Map<Var, Var> same) {
    Var only = null;
    for (Var arg : phi.args()) {
      Var value = find(arg, same);
      if (value != phi.result() && value != only) {
        if (only != null) {
          return null;
        }
        only = value;
      }
    }
    return only;
  }

  private static Var find(Var var, Map<Var, Var> same) {
    Var value = var;
    Var next = same.get(value);
    while (next != null) {
      value = next;
      next = same.get(value);
    }
    return value;
  }

  private static void removeUnread(List<Block> order) {
    Map<Var, Instr> definitions = new HashMap<>();
    List<Var> work = new ArrayList<>();
    for (Block block : order) {
      for (Instr instr : block.body) {
        if (instr.target() != null) {
          definitions.put(instr.result(), instr);
        }
        if (!instr.isPure()) {
          work.addAll(instr.args());
        }
      }
      work.addAll(block.exit.args());
    }
    Set<Var> read = new HashSet<>();
    while (!work.isEmpty()) {
      Var var = work.removeLast();
      if (read.add(var) && definitions.containsKey(var)) {
        work.addAll(definitions.get(var).args());
      }
    }
    for (Block block : order) {
      block.body.removeIf(instr -> instr.isPure() && !read.contains(instr.target()));
    }
  }
}
