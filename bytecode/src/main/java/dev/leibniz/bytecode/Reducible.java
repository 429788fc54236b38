package dev.leibniz.bytecode;

import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Gives every loop of a code one entry: a block that goes on where a variable says.
///
/// The mirror of a loop that is left in several places is entered in several places. Loops are
/// strongly connected components, those inside them components without the entry (Havlak, "Nesting
/// of reducible and irreducible loops", 1997).
final class Reducible {
  private final Code code;

  private Reducible(Code code) {
    this.code = code;
  }

  /// The same code, changed in place; it has no phis.
  static Code of(Code code) {
    if (!new Graph(code).isReducible()) {
      new Reducible(code).settle(code.order());
    }
    return code;
  }

  private void settle(Collection<Block> within) {
    for (Set<Block> loop : new Components(within).loops) {
      Block header = header(loop);
      loop.remove(header);
      settle(loop);
    }
  }

  /// The only entry of a loop.
  private Block header(Set<Block> loop) {
    List<Block> entries = entries(loop);
    if (entries.size() == 1) {
      return entries.getFirst();
    }
    Var chosen = new Var(ConstantDescs.CD_int, "entry");
    Block header = new Block();
    Map<Block, Block> first = ways(entries, chosen, header);
    Map<Block, Block> again = ways(entries, chosen, header);
    for (Block block : code.order()) {
      Map<Block, Block> ways = loop.contains(block) ? again : first;
      block.exit = block.exit.map(var -> var, target -> ways.getOrDefault(target, target));
    }
    int last = entries.size() - 1;
    List<Integer> keys = IntStream.range(0, last).boxed().toList();
    header.exit = new Exit.Choose(chosen, keys, entries.subList(0, last), entries.get(last));
    loop.addAll(again.values());
    return header;
  }

  /// Blocks that note an entry and go to the header: those from outside are not in the loop.
  private static Map<Block, Block> ways(List<Block> entries, Var chosen, Block header) {
    Map<Block, Block> ways = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Block way = new Block();
      way.assign(chosen, way.emit(Op.CONSTANT, ConstantDescs.CD_int, "entry", i, Place.UNKNOWN));
      way.exit = new Exit.Jump(header);
      ways.put(entries.get(i), way);
    }
    return ways;
  }

  private List<Block> entries(Set<Block> loop) {
    Set<Block> entries = new LinkedHashSet<>();
    for (Block block : code.order()) {
      if (!loop.contains(block)) {
        block.exit.targets().stream().filter(loop::contains).forEach(entries::add);
      }
    }
    return List.copyOf(entries);
  }

  /// The strongly connected components with a cycle (Tarjan, "Depth-first search and linear graph
  /// algorithms", 1972), without recursion.
  private static final class Components {
    private final Set<Block> within;
    private final Map<Block, Integer> numbers = new HashMap<>();
    private final Map<Block, Integer> lowest = new HashMap<>();
    private final Deque<Block> open = new ArrayDeque<>();
    private final Set<Block> isOpen = new HashSet<>();
    private final List<Set<Block>> loops = new ArrayList<>();

    Components(Collection<Block> blocks) {
      this.within = new LinkedHashSet<>(blocks);
      for (Block block : within) {
        if (!numbers.containsKey(block)) {
          visit(block);
        }
      }
    }

    private void visit(Block root) {
      Deque<Block> path = new ArrayDeque<>();
      Deque<Deque<Block>> rest = new ArrayDeque<>();
      enter(root, path, rest);
      while (!path.isEmpty()) {
        Block block = path.element();
        Block next = rest.element().poll();
        if (next == null) {
          path.pop();
          rest.pop();
          if (!path.isEmpty()) {
            lowest.merge(path.element(), Known.in(lowest, block), Math::min);
          }
          close(block);
        } else if (!numbers.containsKey(next)) {
          enter(next, path, rest);
        } else if (isOpen.contains(next)) {
          lowest.merge(block, Known.in(numbers, next), Math::min);
        }
      }
    }

    private void enter(Block block, Deque<Block> path, Deque<Deque<Block>> rest) {
      lowest.put(block, numbers.size());
      numbers.put(block, numbers.size());
      open.push(block);
      isOpen.add(block);
      path.push(block);
      rest.push(new ArrayDeque<>(block.exit.targets().stream().filter(within::contains).toList()));
    }

    private void close(Block block) {
      if (!Known.in(lowest, block).equals(Known.in(numbers, block))) {
        return;
      }
      Set<Block> component = new LinkedHashSet<>();
      Block taken;
      do {
        taken = open.pop();
        isOpen.remove(taken);
        component.add(taken);
      } while (taken != block);
      if (component.size() > 1 || block.exit.targets().contains(block)) {
        loops.add(component);
      }
    }
  }
}
