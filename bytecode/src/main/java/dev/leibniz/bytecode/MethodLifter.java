package dev.leibniz.bytecode;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one method's bytecode, by running it on [Value]s, piece by piece.
final class MethodLifter {
  private static final String NO_OBJECTS = "use double, int, arrays, records or static methods";

  private final Lifter lifter;
  private final ClassModel owner;
  private final MethodModel method;
  private final Place caller;
  private final List<CodeElement> elements;
  private final Flow flow;
  private final LocalNames names;
  private final Map<Integer, Frame> frames = new HashMap<>();
  private final Map<Integer, Block> starts = new HashMap<>();
  private final List<Lifter.Result> results = new ArrayList<>();
  private final boolean isConstructor;
  private final Calls calls;
  private final Columns columns;
  private Frame frame;
  private Block block = new Block();
  private Place place;
  private int at;

  MethodLifter(
      Lifter lifter, ClassModel owner, MethodModel method, List<Value> args, Place caller) {
    this.lifter = lifter;
    this.owner = owner;
    this.method = method;
    this.caller = caller;
    this.place = placeOf(0);
    this.isConstructor = method.methodName().equalsString("<init>");
    var code = method.code().orElse(null);
    if (code == null) {
      throw place.refuse(
          "cannot differentiate the native or abstract method " + method.methodName(),
          "invoke",
          "write its body in Java");
    }
    this.elements = code.elementList();
    this.flow = new Flow(elements);
    this.names = new LocalNames(elements);
    this.frame = new Frame(new Value[maxLocals()], new ArrayList<>());
    this.columns = new Columns(lifter, this);
    this.calls = new Calls(lifter, this, columns);
    int slot = 0;
    for (Value arg : args) {
      frame.locals[slot] = arg;
      String name = names.at(slot, -1);
      if (name != null && arg instanceof Value.Scalar(Var var)) {
        var.call(name);
      }
      slot += words(arg);
    }
    for (CodeElement element : elements) {
      if (element instanceof ExceptionCatch handler && flow.canReturn(flow.at(handler.handler()))) {
        throw place.refuse(
            "cannot differentiate try and catch", "athrow", "test for the bad values instead");
      }
    }
  }

  private int maxLocals() {
    return method.findAttribute(Attributes.code()).orElseThrow().maxLocals();
  }

  /// A line of the method; in a helper of ours, the place where it is called.
  private Place placeOf(int line) {
    String type = owner.thisClass().asInternalName();
    if (ClassFiles.isOurs(type)) {
      return caller;
    }
    String file =
        owner
            .findAttribute(Attributes.sourceFile())
            .map(attribute -> attribute.sourceFile().stringValue())
            .orElse("unknown");
    String name = method.methodName().stringValue();
    if (name.startsWith("lambda$")) {
      String holder = name.substring(7, Math.max(7, name.indexOf('$', 7)));
      name = holder.isEmpty() ? name : holder;
    }
    return new Place(type, name, file, line, caller.equals(Place.UNKNOWN) ? null : caller);
  }

  /// Where the method goes on when it returns, and with which value.
  Lifter.Result lift(Block start) {
    starts.put(0, start);
    if (flow.entries(0) == 1) {
      frames.put(0, frame);
    } else {
      Block first = lifter.newBlock(place);
      Frame fresh = frame.fresh(live(0), slot -> names.at(slot, 0));
      frame.assignTo(fresh, start, place);
      start.exit = new Exit.Jump(first);
      starts.put(0, first);
      frames.put(0, fresh);
    }
    for (int piece : flow.order()) {
      if (flow.canReturn(piece) && frames.containsKey(piece)) {
        run(piece);
      }
    }
    if (results.isEmpty()) {
      throw place.refuse("cannot differentiate a method that never returns", "athrow", NO_OBJECTS);
    }
    return results.size() == 1 ? results.getFirst() : joinResults();
  }

  private Lifter.Result joinResults() {
    Block end = lifter.newBlock(place);
    Frame first = new Frame(new Value[0], List.of(results.getFirst().value()));
    Frame joined = first.fresh(new BitSet(), _ -> null);
    for (Lifter.Result result : results) {
      Frame each = new Frame(new Value[0], List.of(result.value()));
      each.assignTo(joined, result.block(), place);
      result.block().exit = new Exit.Jump(end);
    }
    return new Lifter.Result(end, joined.stack.getFirst());
  }

  private BitSet live(int piece) {
    BitSet live = (BitSet) flow.live(piece).clone();
    if (isConstructor) {
      live.set(0);
    }
    return live;
  }

  private void run(int piece) {
    frame = Objects.requireNonNull(frames.get(piece)).copy();
    block = Objects.requireNonNull(starts.get(piece));
    Flow.Piece range = flow.pieces().get(piece);
    boolean isDone = false;
    for (at = range.from(); at < range.to(); at++) {
      isDone = step(elements.get(at), piece);
    }
    if (!isDone) {
      block.exit = new Exit.Jump(edge(piece + 1));
    }
  }

  /// The block that carries the frame to another piece.
  private Block edge(int target) {
    Block edge = lifter.newBlock(place);
    if (!flow.canReturn(target)) {
      return edge;
    }
    if (flow.entries(target) == 1) {
      frames.put(target, frame.copy());
      starts.put(target, edge);
      return edge;
    }
    Frame wanted = frames.get(target);
    if (wanted == null) {
      wanted = frame.fresh(live(target), slot -> names.at(slot, flow.pieces().get(target).from()));
      frames.put(target, wanted);
      starts.put(target, lifter.newBlock(place));
    }
    frame.assignTo(wanted, edge, place);
    edge.exit = new Exit.Jump(Objects.requireNonNull(starts.get(target)));
    return edge;
  }

  /// Whether the element ends the piece.
  private boolean step(CodeElement element, int piece) {
    switch (element) {
      case LineNumber line -> place = placeOf(line.line());
      case LoadInstruction load ->
          push(Objects.requireNonNull(frame.locals[load.slot()], "a local read before it is set"));
      case StoreInstruction store -> store(store.slot());
      case IncrementInstruction increment -> increment(increment);
      case ConstantInstruction constant -> constant(constant);
      case OperatorInstruction operator -> operator(operator);
      case ConvertInstruction convert -> {
        Var from = popVar();
        Op op = Op.CONVERT;
        push(emit(op, Lifter.loadable(convert.toType().upperBound()), convert.opcode(), from));
      }
      case ArrayLoadInstruction _ -> load();
      case ArrayStoreInstruction _ -> {
        Value value = pop();
        Var index = popVar();
        if (frame.stack.getLast() instanceof Value.Columns objects) {
          pop();
          columns.store(objects, index, value);
        } else {
          List<Var> args = List.of(popArray(), index, var(value, "store"));
          block.body.add(new Instr(Op.STORE, null, args, null, place));
        }
      }
      case NewPrimitiveArrayInstruction make ->
          push(emit(Op.ALLOCATE, make.typeKind().upperBound().arrayType(), null, popVar()));
      case NewReferenceArrayInstruction make -> {
        ClassDesc type = make.componentType().asSymbol();
        if (Lifter.isPrimitiveArray(type)) {
          push(emit(Op.ALLOCATE, type.arrayType(), null, popVar()));
        } else {
          push(columns.allocate(type.arrayType(), calls.shape(type, "anewarray"), popVar()));
        }
      }
      case NewMultiArrayInstruction make -> calls.arrays().grid(make);
      case StackInstruction stack -> shuffle(stack.opcode());
      case NewObjectInstruction make -> push(calls.made(make.className().asSymbol()));
      case TypeCheckInstruction check -> calls.typeCheck(check);
      case FieldInstruction field -> calls.field(field);
      case InvokeInstruction invoke -> calls.invoke(invoke);
      case InvokeDynamicInstruction invoke -> calls.invokeDynamic(invoke);
      case BranchInstruction branch -> {
        branch(branch, piece);
        return true;
      }
      case LookupSwitchInstruction choose -> {
        choose(choose.cases(), flow.at(choose.defaultTarget()));
        return true;
      }
      case TableSwitchInstruction choose -> {
        choose(choose.cases(), flow.at(choose.defaultTarget()));
        return true;
      }
      case ReturnInstruction exit -> {
        results.add(new Lifter.Result(block, returned(exit)));
        return true;
      }
      case java.lang.classfile.Instruction other when other.opcode() != Opcode.NOP ->
          throw refuse("the instruction " + other.opcode(), other.opcode().name(), NO_OBJECTS);
      default -> {}
    }
    return false;
  }

  private void load() {
    Value index = pop();
    Value array = pop();
    if (array instanceof Value.Host(int[] cases, _)
        && lifter.constant(index) instanceof Integer ordinal) {
      push(emit(Op.CONSTANT, ConstantDescs.CD_int, cases[ordinal]));
      return;
    }
    if (array instanceof Value.Columns objects) {
      push(columns.load(objects, var(index, "aaload")));
      return;
    }
    push(array);
    Var from = popArray();
    ClassDesc type = Objects.requireNonNull(from.type().componentType());
    push(emit(Op.LOAD, Lifter.loadable(type), null, from, var(index, "load")));
  }

  private Value returned(ReturnInstruction exit) {
    if (isConstructor) {
      return Objects.requireNonNull(frame.locals[0]);
    }
    return exit.opcode() == Opcode.RETURN ? new Value.Null() : pop();
  }

  private void store(int slot) {
    Value value = pop();
    String name = names.at(slot, at);
    if (name != null && value instanceof Value.Scalar(Var var)) {
      var.call(name);
    }
    frame.locals[slot] = value;
    if (words(value) == 2) {
      frame.locals[slot + 1] = null;
    }
  }

  private void increment(IncrementInstruction increment) {
    Value value = Objects.requireNonNull(frame.locals[increment.slot()]);
    Var step = var(emit(Op.CONSTANT, ConstantDescs.CD_int, increment.constant()), "iinc");
    frame.locals[increment.slot()] =
        emit(Op.ADD, ConstantDescs.CD_int, null, var(value, "iinc"), step);
  }

  private void constant(ConstantInstruction constant) {
    Object value = constant.constantValue();
    if (constant.opcode() == Opcode.ACONST_NULL) {
      push(new Value.Null());
    } else if (value instanceof Number number) {
      push(emit(Op.CONSTANT, Lifter.loadable(constant.typeKind().upperBound()), number));
    } else {
      push(new Value.Opaque("the constant " + value));
    }
  }

  private void operator(OperatorInstruction operator) {
    String name = operator.opcode().name();
    ClassDesc type = Lifter.loadable(operator.typeKind().upperBound());
    if (name.equals("ARRAYLENGTH") && frame.stack.getLast() instanceof Value.Columns objects) {
      pop();
      push(columns.length(objects));
      return;
    }
    if (name.equals("ARRAYLENGTH")) {
      push(emit(Op.LENGTH, ConstantDescs.CD_int, null, popArray()));
      return;
    }
    if (name.endsWith("NEG")) {
      push(emit(Op.NEGATE, type, null, popVar()));
      return;
    }
    Var right = popVar();
    Var left = popVar();
    if (name.contains("CMP")) {
      push(emit(Op.COMPARE, ConstantDescs.CD_int, operator.opcode(), left, right));
      return;
    }
    Op op =
        switch (name.substring(1)) {
          case "ADD" -> Op.ADD;
          case "SUB" -> Op.SUBTRACT;
          case "MUL" -> Op.MULTIPLY;
          case "DIV" -> Op.DIVIDE;
          case "REM" -> Op.REMAINDER;
          case "SHL" -> Op.SHIFT_LEFT;
          case "SHR" -> Op.SHIFT_RIGHT;
          case "USHR" -> Op.SHIFT_RIGHT_UNSIGNED;
          case "AND" -> Op.AND;
          case "OR" -> Op.OR;
          case "XOR" -> Op.XOR;
          default -> throw refuse("the instruction " + name, name, NO_OBJECTS);
        };
    push(emit(op, type, null, left, right));
  }

  private void branch(BranchInstruction branch, int piece) {
    String name = branch.opcode().name();
    if (name.startsWith("GOTO")) {
      block.exit = new Exit.Jump(edge(flow.at(branch.target())));
      return;
    }
    Value right = name.contains("CMP") ? pop() : null;
    Value left = pop();
    if (flow.targets(piece).size() == 1) {
      block.exit = new Exit.Jump(edge(flow.targets(piece).getFirst()));
      return;
    }
    boolean isNullTest = name.endsWith("NULL");
    String suffix = name.substring(name.lastIndexOf(isNullTest ? "IF" : "") + (isNullTest ? 2 : 0));
    if (isNullTest && !(left instanceof Value.Scalar)) {
      boolean taken = (left instanceof Value.Null) == suffix.equals("NULL");
      block.exit = new Exit.Jump(edge(taken ? flow.at(branch.target()) : piece + 1));
      return;
    }
    Boolean isSame = right == null ? null : Value.isSame(left, right);
    if (isSame != null) {
      boolean taken = isSame == suffix.endsWith("EQ");
      block.exit = new Exit.Jump(edge(taken ? flow.at(branch.target()) : piece + 1));
      return;
    }
    Exit.Test test = test(isNullTest ? (suffix.equals("NULL") ? "EQ" : "NE") : last(name));
    Var second = right == null ? null : var(right, name);
    Block then = edge(flow.at(branch.target()));
    Block otherwise = edge(piece + 1);
    block.exit = new Exit.Branch(test, var(left, name), second, then, otherwise);
  }

  private static String last(String name) {
    return name.substring(name.length() - 2);
  }

  private static Exit.Test test(String name) {
    return switch (name) {
      case "EQ" -> Exit.Test.EQUAL;
      case "NE" -> Exit.Test.NOT_EQUAL;
      case "LT" -> Exit.Test.LESS;
      case "GE" -> Exit.Test.GREATER_OR_EQUAL;
      case "GT" -> Exit.Test.GREATER;
      case "LE" -> Exit.Test.LESS_OR_EQUAL;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private void choose(List<SwitchCase> cases, int otherwise) {
    Value chosen = pop();
    Object known = lifter.constant(chosen);
    if (known != null) {
      int target =
          cases.stream()
              .filter(each -> known.equals(each.caseValue()))
              .mapToInt(each -> flow.at(each.target()))
              .findFirst()
              .orElse(otherwise);
      block.exit = new Exit.Jump(edge(target));
      return;
    }
    Var value = var(chosen, "switch");
    List<Integer> keys = new ArrayList<>();
    List<Block> targets = new ArrayList<>();
    for (SwitchCase each : cases) {
      keys.add(each.caseValue());
      targets.add(edge(flow.at(each.target())));
    }
    block.exit = new Exit.Choose(value, keys, targets, edge(otherwise));
  }

  private void shuffle(Opcode opcode) {
    switch (opcode) {
      case POP -> take(1);
      case POP2 -> take(2);
      case DUP -> duplicate(1, 0);
      case DUP_X1 -> duplicate(1, 1);
      case DUP_X2 -> duplicate(1, 2);
      case DUP2 -> duplicate(2, 0);
      case DUP2_X1 -> duplicate(2, 1);
      case DUP2_X2 -> duplicate(2, 2);
      case SWAP -> {
        Value top = pop();
        Value below = pop();
        push(top);
        push(below);
      }
      default -> throw new IllegalArgumentException(opcode.name());
    }
  }

  private List<Value> take(int words) {
    List<Value> taken = new ArrayList<>();
    int left = words;
    while (left > 0) {
      Value value = pop();
      taken.addFirst(value);
      left -= words(value);
    }
    return taken;
  }

  private void duplicate(int words, int below) {
    List<Value> top = take(words);
    List<Value> under = take(below);
    frame.stack.addAll(top);
    frame.stack.addAll(under);
    frame.stack.addAll(top);
  }

  private static int words(Value value) {
    return value instanceof Value.Scalar(Var var) ? var.kind().slotSize() : 1;
  }

  // What Calls and Columns work with.

  /// Whether this is the constructor of an object, which has not ended yet.
  @SuppressWarnings("ReferenceEquality") // the object itself
  boolean constructs(Value object) {
    return isConstructor && object == frame.locals[0];
  }

  Frame frame() {
    return frame;
  }

  Block block() {
    return block;
  }

  void continueAt(Block next) {
    block = next;
  }

  Place place() {
    return place;
  }

  void push(Value value) {
    frame.stack.add(value);
  }

  Value pop() {
    return frame.stack.removeLast();
  }

  Var popVar() {
    return var(pop(), "load");
  }

  Var popArray() {
    Var array = popVar();
    if (!array.isArray()) {
      throw refuse("an array operation on " + array.type().displayName(), "load", NO_OBJECTS);
    }
    return array;
  }

  Value emit(Op op, ClassDesc type, @Nullable Object payload, Var... args) {
    Var var = block.emit(op, type, "v", payload, place, args);
    if (op == Op.CONSTANT && payload != null) {
      lifter.noteConstant(var, payload);
    }
    return new Value.Scalar(var);
  }

  Var var(Value value, String instruction) {
    return switch (value) {
      case Value.Scalar(Var var) -> var;
      case Value.Aggregate object ->
          throw refuse(
              "an object of " + object.type().displayName() + " that is stored or compared",
              instruction,
              NO_OBJECTS);
      case Value.Host host ->
          throw refuse(
              "an object of " + host.instance().getClass().getName() + " as a value",
              instruction,
              NO_OBJECTS);
      case Value.Columns objects ->
          throw refuse(
              "an array of objects, " + objects.type().displayName() + ", as a value",
              instruction,
              NO_OBJECTS);
      case Value.Closure _, Value.Function _ ->
          throw refuse("a lambda as a value", instruction, NO_OBJECTS);
      case Value.Null _ -> throw refuse("the value null", instruction, NO_OBJECTS);
      case Value.Opaque(String what) -> throw refuse(what, instruction, NO_OBJECTS);
    };
  }

  RuntimeException refuse(String what, String instruction, String fix) {
    return place.refuse("cannot differentiate " + what, instruction, fix);
  }
}
