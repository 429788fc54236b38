package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes a code apart where no region of it is small enough, as in a recursion, whose loops are
/// large and entangled: into groups of blocks that follow each other. A group is entered at a new
/// block, where a number says at which of its own to go on.
final class Groups {
  private static final ClassDesc INT = ConstantDescs.CD_int;

  private final Map<Block, Set<Block>> groups = new HashMap<>();
  private final List<Set<Block>> all = new ArrayList<>();

  private Groups(Code code, int budget) {
    int size = budget + 1;
    for (Block block : code.order()) {
      if (block == code.entry() || block.exit instanceof Exit.Return) {
        continue;
      }
      size += Size.of(block);
      if (size > budget) {
        all.add(new LinkedHashSet<>());
        size = Size.of(block);
      }
      all.getLast().add(block);
      groups.put(block, all.getLast());
    }
  }

  /// The groups of a code without phis, each about as long as the budget at most.
  static List<Regions.Region> of(Code code, int budget) {
    Groups groups = new Groups(code, budget);
    Map<Block, List<Block>> predecessors = Code.predecessors(code.order());
    List<Regions.Region> regions = new ArrayList<>();
    for (Set<Block> group : groups.all) {
      regions.add(new Regions.Region(groups.enclose(group, predecessors), group));
    }
    return regions;
  }

  /// Sets a block before all others of a group.
  private Block enclose(Set<Block> group, Map<Block, List<Block>> predecessors) {
    Var way = new Var(INT, "way");
    Block head = new Block();
    List<Block> targets = new ArrayList<>();
    for (Block entry : List.copyOf(group)) {
      int number = targets.size();
      boolean isEntered = false;
      for (Block from : predecessors.getOrDefault(entry, List.of())) {
        if (!group.contains(from)) {
          Block edge = new Block();
          edge.assign(way, edge.emit(Op.CONSTANT, INT, "number", number, Place.UNKNOWN));
          edge.exit = new Exit.Jump(head);
          redirect(from, entry, edge);
          isEntered = true;
        }
      }
      if (isEntered) {
        targets.add(entry);
      }
    }
    List<Integer> keys = new ArrayList<>();
    for (int k = 0; k + 1 < targets.size(); k++) {
      keys.add(k);
    }
    head.exit = new Exit.Choose(way, keys, targets.subList(0, keys.size()), targets.getLast());
    group.add(head);
    return head;
  }

  /// Sets a block into an edge, as one of the group that the edge comes from.
  private void redirect(Block from, Block to, Block edge) {
    from.exit = from.exit.map(var -> var, target -> target == to ? edge : target);
    Set<Block> group = groups.get(from);
    if (group != null) {
      group.add(edge);
      groups.put(edge, group);
    }
  }
}
