package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The body of one static method: a control flow graph over variables.
///
/// @param params the parameters
/// @param entry where it begins; it has no predecessors
/// @param result the type returned
record Code(List<Var> params, Block entry, ClassDesc result) {
  /// The blocks that can be reached, each before its successors save along back edges.
  List<Block> order() {
    List<Block> post = new ArrayList<>();
    Set<Block> seen = new HashSet<>();
    Deque<Block> path = new ArrayDeque<>();
    Deque<Iterator<Block>> rest = new ArrayDeque<>();
    seen.add(entry);
    path.push(entry);
    rest.push(entry.exit.targets().reversed().iterator());
    while (!path.isEmpty()) {
      Iterator<Block> next = rest.element();
      if (next.hasNext()) {
        Block block = next.next();
        if (seen.add(block)) {
          path.push(block);
          rest.push(block.exit.targets().reversed().iterator());
        }
      } else {
        rest.pop();
        post.add(path.pop());
      }
    }
    Collections.reverse(post);
    return post;
  }

  /// The same code over new variables and blocks; `vars` tells which variable became which.
  Code copy(Map<Var, Var> vars) {
    UnaryOperator<Var> renamed =
        var -> vars.computeIfAbsent(var, old -> new Var(old.type(), old.name()));
    Map<Block, Block> blocks = new HashMap<>();
    order().forEach(block -> blocks.put(block, new Block()));
    blocks.forEach((from, to) -> {
      for (Instr instr : from.body) {
        Var target = instr.target() == null ? null : renamed.apply(instr.result());
        to.body.add(instr.reading(renamed).into(target));
      }
      to.exit = from.exit.map(renamed, target -> Known.in(blocks, target));
    });
    List<Var> fresh = params.stream().map(renamed).toList();
    return new Code(fresh, Known.in(blocks, entry), result);
  }

  /// The predecessors of each block, one entry per edge.
  static Map<Block, List<Block>> predecessors(List<Block> order) {
    Map<Block, List<Block>> all = new LinkedHashMap<>();
    for (Block block : order) {
      all.put(block, new ArrayList<>());
    }
    for (Block block : order) {
      for (Block target : block.exit.targets()) {
        Known.in(all, target).add(block);
      }
    }
    return all;
  }
}
