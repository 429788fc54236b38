package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A recursive method that is being lifted. It becomes a loop with a stack, so that each
/// transformation treats it as it treats any loop.
///
/// A call of the method by itself puts on the tape what the caller reads after the call and the
/// call may change, then a number that tells where to go on; it assigns the parameters and jumps to
/// the beginning. Where the method ends, the number is taken from the tape, and the caller's values
/// where it goes on. A caller in a loop is reached by way of the head of that loop, so that each
/// loop keeps a single entry.
final class Recursion {
  private static final ClassDesc INT = ConstantDescs.CD_int;

  private final Lifter lifter;
  private final Place place;
  private final Frame parameters;
  private final Frame returned;
  private final Block first;
  private final Var resume = new Var(INT, "resume");
  private final Slot ways = new Slot(INT, 0);
  private final List<Call> calls = new ArrayList<>();

  /// A call of the method by itself.
  ///
  /// @param before the block that ends with the call
  /// @param at where in it the parameters are assigned
  /// @param after the block that goes on
  private record Call(Block before, int at, Block after) {}

  /// @param returned what stands for the value of a call
  Recursion(Lifter lifter, List<Value> args, Value returned, Place place) {
    this.lifter = lifter;
    this.place = place;
    this.parameters = frame(args).fresh(new BitSet(), _ -> null);
    this.returned = frame(List.of(returned));
    this.first = lifter.newBlock(place);
  }

  private static Frame frame(List<Value> values) {
    return new Frame(new Value[0], new ArrayList<>(values));
  }

  /// What the method has as its arguments.
  List<Value> parameters() {
    return parameters.stack;
  }

  /// Where the method's own code begins.
  Block first() {
    return first;
  }

  /// The method calls itself.
  Lifter.Result call(List<Value> args, Block before, Place where) {
    Block after = lifter.newBlock(where);
    calls.add(new Call(before, before.body.size(), after));
    frame(args).assignTo(parameters, before, where);
    before.exit = new Exit.Jump(after);
    Frame value = returned.fresh(new BitSet(), _ -> null);
    returned.assignTo(value, after, where);
    return new Lifter.Result(after, value.stack.getFirst());
  }

  /// Connects the calls once the method has been lifted.
  ///
  /// @param start where it is called from outside
  /// @param end where it ends, and with which value
  Lifter.Result close(List<Value> args, Block start, Lifter.Result end) {
    frame(List.of(end.value())).assignTo(returned, end.block(), place);
    Graph graph = new Graph(new Code(List.of(), first, INT));
    Set<Block> blocks = new LinkedHashSet<>(graph.order());
    calls.removeIf(call -> !blocks.contains(call.before()));
    Map<Call, List<Var>> saved = saved(graph);
    Map<Call, List<Block>> heads = heads(graph);

    Block head = lifter.newBlock(place);
    frame(args).assignTo(parameters, start, place);
    enter(start, 0, head);
    Map<Integer, Block> ways = new HashMap<>();
    Map<Call, List<Slot>> slots = new HashMap<>();
    for (int k = 0; k < calls.size(); k++) {
      Call call = calls.get(k);
      List<Var> vars = Known.in(saved, call);
      slots.put(call, vars.stream().map(var -> new Slot(var.type(), 0)).toList());
      save(call, vars, Known.in(slots, call));
      enter(call.before(), k + 1, head);
    }
    calls.forEach(call -> takeBack(call, Known.in(saved, call), Known.in(slots, call)));
    Map<Block, Map<Integer, Block>> inner = new HashMap<>();
    Map<Block, Block> dispatches = new HashMap<>();
    for (int k = 0; k < calls.size(); k++) {
      Block target = calls.get(k).after();
      for (Block loop : Known.in(heads, calls.get(k))) {
        inner.computeIfAbsent(loop, _ -> new HashMap<>()).put(k + 1, target);
        target = dispatches.computeIfAbsent(loop, _ -> lifter.newBlock(place));
      }
      ways.put(k + 1, target);
    }
    dispatches.forEach((loop, dispatch) -> {
      redirect(blocks, loop, dispatch);
      dispatch.exit = choose(Known.in(inner, loop), loop);
    });
    head.exit = choose(ways, first);
    return new Lifter.Result(leave(end.block(), head), returned.stack.getFirst());
  }

  /// What each caller reads after its call and the method assigns.
  private Map<Call, List<Var>> saved(Graph graph) {
    Set<Var> assigned = new HashSet<>(vars(parameters));
    for (Block block : graph.order()) {
      block.body.stream()
          .filter(instr -> instr.target() != null)
          .forEach(instr -> assigned.add(instr.result()));
    }
    assigned.removeAll(vars(returned));
    Map<Block, Set<Var>> live = Liveness.liveIn(graph);
    Map<Call, List<Var>> saved = new HashMap<>();
    for (Call call : calls) {
      saved.put(call, Known.in(live, call.after()).stream().filter(assigned::contains).toList());
    }
    return saved;
  }

  private static Set<Var> vars(Frame frame) {
    Set<Var> vars = new LinkedHashSet<>();
    frame.stack.forEach(value -> Lifted.collect(value, vars));
    return vars;
  }

  /// The heads of the loops around each call, the innermost first.
  private Map<Call, List<Block>> heads(Graph graph) {
    Map<Call, List<Block>> heads = new HashMap<>();
    for (Call call : calls) {
      heads.put(
          call,
          graph.order().stream()
              .filter(block -> graph.loop(block).contains(call.after()))
              .sorted(Comparator.comparingInt(block -> graph.loop(block).size()))
              .toList());
    }
    return heads;
  }

  private void save(Call call, List<Var> vars, List<Slot> slots) {
    List<Instr> pushes = new ArrayList<>();
    for (int i = 0; i < vars.size(); i++) {
      pushes.add(new Instr(Op.PUSH, null, List.of(vars.get(i)), slots.get(i), Place.UNKNOWN));
    }
    call.before().body.addAll(call.at(), pushes);
  }

  private void takeBack(Call call, List<Var> vars, List<Slot> slots) {
    Block back = new Block();
    back.assign(resume, back.emit(Op.CONSTANT, INT, "begin", 0, Place.UNKNOWN));
    for (int i = vars.size() - 1; i >= 0; i--) {
      back.body.add(new Instr(Op.POP, vars.get(i), List.of(), slots.get(i), Place.UNKNOWN));
    }
    call.after().body.addAll(0, back.body);
  }

  /// Begins the method, which goes on at a number of this kind when it ends.
  private void enter(Block block, int way, Block head) {
    Var number = block.emit(Op.CONSTANT, INT, "way", way, Place.UNKNOWN);
    block.body.add(new Instr(Op.PUSH, null, List.of(number), ways, Place.UNKNOWN));
    block.assign(resume, block.emit(Op.CONSTANT, INT, "begin", 0, Place.UNKNOWN));
    block.exit = new Exit.Jump(head);
  }

  /// Ends the method: back to a caller in it, or to the block that is returned.
  private Block leave(Block end, Block head) {
    Block exit = lifter.newBlock(place);
    Block back = lifter.newBlock(place);
    Var way = new Var(INT, "way");
    end.body.add(new Instr(Op.POP, way, List.of(), ways, Place.UNKNOWN));
    end.assign(resume, way);
    end.exit = new Exit.Branch(Exit.Test.EQUAL, way, null, exit, back);
    back.exit = new Exit.Jump(head);
    return exit;
  }

  private Exit choose(Map<Integer, Block> targets, Block otherwise) {
    List<Integer> keys = targets.keySet().stream().sorted().toList();
    List<Block> edges = new ArrayList<>();
    keys.forEach(key -> edges.add(edge(Known.in(targets, key))));
    return new Exit.Choose(resume, keys, edges, edge(otherwise));
  }

  private Block edge(Block target) {
    Block edge = lifter.newBlock(place);
    edge.exit = new Exit.Jump(target);
    return edge;
  }

  private static void redirect(Set<Block> from, Block before, Block after) {
    for (Block block : from) {
      block.exit = block.exit.map(var -> var, target -> target == before ? after : target);
    }
  }
}
