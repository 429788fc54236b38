package dev.leibniz.bytecode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Order, predecessors, dominators and natural loops of a [Code].
///
/// Dominators by Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm" (2001).
final class Graph {
  private final List<Block> order;
  private final Map<Block, Integer> index = new HashMap<>();
  private final Map<Block, List<Block>> predecessors;
  private final int[] dominator;
  private final Map<Block, Set<Block>> loops = new HashMap<>();
  private final Map<Block, Integer> depth = new HashMap<>();

  Graph(Code code) {
    order = code.order();
    for (Block block : order) {
      index.put(block, index.size());
    }
    predecessors = Code.predecessors(order);
    dominator = new int[order.size()];
    findDominators();
    findLoops();
  }

  List<Block> order() {
    return order;
  }

  List<Block> predecessors(Block block) {
    return Known.in(predecessors, block);
  }

  /// The immediate dominator; the entry's is itself.
  Block dominator(Block block) {
    return order.get(dominator[Known.in(index, block)]);
  }

  boolean dominates(Block above, Block below) {
    int target = Known.in(index, above);
    int current = Known.in(index, below);
    while (current > target) {
      current = dominator[current];
    }
    return current == target;
  }

  /// How many loops the block is in.
  int depth(Block block) {
    return depth.getOrDefault(block, 0);
  }

  /// The blocks of the loop that begins here; none if no loop does.
  Set<Block> loop(Block header) {
    return loops.getOrDefault(header, Set.of());
  }

  /// Whether every cycle is entered at one block only.
  boolean isReducible() {
    for (Block block : order) {
      for (Block target : block.exit.targets()) {
        if (Known.in(index, target) <= Known.in(index, block) && !dominates(target, block)) {
          return false;
        }
      }
    }
    return true;
  }

  private void findDominators() {
    java.util.Arrays.fill(dominator, -1);
    dominator[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 1; i < dominator.length; i++) {
        int best = -1;
        for (Block predecessor : Known.in(predecessors, order.get(i))) {
          int p = Known.in(index, predecessor);
          if (dominator[p] >= 0) {
            best = best < 0 ? p : meet(best, p);
          }
        }
        if (dominator[i] != best) {
          dominator[i] = best;
          changed = true;
        }
      }
    }
  }

  private int meet(int a, int b) {
    int left = a;
    int right = b;
    while (left != right) {
      while (left > right) {
        left = dominator[left];
      }
      while (right > left) {
        right = dominator[right];
      }
    }
    return left;
  }

  private void findLoops() {
    for (Block block : order) {
      for (Block target : block.exit.targets()) {
        if (dominates(target, block)) {
          addLoop(target, block);
        }
      }
    }
    loops.values().forEach(body -> body.forEach(block -> depth.merge(block, 1, Integer::sum)));
  }

  private void addLoop(Block header, Block end) {
    Set<Block> body = loops.computeIfAbsent(header, _ -> new HashSet<>(Set.of(header)));
    Deque<Block> work = new ArrayDeque<>();
    work.push(end);
    while (!work.isEmpty()) {
      Block block = work.pop();
      if (body.add(block)) {
        work.addAll(Known.in(predecessors, block));
      }
    }
  }
}
