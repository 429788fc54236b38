package dev.leibniz.bytecode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Where a variable holds a value that a step of the reverse sweep, already passed by the forward
/// sweep, needs. Only there must an assignment save it first: the sum of a loop that nobody reads
/// before the loop has ended is never saved.
final class Exposed {
  private final Graph graph;
  private final Map<Var, Set<Block>> ends = new HashMap<>();

  /// @param needed the blocks in whose mirror a variable is read
  /// @param homes where each variable is assigned
  Exposed(Graph graph, Map<Var, Set<Block>> needed, Map<Var, Block> homes) {
    this.graph = graph;
    Map<Block, Set<Block>> successors = new HashMap<>();
    for (Block block : graph.order()) {
      successors.put(block, Set.copyOf(block.exit.targets()));
    }
    needed.forEach((var, blocks) -> ends.put(var, spread(blocks, homes.get(var), successors)));
  }

  private static Set<Block> spread(
      Set<Block> from,
      @org.jspecify.annotations.Nullable Block home,
      Map<Block, Set<Block>> successors) {
    Set<Block> reached = new HashSet<>(from);
    Deque<Block> work = new ArrayDeque<>(from);
    while (!work.isEmpty()) {
      for (Block next : Known.in(successors, work.pop())) {
        if (next != home && reached.add(next)) {
          work.add(next);
        }
      }
    }
    return reached;
  }

  /// At the end of a block.
  boolean after(Block block, Var var) {
    return ends.getOrDefault(var, Set.of()).contains(block);
  }

  /// At the beginning of a block.
  boolean before(Block block, Var var) {
    return graph.predecessors(block).stream().anyMatch(from -> after(from, var));
  }
}
