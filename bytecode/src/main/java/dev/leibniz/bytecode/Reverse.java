package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Reverse mode: a forward sweep that records, then a sweep back through the same blocks that
/// propagates cotangents.
///
/// Griewank and Walther, "Evaluating Derivatives" (2008), chapters 3 and 4. Each block of the code
/// gets a mirror. Where blocks meet, the forward sweep notes which way it came, save at the head of
/// a counted loop, where the counter, run backwards, tells.
final class Reverse {
  private static final ClassDesc DOUBLE = ConstantDescs.CD_double;
  private static final ClassDesc INT = ConstantDescs.CD_int;

  private final Code code;
  private final Graph graph;
  private final Activity activity;
  private final Shadows shadows;
  private final Useful useful;
  private final Recording recording;
  private final Uses uses;
  private final Map<Var, Var> cotangents = new HashMap<>();
  private final Map<Block, Block> mirrors = new HashMap<>();
  private final Map<Var, Slot> slots = new HashMap<>();
  private final Set<Var> wide = new HashSet<>();
  private final Map<Slot, Slot> back = new HashMap<>();
  private final Map<Block, List<Instr>> original = new HashMap<>();
  private final int tapes;
  private final Var seed;
  private final Var result;

  private Reverse(Code code, Set<Var> activeParams) {
    this.code = code;
    this.tapes = countTapes();
    splitAfterStores();
    this.shadows =
        new Shadows(code, new Activity(new Graph(code), activeParams), activeParams, DOUBLE, true);
    splitAfterStores();
    this.graph = new Graph(code);
    if (!graph.isReducible()) {
      throw Place.UNKNOWN.refuse("cannot reverse a loop with two entries", "goto", "use for");
    }
    this.activity = new Activity(graph, activeParams);
    this.useful = new Useful(graph, activity);
    this.recording = new Recording(code, graph, activity, useful, shadows);
    this.uses = new Uses(code);
    this.seed = new Var(Activity.shadow(code.result()), "seed");
    this.result = new Var(DOUBLE, "result");
    findWide();
  }

  /// The code that adds the gradient to the cotangents of its active arrays, and returns the value
  /// if that is a number. Its parameters are those of the code, the cotangents, and the cotangent
  /// of the result.
  static Code of(Code code, Set<Var> activeParams) {
    Common.run(code);
    Hoisting.run(code);
    Code swept = new Reverse(code, activeParams).run();
    return Ssa.withoutPhis(Neutral.drop(Ssa.of(swept)));
  }

  /// The same for a number with the cotangent 1, which is no parameter here. Where the value itself
  /// is not wanted, zero is returned, and nothing is computed for the value alone.
  static Code gradient(Code code, Var argument, boolean hasValue) {
    Common.run(code);
    Hoisting.run(code);
    Reverse reverse = new Reverse(code, Set.of(argument));
    Code swept = reverse.run();
    for (Block block : swept.order()) {
      if (block.exit instanceof Exit.Return && !hasValue) {
        block.exit = new Exit.Return(Partials.constant(block, 0));
      }
    }
    Block entry = new Block();
    entry.assign(reverse.seed, Partials.constant(entry, 1));
    entry.exit = new Exit.Jump(swept.entry());
    List<Var> params = swept.params().subList(0, swept.params().size() - 1);
    return Ssa.withoutPhis(Neutral.drop(Ssa.of(new Code(params, entry, DOUBLE))));
  }

  private int countTapes() {
    return code.order().stream()
        .flatMap(block -> block.body.stream())
        .filter(instr -> instr.op() == Op.PUSH || instr.op() == Op.POP)
        .mapToInt(instr -> instr.slot().tape() + 1)
        .max()
        .orElse(0);
  }

  private void splitAfterStores() {
    for (Block start : code.order()) {
      Block block = start;
      for (int i = 0; i < block.body.size(); i++) {
        if (block.body.get(i).op() == Op.STORE && i + 1 < block.body.size()) {
          Block rest = new Block();
          List<Instr> tail = block.body.subList(i + 1, block.body.size());
          rest.body.addAll(tail);
          tail.clear();
          rest.exit = block.exit;
          block.exit = new Exit.Jump(rest);
          block = rest;
          i = -1;
        }
      }
    }
  }

  /// Finds the active numbers that are read outside the block that computes them.
  private void findWide() {
    for (Block block : graph.order()) {
      for (Instr instr : block.body) {
        for (Var arg : instr.args()) {
          if (instr.op() == Op.PHI || recording.home(arg) != block) {
            wide.add(arg);
          }
        }
        if (instr.op() == Op.PHI) {
          wide.add(instr.result());
        }
      }
      block.exit.args().forEach(wide::add);
    }
    wide.addAll(code.params());
  }

  private Code run() {
    for (Block block : graph.order()) {
      mirrors.put(block, new Block());
    }
    for (Block block : graph.order()) {
      original.put(block, List.copyOf(block.body));
    }
    for (Block block : graph.order()) {
      new Mirror(Known.in(original, block), mirror(block)).write(block);
    }
    Passive passive = new Passive(graph, this::isPassive, this::isPassiveEntry);
    for (Block block : graph.order()) {
      mirrorEdges(block, Known.in(original, block), passive);
    }
    for (Block block : graph.order()) {
      record(block, Known.in(original, block), passive);
    }
    List<Var> params = new ArrayList<>(code.params());
    params.addAll(shadows.params().values());
    params.add(seed);
    return new Code(params, code.entry(), DOUBLE);
  }

  private Block mirror(Block block) {
    return Known.in(mirrors, block);
  }

  private boolean isPassive(Block block) {
    return !(block.exit instanceof Exit.Return)
        && mirror(block).body.stream().allMatch(instr -> instr.op() == Op.POP && isOwn(instr));
  }

  /// Whether an instruction takes back what this sweep has put on a tape, not one that it reverses.
  private boolean isOwn(Instr pop) {
    return pop.slot().tape() == tapes;
  }

  private boolean isPassiveEntry(Block block) {
    return block.phis().stream().noneMatch(phi -> isActiveNumber(phi.result()));
  }

  /// What is assigned between two blocks and has a value that is needed again: instead of each old
  /// value, those at the start of the piece go on the tape.
  private List<Var> recordedIn(Passive.Piece piece) {
    List<Var> recorded = new ArrayList<>();
    for (Block block : piece.inside()) {
      for (Instr instr : Known.in(original, block)) {
        if (recording.isSavedAfter(piece.start(), instr)) {
          recorded.add(instr.result());
        }
      }
    }
    for (Instr phi : Known.in(original, piece.end())) {
      if (phi.op() == Op.PHI && recording.isSavedAfter(piece.start(), phi)) {
        recorded.add(phi.result());
      }
    }
    return recorded;
  }

  private Slot slot(Var var) {
    return slots.computeIfAbsent(var, _ -> new Slot(var.type(), tapes));
  }

  /// Where cotangents go back from a pop to its push: the sweep passes the pop first.
  private Slot back(Slot slot) {
    return back.computeIfAbsent(slot, _ -> new Slot(DOUBLE, tapes + 1 + slot.tape()));
  }

  private Instr push(Var var) {
    return new Instr(Op.PUSH, null, List.of(var), slot(var), Place.UNKNOWN);
  }

  private Instr pop(Var var) {
    return new Instr(Op.POP, var, List.of(), slot(var), Place.UNKNOWN);
  }

  private Var cotangent(Var var) {
    return cotangents.computeIfAbsent(var, _ -> new Var(DOUBLE, var.name() + "Cotangent"));
  }

  private boolean isActiveNumber(Var var) {
    return var.isReal() && useful.contains(var);
  }

  // The forward sweep.

  private void record(Block block, List<Instr> original, Passive passive) {
    List<Instr> body = new ArrayList<>();
    for (Instr instr : original) {
      if (instr.op() == Op.PHI) {
        continue;
      }
      if (passive.isSkipped(block)) {
        body.add(instr);
        continue;
      }
      if (recording.isSaved(instr, block)) {
        body.add(push(instr.result()));
      }
      if (recording.isUndone(instr)) {
        ClassDesc element = Objects.requireNonNull(instr.arg(0).type().componentType());
        Var old = new Var(Lifter.loadable(element), "old");
        List<Var> args = List.of(instr.arg(0), instr.arg(1));
        body.add(new Instr(Op.LOAD, old, args, null, instr.place()));
        Slot slot = slots.computeIfAbsent(storeKey(instr), _ -> new Slot(old.type(), tapes));
        body.add(new Instr(Op.PUSH, null, List.of(old), slot, instr.place()));
      }
      body.add(instr);
    }
    Passive.Piece piece = passive.startingAt(block);
    if (piece != null) {
      recordedIn(piece).forEach(var -> body.add(push(var)));
    }
    block.body.clear();
    block.body.addAll(body);
    if (block.exit instanceof Exit.Return(Var value)) {
      begin(block, value);
    }
  }

  private final Map<Instr, Var> storeKeys = new HashMap<>();

  private Var storeKey(Instr store) {
    return storeKeys.computeIfAbsent(store, _ -> new Var(store.arg(0).type(), "store"));
  }

  /// Turns around: seeds the result's cotangent and enters the mirror of the last block.
  private void begin(Block block, Var value) {
    if (value.isArray()) {
      if (activity.isActive(value)) {
        List<Var> args = List.of(shadows.of(value), seed);
        block.body.add(new Instr(Op.CALL, null, args, Shadows.add(), Place.UNKNOWN));
      }
      block.assign(result, Partials.constant(block, 0));
    } else {
      block.assign(result, Partials.asDouble(block, value));
      if (isActiveNumber(value)) {
        block.assign(cotangent(value), seed);
      }
    }
    block.exit = new Exit.Jump(mirror(block));
  }

  // The edges, both ways.

  private void mirrorEdges(Block block, List<Instr> original, Passive passive) {
    List<Block> from = List.copyOf(graph.predecessors(block));
    Block mirror = mirror(block);
    if (from.isEmpty()) {
      mirror.exit = new Exit.Return(result);
      return;
    }
    List<Instr> phis = original.stream().filter(instr -> instr.op() == Op.PHI).toList();
    Passive.Piece piece = passive.endingAt(block);
    if (piece != null || passive.isSkipped(block)) {
      for (int k = 0; k < from.size(); k++) {
        Block edge = new Block();
        Ssa.copyInParallel(edge, phis, k);
        enter(edge, from.get(k), block);
      }
      if (piece != null) {
        recordedIn(piece).reversed().forEach(var -> mirror.body.add(pop(var)));
        restoreCounter(piece.start(), block, mirror);
        mirror.exit = new Exit.Jump(mirror(piece.start()));
      }
      return;
    }
    Recording.Induction counter = recording.counter(block);
    boolean isNoted = from.size() > 1 && counter == null;
    List<Block> back = new ArrayList<>();
    Slot way = new Slot(INT, tapes);
    for (int k = 0; k < from.size(); k++) {
      Block edge = new Block();
      Block reverse = new Block();
      for (Instr phi : phis) {
        if (recording.isSaved(phi, from.get(k), block, k)) {
          edge.body.add(push(phi.result()));
        }
      }
      Ssa.copyInParallel(edge, phis, k);
      if (isNoted) {
        Var index = edge.emit(Op.CONSTANT, INT, "way", k, Place.UNKNOWN);
        edge.body.add(new Instr(Op.PUSH, null, List.of(index), way, Place.UNKNOWN));
      }
      enter(edge, from.get(k), block);
      mirrorPhis(phis, k, block, reverse);
      restoreCounter(from.get(k), block, reverse);
      reverse.exit = new Exit.Jump(mirror(from.get(k)));
      back.add(reverse);
    }
    if (counter != null) {
      Mirror values = new Mirror(List.of(), mirror);
      Block entry = back.get(counter.entryEdge());
      Block round = back.get(1 - counter.entryEdge());
      Var start = values.value(counter.start());
      mirror.exit = new Exit.Branch(Exit.Test.EQUAL, counter.phi().result(), start, entry, round);
    } else if (from.size() == 1) {
      mirror.exit = new Exit.Jump(back.getFirst());
    } else {
      Var index = new Var(INT, "way");
      mirror.body.add(new Instr(Op.POP, index, List.of(), way, Place.UNKNOWN));
      mirror.exit = choose(index, back);
    }
  }

  /// Sets the counter of a loop to what it was when the loop ended, where it was not recorded.
  private void restoreCounter(Block header, Block next, Block reverse) {
    Recording.Induction counter = recording.counter(header);
    Var bound = counter == null ? null : recording.bound(header);
    if (counter == null || bound == null || !recording.leaves(header, next)) {
      return;
    }
    Mirror values = new Mirror(List.of(), reverse);
    List<Var> args = List.of(values.value(counter.start()), values.value(bound));
    String farther = counter.step().intValue() > 0 ? "max" : "min";
    MethodName method =
        new MethodName(ClassDesc.of("java.lang.Math"), farther, MethodTypeDesc.of(INT, INT, INT));
    reverse.body.add(new Instr(Op.CALL, counter.phi().result(), args, method, Place.UNKNOWN));
  }

  /// Sets a block between two others.
  private static void enter(Block edge, Block from, Block to) {
    edge.exit = new Exit.Jump(to);
    from.exit = from.exit.map(var -> var, target -> target == to ? edge : target);
  }

  private static Exit choose(Var index, List<Block> back) {
    if (back.size() == 2) {
      return new Exit.Branch(Exit.Test.EQUAL, index, null, back.get(0), back.get(1));
    }
    List<Integer> keys = new ArrayList<>();
    for (int k = 1; k < back.size(); k++) {
      keys.add(k);
    }
    return new Exit.Choose(index, keys, back.subList(1, back.size()), back.getFirst());
  }

  private void mirrorPhis(List<Instr> phis, int edge, Block block, Block reverse) {
    List<Var> arrived = new ArrayList<>();
    for (Instr phi : phis) {
      if (isActiveNumber(phi.result())) {
        Var cotangent = cotangent(phi.result());
        arrived.add(reverse.emit(Op.COPY, DOUBLE, "t", null, Place.UNKNOWN, cotangent));
        reverse.assign(cotangent, Partials.constant(reverse, 0));
      } else {
        arrived.add(seed);
      }
    }
    for (int i = 0; i < phis.size(); i++) {
      Var arg = phis.get(i).arg(edge);
      if (isActiveNumber(phis.get(i).result()) && isActiveNumber(arg)) {
        Var target = cotangent(arg);
        List<Var> args = List.of(target, arrived.get(i));
        reverse.body.add(new Instr(Op.ADD, target, args, null, Place.UNKNOWN));
      }
    }
    for (Instr phi : phis.reversed()) {
      Recording.Induction induction = recording.induction(phi);
      if (recording.isSaved(phi, graph.predecessors(block).get(edge), block, edge)) {
        reverse.body.add(pop(phi.result()));
      } else if (induction != null && edge != induction.entryEdge()) {
        Var step = reverse.emit(Op.CONSTANT, INT, "step", induction.step(), Place.UNKNOWN);
        List<Var> args = List.of(phi.result(), step);
        reverse.body.add(new Instr(Op.SUBTRACT, phi.result(), args, null, Place.UNKNOWN));
      }
    }
  }

  /// Writes the mirror of one block.
  private final class Mirror {
    private final List<Instr> original;
    private final Block mirror;
    private final Map<Var, Var> values = new HashMap<>();
    private final Map<Var, Var> narrow = new HashMap<>();

    Mirror(List<Instr> original, Block mirror) {
      this.original = original;
      this.mirror = mirror;
    }

    void write(Block block) {
      InPlace sum = InPlace.of(original, uses);
      for (Instr instr : original.reversed()) {
        if (recording.isUndone(instr)) {
          undo(instr);
        }
        if (sum == null || !sum.holds(instr)) {
          adjoint(instr);
        } else if (instr == sum.store() && useful.contains(instr.arg(0))) {
          add(sum);
        }
        if (instr.op() != Op.PHI && recording.isSaved(instr, block)) {
          mirror.body.add(pop(instr.result()));
        }
      }
    }

    private void undo(Instr store) {
      Slot slot =
          slots.computeIfAbsent(
              storeKey(store),
              _ ->
                  new Slot(
                      Lifter.loadable(Objects.requireNonNull(store.arg(0).type().componentType())),
                      tapes));
      Var array = value(store.arg(0));
      Var index = value(store.arg(1));
      Var old = new Var(slot.type(), "old");
      mirror.body.add(new Instr(Op.POP, old, List.of(), slot, store.place()));
      mirror.body.add(new Instr(Op.STORE, null, List.of(array, index, old), null, store.place()));
    }

    /// The value that a variable had when the forward sweep left this block.
    Var value(Var var) {
      Instr instr = recording.repeated(var);
      if (instr == null) {
        return var;
      }
      Var known = values.get(var);
      if (known == null) {
        List<Var> args = instr.args().stream().map(this::value).toList();
        known = new Var(var.type(), var.name());
        mirror.body.add(new Instr(instr.op(), known, args, instr.payload(), instr.place()));
        values.put(var, known);
      }
      return known;
    }

    private void adjoint(Instr instr) {
      switch (instr.op()) {
        case STORE -> {
          if (instr.arg(2).isReal() && useful.contains(instr.arg(0))) {
            Var shadow = value(shadows.of(instr.arg(0)));
            Var index = value(instr.arg(1));
            if (isActiveNumber(instr.arg(2))) {
              add(instr.arg(2), load(shadow, index));
            }
            store(shadow, index, Partials.constant(mirror, 0));
          }
        }
        case LOAD -> {
          if (isActiveNumber(instr.result())) {
            Var t = take(instr.result());
            if (t != null) {
              Var shadow = value(shadows.of(instr.arg(0)));
              Var index = value(instr.arg(1));
              store(shadow, index, sum(load(shadow, index), t));
            }
          }
        }
        case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT, COPY, CALL -> {
          if (instr.target() != null && isActiveNumber(instr.result())) {
            Var t = take(instr.result());
            if (t != null) {
              propagate(instr, t);
            }
          } else if (instr.target() == null || !activity.isActive(instr.result())) {
            Tangent.refuseHidden(instr, activity);
          }
        }
        case PUSH -> {
          if (useful.contains(instr.slot()) && instr.arg(0).isReal()) {
            Var t = new Var(DOUBLE, "t");
            Slot slot = back(instr.slot());
            mirror.body.add(new Instr(Op.POP, t, List.of(), slot, instr.place()));
            if (isActiveNumber(instr.arg(0))) {
              add(instr.arg(0), t);
            }
          }
        }
        case POP -> {
          if (useful.contains(instr.slot()) && instr.result().isReal()) {
            Var t = isActiveNumber(instr.result()) ? take(instr.result()) : null;
            List<Var> args = List.of(t == null ? Partials.constant(mirror, 0) : t);
            mirror.body.add(new Instr(Op.PUSH, null, args, back(instr.slot()), instr.place()));
          }
        }
        case RULED -> {
          if (activity.isActive(instr.result())) {
            byRule(instr);
          }
        }
        case CONSTANT, PHI, COMPARE, ALLOCATE, LENGTH, FUNCTION, INVOKE, CODE -> {}
        case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
      }
    }

    /// The cotangent of the element stays as it is.
    private void add(InPlace sum) {
      if (isActiveNumber(sum.part())) {
        Var t = load(value(shadows.of(sum.store().arg(0))), value(sum.store().arg(1)));
        add(sum.part(), Partials.times(sum.add(), sum.partIndex(), t, mirror, this::value));
      }
    }

    private void byRule(Instr instr) {
      Var result = instr.result();
      Var t = result.isArray() ? value(shadows.of(result)) : take(result);
      if (t == null) {
        return;
      }
      List<Var> from = instr.args().subList(1, instr.args().size());
      boolean[] isActive = new boolean[from.size()];
      List<Var> args = new ArrayList<>();
      args.add(value(result));
      from.forEach(each -> args.add(value(each)));
      args.add(t);
      for (int i = 0; i < isActive.length; i++) {
        isActive[i] = activity.isActive(from.get(i));
        if (isActive[i] && from.get(i).isArray()) {
          args.add(value(shadows.of(from.get(i))));
        }
      }
      Code rule = RuleCode.cotangent(instr.ruled(), result.type(), isActive, instr.place());
      Var[] passed = args.toArray(Var[]::new);
      Var numbers = mirror.emit(Op.CODE, rule.result(), "t", rule, instr.place(), passed);
      int next = 0;
      for (int i = 0; i < isActive.length; i++) {
        if (isActive[i] && !from.get(i).isArray()) {
          Var index = mirror.emit(Op.CONSTANT, INT, "index", next++, instr.place());
          add(from.get(i), load(numbers, index));
        }
      }
    }

    private void propagate(Instr instr, Var t) {
      for (int i = 0; i < instr.args().size(); i++) {
        if (isActiveNumber(instr.arg(i))) {
          add(instr.arg(i), Partials.times(instr, i, t, mirror, this::value));
        }
      }
    }

    private Var load(Var array, Var index) {
      return mirror.emit(Op.LOAD, DOUBLE, "t", null, Place.UNKNOWN, array, index);
    }

    private void store(Var array, Var index, Var value) {
      List<Var> args = List.of(array, index, value);
      mirror.body.add(new Instr(Op.STORE, null, args, null, Place.UNKNOWN));
    }

    private Var sum(Var left, Var right) {
      return mirror.emit(Op.ADD, DOUBLE, "t", null, Place.UNKNOWN, left, right);
    }

    private void add(Var var, Var t) {
      if (!wide.contains(var)) {
        narrow.merge(var, t, this::sum);
        return;
      }
      Var target = cotangent(var);
      mirror.body.add(new Instr(Op.ADD, target, List.of(target, t), null, Place.UNKNOWN));
    }

    /// The cotangent of what is defined here; null if nothing has contributed.
    private @org.jspecify.annotations.Nullable Var take(Var var) {
      if (!wide.contains(var)) {
        return narrow.get(var);
      }
      Var cotangent = cotangent(var);
      Var t = mirror.emit(Op.COPY, DOUBLE, "t", null, Place.UNKNOWN, cotangent);
      if (recording.isInLoop(var)) {
        mirror.assign(cotangent, Partials.constant(mirror, 0));
      }
      return t;
    }
  }
}
