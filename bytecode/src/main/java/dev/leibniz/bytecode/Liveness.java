package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which variables are read later, at the beginning of each block. For code without phis.
final class Liveness {
  private final Map<Var, Integer> numbers = new HashMap<>();
  private final List<Var> variables = new ArrayList<>();
  private final Map<Block, BitSet> live = new HashMap<>();
  private final Map<Block, BitSet> definitions = new HashMap<>();

  private Liveness() {}

  static Map<Block, Set<Var>> liveIn(Graph graph) {
    Liveness liveness = new Liveness();
    graph.order().forEach(liveness::scan);
    liveness.propagate(graph.order().reversed());
    Map<Block, Set<Var>> sets = new HashMap<>();
    liveness.live.forEach((block, numbers) -> sets.put(block, liveness.variables(numbers)));
    return sets;
  }

  private int number(Var var) {
    Integer number = numbers.putIfAbsent(var, variables.size());
    if (number != null) {
      return number;
    }
    variables.add(var);
    return variables.size() - 1;
  }

  private void scan(Block block) {
    BitSet used = new BitSet();
    BitSet defined = new BitSet();
    for (Instr instr : block.body) {
      use(instr.args(), used, defined);
      if (instr.target() != null) {
        defined.set(number(instr.result()));
      }
    }
    use(block.exit.args(), used, defined);
    live.put(block, used);
    definitions.put(block, defined);
  }

  private void use(List<Var> vars, BitSet used, BitSet defined) {
    for (Var var : vars) {
      int number = number(var);
      if (!defined.get(number)) {
        used.set(number);
      }
    }
  }

  private void propagate(List<Block> backwards) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : backwards) {
        BitSet in = Known.in(live, block);
        int before = in.cardinality();
        for (Block target : block.exit.targets()) {
          BitSet through = (BitSet) Known.in(live, target).clone();
          through.andNot(Known.in(definitions, block));
          in.or(through);
        }
        changed |= in.cardinality() != before;
      }
    }
  }

  private Set<Var> variables(BitSet numbers) {
    Set<Var> set = new HashSet<>();
    for (int k = numbers.nextSetBit(0); k >= 0; k = numbers.nextSetBit(k + 1)) {
      set.add(variables.get(k));
    }
    return set;
  }
}
