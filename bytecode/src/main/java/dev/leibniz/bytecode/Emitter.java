package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Bailout;
import dev.leibniz.bytecode.runtime.Tape;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Writes a [Code] without phis as a static method.
///
/// A value that is read once, later in its block, stays on the operand stack; the others have a
/// local each. Methods over 8,000 bytes are not compiled by HotSpot, so that size matters.
final class Emitter {
  private static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();
  private static final ClassDesc BAILOUT = Bailout.class.describeConstable().orElseThrow();
  private static final ClassDesc HANDLE = ConstantDescs.CD_MethodHandle;
  private static final int DEEPEST = 60;

  private final String name;
  private final Code code;
  private final List<Block> order;
  private final CodeBuilder builder;
  private final Constants pool;
  private final Home home;
  private final Map<Block, Label> labels = new HashMap<>();
  private final Map<Var, Integer> slots = new HashMap<>();
  private final Map<Var, Instr> constants = new HashMap<>();
  private final Map<Var, Tree> pending = new HashMap<>();
  private final Uses uses;
  private final TapeLocals tape;
  private int nextOwn;
  private int afterOwn;
  private int afterAll;
  private int line;
  private boolean isWhole;

  /// The class of the method.
  ///
  /// @param self its name
  /// @param file its source file
  /// @param types its methods by name
  /// @param slots what each of them, and those that it calls, push and pop
  record Home(
      ClassDesc self,
      String file,
      Map<String, MethodTypeDesc> types,
      Map<String, Set<Slot>> slots) {}

  /// An instruction whose value is still to be computed, where it is read.
  private record Tree(
      Instr instr, Map<Var, Tree> parts, Set<Var> reads, boolean loads, int depth) {}

  Emitter(Piece piece, CodeBuilder builder, Constants pool, Home home) {
    this.name = piece.name();
    this.code = piece.code();
    this.pool = pool;
    this.home = home;
    this.order = code.order().stream().filter(block -> !isForward(block)).toList();
    this.builder = builder;
    this.uses = new Uses(code);
    int next = 0;
    for (Var param : code.params()) {
      slots.put(param, next);
      next += param.kind().slotSize();
    }
    this.tape = new TapeLocals(builder, next);
  }

  /// The type of the method: the parameters, then a tape.
  static MethodTypeDesc type(Code code) {
    List<ClassDesc> types = new ArrayList<>();
    code.params().forEach(param -> types.add(param.type()));
    types.add(TAPE);
    return MethodTypeDesc.of(code.result(), types);
  }

  private static boolean isForward(Block block) {
    return block.body.isEmpty() && block.exit instanceof Exit.Jump(Block target) && target != block;
  }

  private static Block skipForwards(Block block) {
    Block current = block;
    while (isForward(current) && current.exit instanceof Exit.Jump(Block target)) {
      current = target;
    }
    return current;
  }

  private Label label(Block block) {
    return labels.computeIfAbsent(skipForwards(block), _ -> builder.newLabel());
  }

  /// Writes the method.
  ///
  /// @param isWhole whether it is not a piece, so that it begins with an empty tape
  void write(boolean isWhole) {
    findConstants();
    this.isWhole = isWhole;
    int next = tape.open(Known.in(home.slots(), name), isWhole);
    int first = next;
    next += order.stream().mapToInt(this::ownSlots).max().orElse(0);
    afterOwn = next;
    for (Var var : sharedByUse()) {
      slots.put(var, next);
      next += var.kind().slotSize();
    }
    for (Var var : Known.in(Liveness.liveIn(new Graph(code)), code.entry())) {
      if (!code.params().contains(var) && !constants.containsKey(var)) {
        if (slots.putIfAbsent(var, next) == null) {
          next += var.kind().slotSize();
        }
        loadConstant(Ssa.zeroOf(var));
        builder.storeLocal(var.kind(), slot(var));
      }
    }
    afterAll = next;
    for (int i = 0; i < order.size(); i++) {
      Block block = order.get(i);
      builder.labelBinding(label(block));
      nextOwn = first;
      line = 0;
      block.body.stream().map(Instr::place).filter(this::isHere).findFirst().ifPresent(this::mark);
      writeBlock(block, i + 1 < order.size() ? order.get(i + 1) : null);
    }
  }

  /// How many slots the variables of one block take that no other knows.
  private int ownSlots(Block block) {
    return block.body.stream()
        .filter(instr -> instr.target() != null && uses.isLocal(instr.result()) && !canWait(instr))
        .mapToInt(instr -> instr.result().kind().slotSize())
        .sum();
  }

  /// The variables that several blocks know, those that are named most often first: it takes twice
  /// as long an instruction to reach a slot from the 256th on.
  private List<Var> sharedByUse() {
    Set<Var> shared = new LinkedHashSet<>();
    for (Block block : order) {
      for (Instr instr : block.body) {
        Var target = instr.target();
        if (target != null
            && !constants.containsKey(target)
            && !uses.isLocal(target)
            && !slots.containsKey(target)) {
          shared.add(target);
        }
      }
    }
    return shared.stream()
        .sorted(
            Comparator.comparingInt((Var var) -> uses.reads(var) + uses.definitions(var))
                .reversed())
        .toList();
  }

  private boolean isHere(Place place) {
    return place.lineIn(home.file()) > 0;
  }

  /// Notes the line that follows.
  private void mark(Place place) {
    int now = place.lineIn(home.file());
    if (now > 0 && now != line) {
      line = now;
      builder.lineNumber(now);
    }
  }

  private void findConstants() {
    for (Block block : order) {
      for (Instr instr : block.body) {
        if (instr.op() == Op.CONSTANT
            && uses.definitions(instr.result()) == 1
            && !slots.containsKey(instr.result())) {
          constants.put(instr.result(), instr);
        }
      }
    }
  }

  private int slot(Var var) {
    return Objects.requireNonNull(slots.get(var), var.toString());
  }

  private void writeBlock(Block block, @org.jspecify.annotations.Nullable Block following) {
    for (Instr instr : block.body) {
      Var target = instr.target();
      if (target != null && constants.containsKey(target)) {
        continue;
      }
      Tree tree = tree(instr);
      if (target != null && canWait(instr) && tree.depth() < DEEPEST) {
        pending.put(target, tree);
        continue;
      }
      flush(target, instr.op() == Op.STORE || (instr.op() == Op.CALL && !instr.isPure()));
      write(tree);
      if (target != null) {
        store(target);
      }
    }
    Map<Var, Tree> parts = new HashMap<>();
    for (Var arg : block.exit.args()) {
      Tree part = pending.remove(arg);
      if (part != null) {
        parts.put(arg, part);
      }
    }
    List.copyOf(pending.keySet()).forEach(this::settle);
    writeExit(block.exit, parts, following);
  }

  private boolean canWait(Instr instr) {
    Var target = instr.result();
    return instr.op() != Op.POP
        && instr.op() != Op.COPY
        && instr.isPure()
        && uses.isLocal(target)
        && uses.reads(target) == 1
        && uses.definitions(target) == 1;
  }

  private Tree tree(Instr instr) {
    Map<Var, Tree> parts = new HashMap<>();
    Set<Var> reads = new HashSet<>();
    boolean loads = instr.op() == Op.LOAD;
    int depth = 0;
    for (Var arg : instr.args()) {
      Tree part = pending.remove(arg);
      if (part == null) {
        reads.add(arg);
      } else {
        parts.put(arg, part);
        reads.addAll(part.reads());
        loads |= part.loads();
        depth = Math.max(depth, part.depth() + 1);
      }
    }
    return new Tree(instr, parts, reads, loads, depth);
  }

  /// Computes what waits and would change by an assignment or a store.
  private void flush(@org.jspecify.annotations.Nullable Var target, boolean isStore) {
    for (Map.Entry<Var, Tree> entry : List.copyOf(pending.entrySet())) {
      Tree tree = entry.getValue();
      if ((isStore && tree.loads()) || (target != null && tree.reads().contains(target))) {
        settle(entry.getKey());
      }
    }
  }

  private void settle(Var var) {
    Tree tree = Objects.requireNonNull(pending.remove(var));
    write(tree);
    store(var);
  }

  /// Stores into the variable's local. What no other block knows gets its local now, among those
  /// that each block uses anew, or behind all others where these do not suffice.
  private void store(Var var) {
    if (uses.isLocal(var) && !slots.containsKey(var)) {
      int size = var.kind().slotSize();
      if (nextOwn <= afterOwn && nextOwn + size > afterOwn) {
        nextOwn = afterAll;
      }
      slots.put(var, nextOwn);
      nextOwn += size;
    }
    builder.storeLocal(var.kind(), slot(var));
  }

  private void load(Var var, Map<Var, Tree> parts) {
    Tree part = parts.get(var);
    Instr constant = constants.get(var);
    if (part != null) {
      write(part);
    } else if (constant != null) {
      loadConstant(Objects.requireNonNull(constant.payload()));
    } else {
      builder.loadLocal(var.kind(), slot(var));
    }
  }

  private void loadConstant(Object value) {
    if (value.equals(ConstantDescs.NULL)) {
      builder.aconst_null();
    } else {
      builder.loadConstant((ConstantDesc) value);
    }
  }

  private void write(Tree tree) {
    Instr instr = tree.instr();
    Handle handle = null;
    if (instr.op() == Op.PUSH) {
      tape.beginPush(instr.slot());
    }
    if (instr.op() == Op.FUNCTION || instr.op() == Op.INVOKE) {
      handle = handle(instr);
      builder.ldc(pool.add(handle.method()));
    }
    int count = instr.op() == Op.RULED ? 1 : instr.args().size();
    instr.args().subList(0, count).forEach(arg -> load(arg, tree.parts()));
    mark(instr.place());
    switch (instr.op()) {
      case CONSTANT -> loadConstant(Objects.requireNonNull(instr.payload()));
      case COPY, RULED -> {}
      case FUNCTION, INVOKE ->
          builder.invokevirtual(HANDLE, "invokeExact", Objects.requireNonNull(handle).type());
      case CODE -> throw new IllegalStateException("code that is not set in its place");
      case PHI -> throw new IllegalStateException("phi in code to be emitted");
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE -> arithmetic(instr);
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> arithmetic(instr);
      case CONVERT ->
          builder.with(ConvertInstruction.of((Opcode) Objects.requireNonNull(instr.payload())));
      case COMPARE ->
          builder.with(OperatorInstruction.of((Opcode) Objects.requireNonNull(instr.payload())));
      case LOAD -> {
        builder.arrayLoad(elementKind(instr.arg(0)));
        if (instr.result().kind() == TypeKind.REFERENCE
            && !instr.result().type().equals(instr.arg(0).type().componentType())) {
          builder.checkcast(instr.result().type());
        }
      }
      case STORE -> builder.arrayStore(elementKind(instr.arg(0)));
      case ALLOCATE -> {
        ClassDesc element = Objects.requireNonNull(instr.result().type().componentType());
        if (element.isPrimitive()) {
          builder.newarray(TypeKind.from(element));
        } else {
          builder.anewarray(element);
        }
      }
      case LENGTH -> builder.arraylength();
      case CALL -> {
        MethodName method = instr.method();
        if (method.owner().equals(home.self())) {
          callPiece(method);
        } else {
          builder.invokestatic(method.owner(), method.name(), method.type());
        }
      }
      case PUSH -> tape.endPush(instr.slot());
      case POP -> tape.pop(instr.slot());
    }
  }

  /// Calls another method of the class, which goes on with this method's tape.
  private void callPiece(MethodName piece) {
    Set<Slot> slots = Known.in(home.slots(), piece.name());
    tape.save(slots);
    builder.aload(tape.tape());
    builder.invokestatic(home.self(), piece.name(), Known.in(home.types(), piece.name()));
    tape.restore(slots);
  }

  private static Handle handle(Instr instr) {
    return Objects.requireNonNull(instr.payload()) instanceof Template template
        ? Handle.of(FunctionClass.constructor(template))
        : (Handle) Objects.requireNonNull(instr.payload());
  }

  private static TypeKind elementKind(Var array) {
    return TypeKind.from(Objects.requireNonNull(array.type().componentType()));
  }

  private void arithmetic(Instr instr) {
    String prefix =
        switch (instr.result().kind()) {
          case DOUBLE -> "D";
          case FLOAT -> "F";
          case LONG -> "L";
          case INT, BOOLEAN, BYTE, CHAR, SHORT -> "I";
          case REFERENCE, VOID -> throw new IllegalStateException(instr.toString());
        };
    String suffix =
        switch (instr.op()) {
          case ADD -> "ADD";
          case SUBTRACT -> "SUB";
          case MULTIPLY -> "MUL";
          case DIVIDE -> "DIV";
          case REMAINDER -> "REM";
          case NEGATE -> "NEG";
          case SHIFT_LEFT -> "SHL";
          case SHIFT_RIGHT -> "SHR";
          case SHIFT_RIGHT_UNSIGNED -> "USHR";
          case AND -> "AND";
          case OR -> "OR";
          case XOR -> "XOR";
          case CONSTANT,
              COPY,
              PHI,
              CONVERT,
              COMPARE,
              LOAD,
              STORE,
              ALLOCATE,
              LENGTH,
              CALL,
              PUSH,
              POP,
              FUNCTION,
              INVOKE,
              RULED,
              CODE ->
              throw new IllegalStateException(instr.toString());
        };
    builder.with(OperatorInstruction.of(Opcode.valueOf(prefix + suffix)));
  }

  private void writeExit(
      Exit exit, Map<Var, Tree> parts, @org.jspecify.annotations.Nullable Block following) {
    exit.args().forEach(arg -> load(arg, parts));
    switch (exit) {
      case Exit.Jump(Block target) -> jump(target, following);
      case Exit.Branch branch -> {
        builder.branch(opcode(branch), label(branch.then()));
        jump(branch.otherwise(), following);
      }
      case Exit.Choose choose -> {
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < choose.keys().size(); i++) {
          cases.add(SwitchCase.of(choose.keys().get(i), label(choose.cases().get(i))));
        }
        builder.lookupswitch(label(choose.otherwise()), cases);
      }
      case Exit.Return(Var value) -> {
        if (!isWhole) {
          tape.saveAll();
        }
        builder.return_(value.kind());
      }
      case Exit.Bailout() -> {
        builder.invokestatic(BAILOUT, "get", MethodTypeDesc.of(BAILOUT));
        builder.athrow();
      }
    }
  }

  private void jump(Block target, @org.jspecify.annotations.Nullable Block following) {
    if (skipForwards(target) != following) {
      builder.goto_(label(target));
    }
  }

  private static Opcode opcode(Exit.Branch branch) {
    boolean isReference = branch.left().kind() == TypeKind.REFERENCE;
    boolean isPair = branch.right() != null;
    String suffix =
        switch (branch.test()) {
          case EQUAL -> "EQ";
          case NOT_EQUAL -> "NE";
          case LESS -> "LT";
          case GREATER_OR_EQUAL -> "GE";
          case GREATER -> "GT";
          case LESS_OR_EQUAL -> "LE";
        };
    if (isReference && !isPair) {
      return branch.test() == Exit.Test.EQUAL ? Opcode.IFNULL : Opcode.IFNONNULL;
    }
    return Opcode.valueOf((isPair ? isReference ? "IF_ACMP" : "IF_ICMP" : "IF") + suffix);
  }
}
