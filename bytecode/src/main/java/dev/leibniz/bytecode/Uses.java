package dev.leibniz.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How often, and in how many blocks, each variable of a code is assigned and read.
final class Uses {
  private final Map<Var, Integer> reads = new HashMap<>();
  private final Map<Var, Integer> definitions = new HashMap<>();
  private final Map<Var, Block> home = new HashMap<>();
  private final Set<Var> shared = new HashSet<>();

  Uses(Code code) {
    shared.addAll(code.params());
    for (Block block : code.order()) {
      Set<Var> defined = new HashSet<>();
      for (Instr instr : block.body) {
        for (Var arg : instr.args()) {
          read(arg, block, defined);
        }
        if (instr.target() != null) {
          definitions.merge(instr.result(), 1, Integer::sum);
          defined.add(instr.result());
          touch(instr.result(), block);
        }
      }
      for (Var arg : block.exit.args()) {
        read(arg, block, defined);
      }
    }
  }

  private void read(Var var, Block block, Set<Var> defined) {
    reads.merge(var, 1, Integer::sum);
    touch(var, block);
    if (!defined.contains(var)) {
      shared.add(var);
    }
  }

  private void touch(Var var, Block block) {
    Block known = home.putIfAbsent(var, block);
    if (known != null && known != block) {
      shared.add(var);
    }
  }

  int reads(Var var) {
    return reads.getOrDefault(var, 0);
  }

  int definitions(Var var) {
    return definitions.getOrDefault(var, 0);
  }

  /// Whether the variable lives in one block only, from its assignment on.
  boolean isLocal(Var var) {
    return !shared.contains(var);
  }
}
