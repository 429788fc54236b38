package dev.leibniz.bytecode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which stores the reverse sweep has to undo, so that arrays hold again what a step of it needs.
///
/// A store is undone where something that it may overwrite has been read and is needed again. What
/// has been read does not count any longer once a loop has filled the whole array anew, since
/// undoing that loop's stores brings it back ("to be recorded" of Hascoët, Naumann and Pascual
/// 2005, over whole arrays).
final class Overwriting {
  private final Graph graph;
  private final Activity activity;
  private final Map<Var, Instr> definitions;
  private final Map<Activity.Node, Var> single = new HashMap<>();
  private final Map<Block, Fill> fills = new HashMap<>();

  /// A loop that assigns every element of some arrays, and its blocks.
  private record Fill(Set<Block> loop, Set<Activity.Node> filled) {}

  Overwriting(Code code, Graph graph, Activity activity, Map<Var, Instr> definitions) {
    this.graph = graph;
    this.activity = activity;
    this.definitions = definitions;
    findSingleArrays(code);
    graph.order().forEach(this::findFill);
  }

  /// The stores to undo where the arrays of some classes are read for the reverse sweep by some
  /// instructions.
  Set<Instr> undone(Map<Instr, Set<Activity.Node>> needed) {
    Map<Block, Set<Activity.Node>> entering = new HashMap<>();
    Set<Instr> undone = new HashSet<>();
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Block block : graph.order()) {
        Set<Activity.Node> read =
            new HashSet<>(entering.computeIfAbsent(block, _ -> new HashSet<>()));
        for (Instr instr : block.body) {
          pass(instr, needed, read, undone);
        }
        for (Block target : block.exit.targets()) {
          Set<Activity.Node> there = entering.computeIfAbsent(target, _ -> new HashSet<>());
          grows |= there.addAll(leaving(block, target, read, needed));
        }
      }
    }
    return undone;
  }

  private void pass(
      Instr instr,
      Map<Instr, Set<Activity.Node>> needed,
      Set<Activity.Node> read,
      Set<Instr> undone) {
    read.addAll(needed.getOrDefault(instr, Set.of()));
    if (instr.op() == Op.STORE && read.contains(activity.node(instr.arg(0)))) {
      undone.add(instr);
    }
    if (instr.op() == Op.ALLOCATE && single.containsKey(activity.node(instr.result()))) {
      read.remove(activity.node(instr.result()));
    }
  }

  private Set<Activity.Node> leaving(
      Block from, Block to, Set<Activity.Node> read, Map<Instr, Set<Activity.Node>> needed) {
    Fill fill = fills.get(from);
    if (fill == null || fill.loop().contains(to)) {
      return read;
    }
    Set<Activity.Node> left = new HashSet<>(read);
    left.removeAll(fill.filled());
    for (Block block : fill.loop()) {
      for (Instr instr : block.body) {
        left.addAll(needed.getOrDefault(instr, Set.of()));
      }
    }
    left.retainAll(read);
    return left;
  }

  /// Finds the classes of which there is one array at a time, known by one variable.
  private void findSingleArrays(Code code) {
    Set<Activity.Node> several = new HashSet<>();
    code.params().stream().filter(Var::isArray).forEach(param -> several.add(activity.node(param)));
    for (Block block : graph.order()) {
      for (Instr instr : block.body) {
        Var target = instr.target();
        if (target != null && target.isArray()) {
          Activity.Node node = activity.node(target);
          if (instr.op() != Op.ALLOCATE || single.putIfAbsent(node, target) != null) {
            several.add(node);
          }
        }
      }
    }
    several.forEach(single::remove);
  }

  /// Recognizes `for (int i = 0; i < a.length; i++)` with an assignment to `a[i]` in every round.
  private void findFill(Block header) {
    Set<Block> loop = graph.loop(header);
    boolean hasOneExit =
        loop.stream()
            .filter(block -> block != header)
            .flatMap(block -> block.exit.targets().stream())
            .allMatch(to -> loop.contains(to) || to.exit instanceof Exit.Bailout);
    if (!hasOneExit || !(header.exit instanceof Exit.Branch branch) || branch.right() == null) {
      return;
    }
    boolean goesOnBelow =
        branch.test() == Exit.Test.LESS
            ? loop.contains(branch.then()) && !loop.contains(branch.otherwise())
            : branch.test() == Exit.Test.GREATER_OR_EQUAL
                && loop.contains(branch.otherwise())
                && !loop.contains(branch.then());
    if (!goesOnBelow || !countsFromZero(branch.left(), header, loop)) {
      return;
    }
    Set<Activity.Node> filled = new HashSet<>();
    for (Block block : loop) {
      for (Instr instr : block.body) {
        if (instr.op() == Op.STORE
            && instr.arg(1) == branch.left()
            && isEveryRound(block, header, loop)
            && hasLength(instr.arg(0), Objects.requireNonNull(branch.right()))) {
          filled.add(activity.node(instr.arg(0)));
        }
      }
    }
    if (!filled.isEmpty()) {
      fills.put(header, new Fill(loop, filled));
    }
  }

  private boolean countsFromZero(Var counter, Block header, Set<Block> loop) {
    Instr phi = definitions.get(counter);
    if (phi == null || phi.op() != Op.PHI || !header.body.contains(phi)) {
      return false;
    }
    List<Block> from = graph.predecessors(header);
    for (int k = 0; k < from.size(); k++) {
      Instr arg = definitions.get(phi.arg(k));
      boolean fits =
          arg != null
              && (loop.contains(from.get(k))
                  ? arg.op() == Op.ADD && arg.arg(0) == counter && isConstant(arg.arg(1), 1)
                  : isConstant(phi.arg(k), 0));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private boolean isConstant(Var var, int value) {
    Instr constant = definitions.get(var);
    return constant != null
        && constant.op() == Op.CONSTANT
        && Objects.equals(constant.payload(), value);
  }

  private boolean isEveryRound(Block block, Block header, Set<Block> loop) {
    return graph.depth(block) == graph.depth(header)
        && graph.predecessors(header).stream()
            .filter(loop::contains)
            .allMatch(last -> graph.dominates(block, last));
  }

  /// Whether the array, the only one of its class, has this length.
  private boolean hasLength(Var array, Var length) {
    Var only = single.get(activity.node(array));
    if (only == null || only != array) {
      return false;
    }
    Instr measured = definitions.get(length);
    if (measured != null && measured.op() == Op.LENGTH && measured.arg(0) == array) {
      return true;
    }
    return isSame(Known.in(definitions, only).arg(0), length);
  }

  /// Whether two whole numbers are the same by the way they are computed.
  private boolean isSame(Var a, Var b) {
    if (a == b) {
      return true;
    }
    Instr left = definitions.get(a);
    Instr right = definitions.get(b);
    if (left == null || right == null || left.op() != right.op()) {
      return false;
    }
    return switch (left.op()) {
      case CONSTANT -> Objects.equals(left.payload(), right.payload());
      case LENGTH -> left.arg(0) == right.arg(0);
      case ADD, SUBTRACT, MULTIPLY ->
          isSame(left.arg(0), right.arg(0)) && isSame(left.arg(1), right.arg(1));
      case COPY, PHI, DIVIDE, REMAINDER, NEGATE, CONVERT, COMPARE, LOAD, STORE, ALLOCATE -> false;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> false;
      case CALL, FUNCTION, INVOKE, RULED, CODE, PUSH, POP -> false;
    };
  }
}
