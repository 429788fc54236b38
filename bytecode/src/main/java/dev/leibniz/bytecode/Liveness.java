package dev.leibniz.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which variables are read later, at the beginning of each block. For code without phis.
final class Liveness {
  private Liveness() {}

  static Map<Block, Set<Var>> liveIn(Graph graph) {
    Map<Block, Set<Var>> uses = new HashMap<>();
    Map<Block, Set<Var>> definitions = new HashMap<>();
    for (Block block : graph.order()) {
      Set<Var> used = new HashSet<>();
      Set<Var> defined = new HashSet<>();
      for (Instr instr : block.body) {
        instr.args().stream().filter(arg -> !defined.contains(arg)).forEach(used::add);
        if (instr.target() != null) {
          defined.add(instr.result());
        }
      }
      block.exit.args().stream().filter(arg -> !defined.contains(arg)).forEach(used::add);
      uses.put(block, used);
      definitions.put(block, defined);
    }
    Map<Block, Set<Var>> live = new HashMap<>(uses);
    List<Block> backwards = graph.order().reversed();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : backwards) {
        Set<Var> in = Known.in(live, block);
        for (Block target : block.exit.targets()) {
          for (Var var : List.copyOf(Known.in(live, target))) {
            if (!Known.in(definitions, block).contains(var) && in.add(var)) {
              changed = true;
            }
          }
        }
      }
    }
    return live;
  }
}
