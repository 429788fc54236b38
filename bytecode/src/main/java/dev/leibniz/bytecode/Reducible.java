package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives every cycle of a code without phis a single entry, as reverse mode wants it: where there
/// are several, a number says which is meant, and a new block leads there. The mirror of a loop
/// that is left at several places is entered at as many.
final class Reducible {
  private static final ClassDesc INT = ConstantDescs.CD_int;

  private Map<Block, List<Block>> predecessors;
  private final Code code;

  private Reducible(Code code) {
    this.code = code;
    this.predecessors = Code.predecessors(code.order());
  }

  static Code of(Code code) {
    if (!new Graph(code).isReducible()) {
      new Reducible(code).reduce(new LinkedHashSet<>(code.order()));
    }
    return code;
  }

  private void reduce(Set<Block> blocks) {
    for (Set<Block> cycle : cycles(blocks)) {
      List<Block> entries =
          cycle.stream()
              .filter(block -> !cycle.containsAll(Known.in(predecessors, block)))
              .toList();
      if (entries.size() > 1) {
        dispatch(entries);
      } else {
        cycle.remove(entries.getFirst());
      }
      reduce(cycle);
    }
  }

  /// Leads all ways to some blocks through a new one.
  private void dispatch(List<Block> entries) {
    Var way = new Var(INT, "entry");
    Block dispatch = new Block();
    List<Integer> keys = new ArrayList<>();
    List<Block> edges = new ArrayList<>();
    for (int k = 0; k < entries.size(); k++) {
      Block entry = entries.get(k);
      for (Block from : new LinkedHashSet<>(Known.in(predecessors, entry))) {
        Block edge = new Block();
        edge.assign(way, edge.emit(Op.CONSTANT, INT, "way", k, Place.UNKNOWN));
        edge.exit = new Exit.Jump(dispatch);
        from.exit = from.exit.map(var -> var, target -> target == entry ? edge : target);
      }
      Block edge = new Block();
      edge.exit = new Exit.Jump(entry);
      keys.add(k);
      edges.add(edge);
    }
    int last = keys.removeLast();
    dispatch.exit =
        new Exit.Choose(way, keys, List.copyOf(edges.subList(0, last)), edges.get(last));
    predecessors = Code.predecessors(code.order());
  }

  /// The largest sets of blocks from each of which control can come back to it within them.
  private List<Set<Block>> cycles(Set<Block> blocks) {
    List<Set<Block>> cycles = new ArrayList<>();
    Set<Block> left = new LinkedHashSet<>(code.order());
    left.retainAll(blocks);
    while (!left.isEmpty()) {
      Block block = left.iterator().next();
      Set<Block> cycle = reached(block, left, true);
      cycle.retainAll(reached(block, left, false));
      if (!cycle.isEmpty()) {
        cycles.add(cycle);
      }
      left.removeAll(cycle);
      left.remove(block);
    }
    return cycles;
  }

  /// What can be reached from a block by at least one step, along or against the edges.
  private Set<Block> reached(Block start, Set<Block> within, boolean isForward) {
    Set<Block> reached = new LinkedHashSet<>();
    Deque<Block> work = new ArrayDeque<>(List.of(start));
    Set<Block> seen = new HashSet<>();
    while (!work.isEmpty()) {
      Block block = work.pop();
      if (seen.add(block)) {
        for (Block next : isForward ? block.exit.targets() : Known.in(predecessors, block)) {
          if (within.contains(next)) {
            reached.add(next);
            work.add(next);
          }
        }
      }
    }
    return reached;
  }
}
