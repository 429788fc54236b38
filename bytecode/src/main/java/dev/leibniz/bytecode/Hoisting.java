package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Moves arithmetic on real numbers out of the loops that do not change its operands, in code in
/// SSA form, so that no sweep computes or records it anew in each round. It cannot fail, so that it
/// may be done for a loop of no rounds too.
final class Hoisting {
  private final Graph graph;
  private final Map<Var, Block> homes = new HashMap<>();

  private Hoisting(Code code) {
    this.graph = new Graph(code);
    for (Block block : graph.order()) {
      for (Instr instr : block.body) {
        if (instr.target() != null) {
          homes.put(instr.result(), block);
        }
      }
    }
  }

  static void run(Code code) {
    Hoisting hoisting = new Hoisting(code);
    for (Block block : hoisting.graph.order()) {
      hoisting.hoist(block);
    }
  }

  private void hoist(Block block) {
    if (graph.depth(block) == 0) {
      return;
    }
    for (Instr instr : List.copyOf(block.body)) {
      if (isMovable(instr)) {
        Block target = outermost(block, instr.args());
        if (target != block) {
          block.body.remove(instr);
          target.body.add(instr);
          homes.put(instr.result(), target);
        }
      }
    }
  }

  private static boolean isMovable(Instr instr) {
    Var target = instr.target();
    if (target == null || !target.isReal()) {
      return false;
    }
    return switch (instr.op()) {
      case CONSTANT, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT -> true;
      case CALL -> MathTable.isJdk(instr.method());
      case COPY, PHI, COMPARE, LOAD, STORE, ALLOCATE, LENGTH, PUSH, POP -> false;
      case FUNCTION, INVOKE, RULED, CODE -> false;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> false;
    };
  }

  /// The block before the outermost loop in which none of the operands is assigned.
  private Block outermost(Block block, List<Var> args) {
    Block target = block;
    for (Block header : headersAround(block)) {
      Set<Block> loop = graph.loop(header);
      boolean changes = args.stream().anyMatch(arg -> loop.contains(homes.get(arg)));
      List<Block> before =
          graph.predecessors(header).stream().filter(from -> !loop.contains(from)).toList();
      if (changes || before.size() != 1) {
        break;
      }
      target = before.getFirst();
    }
    return target;
  }

  /// The headers of the loops around a block, the innermost first.
  private List<Block> headersAround(Block block) {
    List<Block> headers = new ArrayList<>();
    Block current = block;
    while (true) {
      if (graph.loop(current).contains(block)) {
        headers.add(current);
      }
      Block above = graph.dominator(current);
      if (above == current) {
        return headers;
      }
      current = above;
    }
  }
}
