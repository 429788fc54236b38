package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the forward sweep has to record so that the reverse sweep has every value it needs.
///
/// A variable outside loops is assigned once and keeps its value. One inside a loop is either
/// computed again in the reverse sweep, or its old value is put on the tape before it is assigned
/// and taken back where the reverse sweep passes the assignment ("to be recorded", Hascoët, Naumann
/// and Pascual 2005). Since a definition dominates its reads, the variables of an instruction hold
/// what it saw whenever the reverse sweep passes it. Arrays are put back store by store, as far as
/// [Overwriting] finds it necessary.
final class Recording {
  private static final Set<String> CHEAP = Set.of("abs", "max", "min");

  private final Graph graph;
  private final Activity activity;
  private final Useful useful;
  private final Map<Var, Instr> definitions = new HashMap<>();
  private final Map<Var, Block> homes = new HashMap<>();
  private final Map<Instr, Induction> inductions = new HashMap<>();
  private final Map<Block, Induction> counted = new HashMap<>();
  private final Map<Block, Var> bounds = new HashMap<>();
  private final Set<Var> recorded = new HashSet<>();
  private final Map<Instr, Set<Activity.Node>> readAgain = new HashMap<>();
  private final Set<Instr> undone = new HashSet<>();
  private final Map<Var, Set<Block>> needed = new HashMap<>();
  private final Exposed exposed;
  private final Set<List<Object>> seen = new HashSet<>();

  /// A counter: `phi` begins as `start` and grows by `step` each time around.
  record Induction(Instr phi, Var start, Number step, int entryEdge) {}

  Recording(Code code, Graph graph, Activity activity, Useful useful, Shadows shadows) {
    this.graph = graph;
    this.activity = activity;
    this.useful = useful;
    for (Block block : graph.order()) {
      for (Instr instr : block.body) {
        if (instr.target() != null) {
          definitions.put(instr.result(), instr);
          homes.put(instr.result(), block);
        }
      }
    }
    findInductions();
    findBounds();
    Overwriting overwriting = new Overwriting(code, graph, activity, definitions);
    int before = -1;
    while (before != recorded.size() + undone.size()) {
      before = recorded.size() + undone.size();
      seen.clear();
      findNeeds(shadows);
      undone.addAll(overwriting.undone(readAgain));
    }
    this.exposed = new Exposed(graph, needed, homes);
  }

  /// Whether the reverse sweep finds the value of a variable in the variable itself.
  private boolean isRecorded(Var var) {
    return recorded.contains(var);
  }

  /// Whether the old value of a variable goes on the tape before an instruction assigns it.
  boolean isSaved(Instr instr, Block block) {
    Var target = instr.target();
    return target != null && isRecorded(target) && exposed.before(block, target);
  }

  /// Whether the old value of a phi's variable goes on the tape along an edge. A counter's does
  /// only where its loop begins anew inside another loop.
  boolean isSaved(Instr phi, Block from, Block block, int edge) {
    Induction induction = inductions.get(phi);
    if (induction == null) {
      return isRecorded(phi.result()) && exposed.after(from, phi.result());
    }
    return edge == induction.entryEdge() && graph.depth(block) > 1 && !isRestored(phi, from);
  }

  /// What the counter of a loop within another has reached where the loop ends, if it was not
  /// beyond from the beginning. Null where its value must be kept: it is needed after the loop, or
  /// not known.
  @Nullable Var bound(Block header) {
    Var bound = bounds.get(header);
    if (bound == null) {
      return null;
    }
    Var counter = Known.in(counted, header).phi().result();
    Set<Block> reads = needed.getOrDefault(counter, Set.of());
    return graph.loop(header).containsAll(reads) ? bound : null;
  }

  /// Whether a way leads out of the loop of a header.
  boolean leaves(Block header, Block target) {
    return !graph.loop(header).contains(target);
  }

  /// Whether what a variable holds at the end of a block is needed again once a later piece of
  /// code, which the reverse sweep passes over, has changed it.
  boolean isSavedAfter(Block block, Instr assignment) {
    Var target = assignment.target();
    if (target == null || !exposed.after(block, target)) {
      return false;
    }
    return isRecorded(target)
        || (inductions.containsKey(assignment) && !isRestored(assignment, block));
  }

  private boolean isRestored(Instr phi, Block block) {
    Block header = home(phi.result());
    Induction counter = counted.get(header);
    return counter != null
        && counter.phi() == phi
        && bound(header) != null
        && leaves(header, block);
  }

  /// Whether the old element goes on the tape before the store.
  boolean isUndone(Instr store) {
    return undone.contains(store);
  }

  @Nullable Induction induction(Instr phi) {
    return inductions.get(phi);
  }

  /// The counter that tells the first round of a loop from the others.
  @Nullable Induction counter(Block header) {
    return counted.get(header);
  }

  Block home(Var var) {
    return homes.getOrDefault(var, graph.order().getFirst());
  }

  boolean isInLoop(Var var) {
    return homes.containsKey(var) && graph.depth(home(var)) > 0;
  }

  /// The instruction to repeat for the value of a variable, or null where the variable has it.
  @Nullable Instr repeated(Var var) {
    Instr instr = definitions.get(var);
    boolean holds =
        instr == null || !isInLoop(var) || isRecorded(var) || inductions.containsKey(instr);
    return holds ? null : instr;
  }

  private void findInductions() {
    for (Block header : graph.order()) {
      List<Block> from = graph.predecessors(header);
      if (graph.loop(header).isEmpty() || from.size() != 2) {
        continue;
      }
      int back = graph.loop(header).contains(from.get(0)) ? 0 : 1;
      if (graph.loop(header).contains(from.get(1 - back))) {
        continue;
      }
      for (Instr phi : header.phis()) {
        Number step = step(phi, phi.arg(back));
        if (step != null && Math.abs(step.intValue()) <= 1024 && step.intValue() != 0) {
          Induction induction = new Induction(phi, phi.arg(1 - back), step, 1 - back);
          inductions.put(phi, induction);
          counted.putIfAbsent(header, induction);
        }
      }
    }
  }

  private void findBounds() {
    counted.forEach((header, counter) -> {
      if (graph.depth(header) > 1
          && header.exit instanceof Exit.Branch branch
          && branch.left() == counter.phi().result()
          && branch.right() != null
          && branch.test() == testOf(counter, leaves(header, branch.otherwise()))
          && leaves(header, branch.then()) != leaves(header, branch.otherwise())
          && endsOnlyAt(header)
          && isFixedIn(graph.loop(header), branch.right())
          && isKnownAnywhere(branch.right())) {
        bounds.put(header, branch.right());
      }
    });
  }

  /// The test by which a loop goes on, or ends, that leaves its counter at the bound.
  private static Exit.@Nullable Test testOf(Induction counter, boolean goesOn) {
    return switch (counter.step().intValue()) {
      case 1 -> goesOn ? Exit.Test.LESS : Exit.Test.GREATER_OR_EQUAL;
      case -1 -> goesOn ? Exit.Test.GREATER : Exit.Test.LESS_OR_EQUAL;
      default -> null;
    };
  }

  private boolean endsOnlyAt(Block header) {
    return graph.loop(header).stream()
        .filter(block -> block != header)
        .flatMap(block -> block.exit.targets().stream())
        .noneMatch(target -> leaves(header, target) && !(target.exit instanceof Exit.Bailout));
  }

  /// Whether an integer is the same in all rounds of a loop.
  private boolean isFixedIn(Set<Block> loop, Var var) {
    Instr instr = definitions.get(var);
    if (instr == null || !loop.contains(home(var))) {
      return true;
    }
    return switch (instr.op()) {
      case CONSTANT, LENGTH, ADD, SUBTRACT, MULTIPLY, NEGATE ->
          instr.args().stream().allMatch(arg -> isFixedIn(loop, arg));
      case DIVIDE, REMAINDER, CONVERT, COPY, CALL, COMPARE, LOAD, STORE, PHI, ALLOCATE -> false;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> false;
      case PUSH, POP, FUNCTION, INVOKE, RULED, CODE -> false;
    };
  }

  /// Whether the reverse sweep has an integer without more being recorded.
  private boolean isKnownAnywhere(Var var) {
    Instr instr = definitions.get(var);
    if (instr == null || !isInLoop(var) || inductions.containsKey(instr)) {
      return true;
    }
    return switch (instr.op()) {
      case CONSTANT, LENGTH, ADD, SUBTRACT, MULTIPLY, NEGATE ->
          instr.args().stream().allMatch(this::isKnownAnywhere);
      case DIVIDE, REMAINDER, CONVERT, COPY, CALL, COMPARE, LOAD, STORE, PHI, ALLOCATE -> false;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> false;
      case PUSH, POP, FUNCTION, INVOKE, RULED, CODE -> false;
    };
  }

  private @Nullable Number step(Instr phi, Var next) {
    Instr add = definitions.get(next);
    if (phi.result().kind() != java.lang.classfile.TypeKind.INT || add == null) {
      return null;
    }
    boolean isSum = add.op() == Op.ADD;
    if ((!isSum && add.op() != Op.SUBTRACT) || add.arg(0) != phi.result()) {
      return null;
    }
    Instr constant = definitions.get(add.arg(1));
    if (constant == null || !(constant.payload() instanceof Integer value)) {
      return null;
    }
    return isSum ? value : Integer.valueOf(-value);
  }

  private void findNeeds(Shadows shadows) {
    for (Block block : graph.order()) {
      Induction counter = counted.get(block);
      if (counter != null) {
        need(counter.start(), block, null);
        Var bound = bounds.get(block);
        if (bound != null) {
          need(bound, block, null);
        }
      }
      for (Instr instr : block.body) {
        findNeeds(instr, block, shadows);
      }
    }
  }

  private void findNeeds(Instr instr, Block block, Shadows shadows) {
    switch (instr.op()) {
      case LOAD -> {
        if (instr.result().isReal() && useful.contains(instr.result())) {
          need(shadows.of(instr.arg(0)), block, null);
          need(instr.arg(1), block, null);
        }
      }
      case STORE -> {
        if (instr.arg(2).isReal() && useful.contains(instr.arg(0))) {
          need(shadows.of(instr.arg(0)), block, null);
          need(instr.arg(1), block, null);
        }
        if (isUndone(instr)) {
          Activity.Node stored = activity.node(instr.arg(0));
          need(instr.arg(0), block, stored);
          need(instr.arg(1), block, stored);
        }
      }
      case MULTIPLY, DIVIDE, REMAINDER, CALL -> {
        Var target = instr.target();
        if (target != null && target.isReal() && useful.contains(target)) {
          for (int i = 0; i < instr.args().size(); i++) {
            if (activity.isActive(instr.arg(i))) {
              Partials.needs(instr, i).forEach(var -> need(var, block, null));
            }
          }
        }
      }
      case RULED -> {
        if (activity.isActive(instr.result())) {
          needRuled(instr, block, shadows);
        }
      }
      case ADD, SUBTRACT, NEGATE, CONVERT, COPY, CONSTANT, PHI, COMPARE -> {}
      case ALLOCATE, LENGTH, PUSH, POP, FUNCTION, INVOKE, CODE -> {}
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
    }
  }

  /// A rule needs all that the value depends on, arrays with what they held.
  private void needRuled(Instr instr, Block block, Shadows shadows) {
    List<Var> needed = new ArrayList<>(instr.args());
    needed.add(instr.result());
    for (Var var : needed) {
      need(var, block, null);
      if (var.isArray()) {
        readAgain.computeIfAbsent(instr, _ -> new HashSet<>()).addAll(activity.nodes(var));
        if (activity.isActive(var)) {
          need(shadows.of(var), block, null);
        }
      }
    }
  }

  /// Sees to it that the reverse sweep of `block` can have the value of a variable. Loads from
  /// `stored`, which may just have changed, cannot be repeated.
  private void need(Var var, Block block, Activity.@Nullable Node stored) {
    needed.computeIfAbsent(var, _ -> new HashSet<>()).add(block);
    if (repeated(var) == null) {
      return;
    }
    List<Object> key = new ArrayList<>(List.of(var, block));
    key.add(stored == null ? "none" : stored);
    if (!seen.add(key)) {
      return;
    }
    Instr instr = definitions.get(var);
    if (instr == null || !canRepeat(instr, block, stored)) {
      recorded.add(var);
      return;
    }
    if (instr.op() == Op.LOAD) {
      readAgain.put(instr, Set.of(activity.node(instr.arg(0))));
    }
    instr.args().forEach(arg -> need(arg, block, stored));
  }

  private boolean canRepeat(Instr instr, Block block, Activity.@Nullable Node stored) {
    Var target = instr.result();
    boolean isDeeper = graph.depth(block) > graph.depth(home(target));
    return switch (instr.op()) {
      case ADD, SUBTRACT, MULTIPLY, NEGATE, CONVERT -> !isDeeper || !target.isReal();
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> true;
      case COMPARE, LENGTH, CONSTANT, COPY -> true;
      case DIVIDE, REMAINDER -> !target.isReal();
      case CALL -> MathTable.isJdk(instr.method()) && CHEAP.contains(instr.method().name());
      case LOAD ->
          activity.isStored(instr.arg(0))
              ? home(target) == block && activity.node(instr.arg(0)) != stored
              : !isDeeper;
      case PHI, ALLOCATE, STORE, PUSH, POP, FUNCTION, INVOKE, RULED, CODE -> false;
    };
  }
}
