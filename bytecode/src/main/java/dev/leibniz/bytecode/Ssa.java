package dev.leibniz.bytecode;

import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Brings a [Code] into SSA form: each variable is assigned once, phis where values meet.
///
/// Cytron et al., "Efficiently computing static single assignment form" (1991), with phis only
/// where a variable is live. Copies, phis of one value, and instructions that nobody reads vanish.
final class Ssa {
  private final Code code;
  private final Graph graph;
  private final Map<Var, Set<Block>> definitions = new HashMap<>();
  private final Map<Var, Integer> counts = new HashMap<>();
  private final Map<Block, Set<Var>> live;

  /// What is read where nothing has been assigned: it is zero there.
  private final Set<Var> unassigned;

  private final Map<Var, Var> single = new HashMap<>();
  private final Map<Block, Map<Var, Var>> out = new HashMap<>();
  private final Map<Block, Map<Var, Var>> phis = new HashMap<>();
  private final List<Instr> zeros = new ArrayList<>();

  private Ssa(Code code) {
    this.code = code;
    this.graph = new Graph(code);
    this.live = Liveness.liveIn(graph);
    this.unassigned = new HashSet<>(Known.in(live, code.entry()));
    code.params().forEach(unassigned::remove);
  }

  /// The code in SSA form; the blocks are changed in place.
  static Code of(Code code) {
    beginWithConstants(code);
    Ssa ssa = new Ssa(code);
    ssa.countDefinitions();
    ssa.placePhis();
    ssa.rename();
    Simplify.run(code);
    return code;
  }

  /// Moves constants to the entry. One that is defined inside a loop and read behind it would else
  /// be a variable that all loops carry, zero where they are not run.
  private static void beginWithConstants(Code code) {
    Map<Var, Integer> counts = new HashMap<>();
    List<Block> order = code.order();
    for (Block block : order) {
      for (Instr instr : block.body) {
        if (instr.target() != null) {
          counts.merge(instr.result(), 1, Integer::sum);
        }
      }
    }
    List<Instr> constants = new ArrayList<>();
    for (Block block : order) {
      block.body.removeIf(instr -> {
        boolean moves = instr.op() == Op.CONSTANT && Known.in(counts, instr.result()) == 1;
        if (moves) {
          constants.add(instr);
        }
        return moves;
      });
    }
    code.entry().body.addAll(0, constants);
  }

  private void countDefinitions() {
    for (Var param : code.params()) {
      define(param, code.entry());
    }
    for (Var var : unassigned) {
      define(var, code.entry());
    }
    for (Block block : graph.order()) {
      for (Instr instr : block.body) {
        if (instr.target() != null) {
          define(instr.result(), block);
        }
      }
    }
  }

  private void define(Var var, Block block) {
    counts.merge(var, 1, Integer::sum);
    definitions.computeIfAbsent(var, _ -> new LinkedHashSet<>()).add(block);
  }

  /// Whether a variable has several values: it is assigned more than once, or may be read before.
  private boolean isMultiple(Var var) {
    return counts.getOrDefault(var, 0) != 1 || unassigned.contains(var);
  }

  private void placePhis() {
    Map<Block, Set<Block>> frontier = frontiers();
    for (Block block : graph.order()) {
      phis.put(block, new HashMap<>());
    }
    definitions.forEach((var, blocks) -> {
      if (!isMultiple(var)) {
        return;
      }
      Deque<Block> work = new ArrayDeque<>(blocks);
      while (!work.isEmpty()) {
        for (Block join : frontier.getOrDefault(work.pop(), Set.of())) {
          if (Known.in(live, join).contains(var) && !Known.in(phis, join).containsKey(var)) {
            Known.in(phis, join).put(var, new Var(var.type(), var.name()));
            work.add(join);
          }
        }
      }
    });
  }

  private Map<Block, Set<Block>> frontiers() {
    Map<Block, Set<Block>> all = new HashMap<>();
    for (Block block : graph.order()) {
      if (graph.predecessors(block).size() > 1) {
        for (Block predecessor : graph.predecessors(block)) {
          Block runner = predecessor;
          while (runner != graph.dominator(block)) {
            all.computeIfAbsent(runner, _ -> new LinkedHashSet<>()).add(block);
            runner = graph.dominator(runner);
          }
        }
      }
    }
    return all;
  }

  private void rename() {
    for (Block block : graph.order()) {
      Map<Var, Var> now =
          block == code.entry()
              ? new HashMap<>()
              : new HashMap<>(Known.in(out, graph.dominator(block)));
      now.putAll(Known.in(phis, block));
      List<Instr> body = new ArrayList<>();
      for (Instr instr : block.body) {
        renameInstr(instr, now, body);
      }
      block.body.clear();
      block.body.addAll(body);
      block.exit = block.exit.map(var -> current(var, now), same -> same);
      out.put(block, now);
    }
    for (Block block : graph.order()) {
      List<Instr> heads = new ArrayList<>();
      Known.in(phis, block)
          .forEach((var, phi) -> {
            List<Var> args = new ArrayList<>();
            for (Block predecessor : graph.predecessors(block)) {
              args.add(current(var, Known.in(out, predecessor)));
            }
            heads.add(new Instr(Op.PHI, phi, args, null, Place.UNKNOWN));
          });
      block.body.addAll(0, heads);
    }
    code.entry().body.addAll(0, zeros);
  }

  private void renameInstr(Instr instr, Map<Var, Var> now, List<Instr> body) {
    if (instr.op() == Op.PHI) {
      throw new IllegalStateException("code is in SSA form already");
    }
    Instr renamed = instr.reading(arg -> current(arg, now));
    Var target = instr.target();
    if (target == null) {
      body.add(renamed);
    } else if (instr.op() == Op.COPY && renamed.arg(0).type().equals(target.type())) {
      set(target, renamed.arg(0), now);
    } else if (isMultiple(target)) {
      Var fresh = new Var(target.type(), target.name());
      set(target, fresh, now);
      body.add(renamed.into(fresh));
    } else {
      body.add(renamed);
    }
  }

  private void set(Var var, Var value, Map<Var, Var> now) {
    if (isMultiple(var)) {
      now.put(var, value);
    } else {
      single.put(var, value);
    }
  }

  private Var current(Var var, Map<Var, Var> now) {
    if (!isMultiple(var)) {
      return single.getOrDefault(var, var);
    }
    Var value = now.get(var);
    if (value != null) {
      return value;
    }
    if (code.params().contains(var)) {
      return var;
    }
    Var zero = new Var(var.type(), var.name());
    zeros.add(new Instr(Op.CONSTANT, zero, List.of(), zeroOf(zero), Place.UNKNOWN));
    now.put(var, zero);
    return zero;
  }

  /// What a variable holds before anything is assigned.
  static Object zeroOf(Var var) {
    return switch (var.kind()) {
      case DOUBLE -> 0.0;
      case FLOAT -> 0f;
      case LONG -> 0L;
      case REFERENCE -> ConstantDescs.NULL;
      case INT, BOOLEAN, BYTE, CHAR, SHORT, VOID -> 0;
    };
  }

  /// Takes the phis out again: copies at the end of each predecessor.
  static Code withoutPhis(Code code) {
    Graph graph = new Graph(code);
    for (Block block : graph.order()) {
      List<Instr> phis = block.phis();
      if (phis.isEmpty()) {
        continue;
      }
      List<Block> predecessors = List.copyOf(graph.predecessors(block));
      Set<Block> seen = new HashSet<>();
      for (int k = 0; k < predecessors.size(); k++) {
        Block edge = new Block();
        copyInParallel(edge, phis, k);
        edge.exit = new Exit.Jump(block);
        redirect(predecessors.get(k), block, edge, seen);
      }
      block.body.removeAll(phis);
    }
    return code;
  }

  private static void redirect(Block from, Block to, Block edge, Set<Block> seen) {
    if (!seen.add(from)) {
      throw new IllegalStateException("two edges between two blocks");
    }
    from.exit = from.exit.map(var -> var, target -> target == to ? edge : target);
  }

  /// Assigns the `edge`-th arguments of the phis, all at once.
  static void copyInParallel(Block block, List<Instr> phis, int edge) {
    Set<Var> targets = new HashSet<>();
    phis.forEach(phi -> targets.add(phi.result()));
    List<Var> values = new ArrayList<>();
    for (Instr phi : phis) {
      Var value = phi.arg(edge);
      if (targets.contains(value) && value != phi.result()) {
        Var copy = new Var(value.type(), value.name());
        block.assign(copy, value);
        value = copy;
      }
      values.add(value);
    }
    for (int k = 0; k < phis.size(); k++) {
      Var target = Objects.requireNonNull(phis.get(k).target());
      if (values.get(k) != target) {
        block.assign(target, values.get(k));
      }
    }
  }
}
