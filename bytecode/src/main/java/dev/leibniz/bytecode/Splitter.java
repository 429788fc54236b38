package dev.leibniz.bytecode;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Cuts a code that is too long for one method into several.
///
/// What the rest of the method names too is passed to a piece as an argument. What only pieces name
/// stays in arrays that they share, the frame, and so do results.
final class Splitter {
  /// Words of arguments; the machine allows 255.
  private static final int MOST_ARGUMENTS = 200;

  private final ClassDesc self;
  private final String name;
  private final int budget;
  private final int firstNumber;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Var, Instr> constants = new LinkedHashMap<>();
  private final Map<Var, Integer> places = new HashMap<>();
  private final Map<TypeKind, Var> frame = new LinkedHashMap<>();
  private final Map<TypeKind, Integer> sizes = new HashMap<>();
  private final Set<Var> known = new HashSet<>();
  private final Set<Block> calls = new HashSet<>();
  private Map<Block, Set<Var>> live = Map.of();

  private Splitter(Piece whole, ClassDesc self, int budget, int firstNumber) {
    this.self = self;
    this.name = whole.name();
    this.budget = budget;
    this.firstNumber = firstNumber;
  }

  /// The method and its pieces, each about as long as the budget at most.
  ///
  /// @param self the class of the method
  /// @param budget in the measure of [Size]
  /// @param firstNumber the number of the first piece, by which it is named
  /// @param inGroups whether to cut anywhere, since nothing else helps
  static List<Piece> split(
      Piece whole, ClassDesc self, int budget, int firstNumber, boolean inGroups) {
    return new Splitter(whole, self, budget, firstNumber).split(whole.code(), inGroups);
  }

  private List<Piece> split(Code whole, boolean inGroups) {
    Block first = new Block();
    first.exit = new Exit.Jump(Simplify.joinBlocks(whole).entry());
    Code main = new Code(whole.params(), first, whole.result());
    main.order().forEach(this::chop);
    findConstants(main);
    List<Regions.Region> groups = inGroups ? Groups.of(main, budget) : List.of();
    Graph graph = new Graph(main);
    live = Liveness.liveIn(graph);
    List<Regions.Region> regions = inGroups ? groups : Regions.choose(graph, live, budget);
    Set<Block> rest = new LinkedHashSet<>(graph.order());
    regions.forEach(region -> rest.removeAll(region.blocks()));
    known.addAll(main.params());
    rest.forEach(this::know);
    constants.forEach((var, instr) -> {
      if (known.contains(var)) {
        first.body.add(instr);
      }
    });
    Set<Instr> moved = new HashSet<>(constants.values());
    rest.stream()
        .filter(block -> block != first)
        .forEach(block -> block.body.removeIf(moved::contains));
    regions.forEach(region -> takeOut(region, graph));
    frame.forEach((kind, array) -> {
      Var size = new Var(ConstantDescs.CD_int, "size");
      first.body.add(new Instr(Op.CONSTANT, size, List.of(), Known.in(sizes, kind), Place.UNKNOWN));
      first.body.add(new Instr(Op.ALLOCATE, array, List.of(size), null, Place.UNKNOWN));
    });
    pieces.addFirst(new Piece(name, main));
    return pieces;
  }

  private void know(Block block) {
    for (Instr instr : block.body) {
      known.addAll(instr.args());
      if (instr.target() != null) {
        known.add(instr.result());
      }
    }
    known.addAll(block.exit.args());
  }

  /// Cuts a long block where the fewest values live.
  private void chop(Block block) {
    int most = budget / 4;
    int[] alive = alive(block);
    List<Integer> cuts = new ArrayList<>();
    int size = 0;
    int best = 0;
    for (int i = 0; i < block.body.size(); i++) {
      size += Size.of(block.body.get(i));
      if (size > most / 2 && (best == 0 || alive[i] < alive[best - 1])) {
        best = i + 1;
      }
      if (size > most) {
        cuts.add(best);
        i = best - 1;
        best = 0;
        size = 0;
      }
    }
    for (int cut : cuts.reversed()) {
      Block tail = new Block();
      List<Instr> moved = block.body.subList(cut, block.body.size());
      tail.body.addAll(moved);
      moved.clear();
      tail.exit = block.exit;
      block.exit = new Exit.Jump(tail);
    }
  }

  /// How many of the block's values are read after each of its instructions.
  private static int[] alive(Block block) {
    Map<Var, Integer> last = new HashMap<>();
    for (int i = 0; i < block.body.size(); i++) {
      for (Var arg : block.body.get(i).args()) {
        last.put(arg, i);
      }
    }
    int[] ends = new int[block.body.size()];
    int[] alive = new int[block.body.size()];
    int now = 0;
    for (int i = 0; i < alive.length; i++) {
      Var target = block.body.get(i).target();
      Integer end = target == null ? null : last.get(target);
      if (end != null && end > i) {
        now++;
        ends[end]++;
      }
      now -= ends[i];
      alive[i] = now;
    }
    return alive;
  }

  /// Finds what each piece can load for itself.
  private void findConstants(Code code) {
    Uses uses = new Uses(code);
    for (Block block : code.order()) {
      for (Instr instr : block.body) {
        if (instr.op() == Op.CONSTANT && uses.definitions(instr.result()) == 1) {
          constants.put(instr.result(), instr);
        }
      }
    }
  }

  /// Makes a method of a region and sets its call in the region's place.
  private void takeOut(Regions.Region region, Graph graph) {
    List<Block> targets = region.targets();
    Set<Var> results = new LinkedHashSet<>();
    Set<Var> frames = new LinkedHashSet<>();
    for (int k = 0; k < targets.size(); k++) {
      Block leaving = new Block();
      for (Var var : defined(region)) {
        if (Known.in(live, targets.get(k)).contains(var)) {
          results.add(var);
          frames.add(store(var, leaving));
        }
      }
      Var number = leaving.emit(Op.CONSTANT, ConstantDescs.CD_int, "exit", k, Place.UNKNOWN);
      leaving.exit = new Exit.Return(number);
      redirect(region.blocks(), targets.get(k), leaving);
    }
    Block first = new Block();
    first.exit = new Exit.Jump(region.entry());
    Block call = new Block();
    List<Var> arguments = arguments(first, call, frames);
    arguments.addAll(frames);
    String called = name + "$" + (firstNumber + pieces.size());
    pieces.add(new Piece(called, new Code(arguments, first, ConstantDescs.CD_int)));
    call(call, called, arguments, targets);
    results.stream().filter(known::contains).forEach(var -> load(var, call));
    live.put(call, Known.in(live, region.entry()));
    Set<Block> others = new HashSet<>(graph.order());
    others.removeAll(region.blocks());
    others.addAll(calls);
    redirect(others, region.entry(), call);
    calls.add(call);
  }

  private Set<Var> defined(Regions.Region region) {
    Set<Var> defined = new LinkedHashSet<>();
    for (Block block : region.blocks()) {
      block.body.stream()
          .filter(instr -> instr.target() != null)
          .forEach(instr -> defined.add(instr.result()));
    }
    defined.removeAll(constants.keySet());
    return defined;
  }

  /// What a piece takes as arguments; the rest of what it reads is loaded at its beginning.
  private List<Var> arguments(Block first, Block call, Set<Var> frames) {
    List<Var> arguments = new ArrayList<>();
    Graph inner = new Graph(new Code(List.of(), first, ConstantDescs.CD_int));
    int words = 0;
    for (Var var : Known.in(Liveness.liveIn(inner), first)) {
      Instr constant = constants.get(var);
      if (frame.containsValue(var)) {
        continue;
      }
      if (constant != null) {
        first.body.add(constant);
      } else if (known.contains(var) && words < MOST_ARGUMENTS) {
        arguments.add(var);
        words += var.kind().slotSize();
      } else {
        if (known.contains(var)) {
          store(var, call);
        }
        frames.add(load(var, first));
      }
    }
    return arguments;
  }

  private void call(Block call, String called, List<Var> arguments, List<Block> targets) {
    MethodTypeDesc type =
        MethodTypeDesc.of(ConstantDescs.CD_int, arguments.stream().map(Var::type).toList());
    MethodName method = new MethodName(self, called, type);
    Var[] args = arguments.toArray(Var[]::new);
    Var exit = call.emit(Op.CALL, ConstantDescs.CD_int, "exit", method, Place.UNKNOWN, args);
    if (targets.isEmpty()) {
      call.exit = new Exit.Bailout();
    } else if (targets.size() == 1) {
      call.exit = new Exit.Jump(targets.getFirst());
    } else if (targets.size() == 2) {
      call.exit =
          new Exit.Branch(Exit.Test.EQUAL, exit, null, targets.getFirst(), targets.getLast());
    } else {
      List<Integer> keys = IntStream.range(1, targets.size()).boxed().toList();
      call.exit =
          new Exit.Choose(exit, keys, targets.subList(1, targets.size()), targets.getFirst());
    }
  }

  private static void redirect(Set<Block> from, Block before, Block after) {
    for (Block block : from) {
      block.exit = block.exit.map(var -> var, target -> target == before ? after : target);
    }
  }

  private Var store(Var var, Block block) {
    Var array = array(var);
    List<Var> args = List.of(array, index(var, block), var);
    block.body.add(new Instr(Op.STORE, null, args, null, Place.UNKNOWN));
    return array;
  }

  private Var load(Var var, Block block) {
    Var array = array(var);
    List<Var> args = List.of(array, index(var, block));
    block.body.add(new Instr(Op.LOAD, var, args, null, Place.UNKNOWN));
    return array;
  }

  /// The array of the frame that holds a variable.
  private Var array(Var var) {
    return frame.computeIfAbsent(
        var.kind(), kind -> new Var(TapeLocals.element(kind).arrayType(), "frame"));
  }

  private Var index(Var var, Block block) {
    int index = places.computeIfAbsent(var, _ -> sizes.merge(var.kind(), 1, Integer::sum) - 1);
    return block.emit(Op.CONSTANT, ConstantDescs.CD_int, "index", index, Place.UNKNOWN);
  }
}
