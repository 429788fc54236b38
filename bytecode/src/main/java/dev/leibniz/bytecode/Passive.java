package dev.leibniz.bytecode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Pieces of a control flow graph that the reverse sweep need not pass, since there is nothing to
/// do in them: the search for the nearest of some points, say.
///
/// Such a piece is what lies between a block and another one that it dominates, when every way out
/// of the piece leads there.
final class Passive {
  private final Graph graph;
  private final Predicate<Block> isPassive;
  private final Set<Block> skipped = new HashSet<>();
  private final Map<Block, Piece> byEnd = new HashMap<>();
  private final Map<Block, Piece> byStart = new HashMap<>();

  /// The blocks between `start` and `end`, both excluded, in the order of the code.
  record Piece(Block start, Block end, List<Block> inside) {}

  /// @param isPassive whether the reverse sweep has nothing to do in a block
  /// @param isPassiveEntry whether it has nothing to do where the block is entered
  Passive(Graph graph, Predicate<Block> isPassive, Predicate<Block> isPassiveEntry) {
    this.graph = graph;
    this.isPassive = block -> isPassive.test(block) && isPassiveEntry.test(block);
    for (Block end : graph.order().reversed()) {
      if (!skipped.contains(end) && graph.loop(end).isEmpty() && isPassiveEntry.test(end)) {
        Piece piece = largest(end);
        if (piece != null) {
          // Smaller pieces within are passed over with it.
          piece.inside().forEach(byEnd::remove);
          piece.inside().forEach(byStart::remove);
          skipped.addAll(piece.inside());
          byEnd.put(end, piece);
          byStart.put(piece.start(), piece);
        }
      }
    }
  }

  boolean isSkipped(Block block) {
    return skipped.contains(block);
  }

  /// The piece that ends before this block, if there is one.
  @org.jspecify.annotations.Nullable
  Piece endingAt(Block block) {
    return byEnd.get(block);
  }

  /// The piece that begins after this block, if there is one.
  @org.jspecify.annotations.Nullable
  Piece startingAt(Block block) {
    return byStart.get(block);
  }

  private @org.jspecify.annotations.Nullable Piece largest(Block end) {
    Piece largest = null;
    Block start = end;
    Block above = graph.dominator(start);
    while (above != start) {
      start = above;
      Set<Block> inside = between(start, end);
      if (inside.contains(end) || !inside.stream().allMatch(isPassive)) {
        break;
      }
      if (!inside.isEmpty() && leadsOnlyTo(start, inside, end)) {
        List<Block> ordered = graph.order().stream().filter(inside::contains).toList();
        largest = new Piece(start, end, ordered);
      }
      above = graph.dominator(start);
    }
    return largest;
  }

  private Set<Block> between(Block start, Block end) {
    Set<Block> inside = new HashSet<>();
    Deque<Block> work = new ArrayDeque<>(graph.predecessors(end));
    while (!work.isEmpty()) {
      Block block = work.pop();
      if (block != start && inside.add(block)) {
        work.addAll(graph.predecessors(block));
      }
    }
    return inside;
  }

  private static boolean leadsOnlyTo(Block start, Set<Block> inside, Block end) {
    return leadsOnlyTo(start.exit, inside, end)
        && inside.stream().allMatch(block -> leadsOnlyTo(block.exit, inside, end));
  }

  private static boolean leadsOnlyTo(Exit exit, Set<Block> inside, Block end) {
    return exit.targets().stream()
        .allMatch(target ->
            target == end || inside.contains(target) || target.exit instanceof Exit.Bailout);
  }
}
