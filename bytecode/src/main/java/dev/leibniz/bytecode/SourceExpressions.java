package dev.leibniz.bytecode;

import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints the instructions of a block as Java: a value that is read once, later in its block, is
/// written where it is read.
final class SourceExpressions {
  private static final int ATOM = 9;
  private static final int UNARY = 8;

  /// Of three operators whose order among themselves nobody remembers.
  private static final int BITS = 1;

  private static final Set<String> WORDS = Set.of("new", "int", "double", "tape", "in", "this");

  private final Uses uses;
  private final Map<Var, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<Var, Object> constants = new HashMap<>();
  private final Set<Var> shared = new LinkedHashSet<>();
  private final Set<Integer> tapes = new TreeSet<>();

  /// @param rank how strongly the outermost operator binds
  /// @param loads whether an array is read in it
  private record Text(String text, int rank, Set<Var> reads, boolean loads, @Nullable Instr instr) {
    String within(int least) {
      return rank >= least ? text : "(" + text + ")";
    }
  }

  SourceExpressions(Code code) {
    this.uses = new Uses(code);
    for (Block block : code.order()) {
      for (Instr instr : block.body) {
        Var target = instr.target();
        if (target == null) {
          continue;
        }
        if (instr.op() == Op.CONSTANT && uses.definitions(target) == 1) {
          constants.put(target, Objects.requireNonNull(instr.payload()));
        } else if (!uses.isLocal(target) || uses.definitions(target) > 1) {
          shared.add(target);
        }
      }
    }
  }

  /// The variables that live in more than one block.
  Set<Var> shared() {
    return shared;
  }

  /// The tapes that are used.
  Set<Integer> tapes() {
    return tapes;
  }

  String name(Var var) {
    return names.computeIfAbsent(
        var,
        _ -> {
          String wish = var.name().replaceAll("[^A-Za-z0-9]", "");
          String base = wish.isEmpty() || WORDS.contains(wish) ? "v" : wish;
          String name = base;
          for (int i = 1; !taken.add(name); i++) {
            name = base + i;
          }
          return name;
        });
  }

  static String type(ClassDesc type) {
    return type.displayName();
  }

  static String literal(Object value) {
    return switch (value) {
      case Double number when number.isNaN() -> "Double.NaN";
      case Double number when number.isInfinite() ->
          number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
      case Float number when number.isNaN() -> "Float.NaN";
      case Float number when number.isInfinite() ->
          number > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
      case Float number -> number + "f";
      case Long number -> number + "L";
      case Number number -> number.toString();
      default -> "null";
    };
  }

  /// Writes a block whose exit reads nothing.
  void statements(Block block, List<String> out) {
    Pending pending = new Pending(out);
    pending.run(block);
    pending.settleAll();
  }

  /// Writes a block, and gives the value that its exit reads.
  String value(Block block, Var value, List<String> out) {
    Pending pending = new Pending(out);
    pending.run(block);
    Text text = pending.take(value);
    pending.settleAll();
    return text.text();
  }

  /// A condition and its opposite.
  record Condition(String yes, String no) {}

  /// Writes a block, and gives the condition of its branch.
  Condition condition(Block block, Exit.Branch branch, List<String> out) {
    Pending pending = new Pending(out);
    pending.run(block);
    Text left = pending.take(branch.left());
    Var second = branch.right();
    Text right = second == null ? null : pending.take(second);
    pending.settleAll();
    Instr compare = left.instr();
    if (right == null && compare != null && compare.op() == Op.COMPARE) {
      return compared(branch.test(), left);
    }
    boolean isReference = branch.left().kind() == TypeKind.REFERENCE;
    String other = right != null ? right.within(3) : isReference ? "null" : "0";
    String first = left.within(3);
    return new Condition(
        first + " " + symbol(branch.test()) + " " + other,
        first + " " + symbol(negated(branch.test())) + " " + other);
  }

  private static String symbol(Exit.Test test) {
    return switch (test) {
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case LESS -> "<";
      case GREATER_OR_EQUAL -> ">=";
      case GREATER -> ">";
      case LESS_OR_EQUAL -> "<=";
    };
  }

  private static Exit.Test negated(Exit.Test test) {
    return switch (test) {
      case EQUAL -> Exit.Test.NOT_EQUAL;
      case NOT_EQUAL -> Exit.Test.EQUAL;
      case LESS -> Exit.Test.GREATER_OR_EQUAL;
      case GREATER_OR_EQUAL -> Exit.Test.LESS;
      case GREATER -> Exit.Test.LESS_OR_EQUAL;
      case LESS_OR_EQUAL -> Exit.Test.GREATER;
    };
  }

  /// A comparison with NaN is false in Java; which of two opposite comparisons was meant, the
  /// instruction tells.
  private static Condition compared(Exit.Test test, Text compare) {
    Opcode opcode =
        (Opcode) Objects.requireNonNull(Objects.requireNonNull(compare.instr()).payload());
    boolean isLess = test == Exit.Test.LESS || test == Exit.Test.LESS_OR_EQUAL;
    boolean isGreater = test == Exit.Test.GREATER || test == Exit.Test.GREATER_OR_EQUAL;
    boolean nanIsGreater = opcode == Opcode.DCMPG || opcode == Opcode.FCMPG;
    boolean nanIsLess = opcode == Opcode.DCMPL || opcode == Opcode.FCMPL;
    String[] sides = compare.text().split(" <=> ", 2);
    String opposite = sides[0] + " " + symbol(negated(test)) + " " + sides[1];
    if ((isGreater && nanIsGreater) || (isLess && nanIsLess)) {
      return new Condition("!(" + opposite + ")", opposite);
    }
    String condition = sides[0] + " " + symbol(test) + " " + sides[1];
    boolean isExact = !(isLess || isGreater) || opcode == Opcode.LCMP;
    return new Condition(condition, isExact ? opposite : "!(" + condition + ")");
  }

  /// The values of one block that are still to be written.
  private final class Pending {
    private final Map<Var, Text> waiting = new LinkedHashMap<>();
    private final List<String> out;

    Pending(List<String> out) {
      this.out = out;
    }

    void run(Block block) {
      for (Instr instr : block.body) {
        Var target = instr.target();
        if (target != null && constants.containsKey(target)) {
          continue;
        }
        Text text = text(instr);
        boolean canWait =
            target != null
                && instr.op() != Op.POP
                && instr.isPure()
                && uses.isLocal(target)
                && uses.reads(target) == 1
                && uses.definitions(target) == 1;
        if (canWait) {
          waiting.put(target, text);
          continue;
        }
        flush(target, instr.op() == Op.STORE);
        write(target, text);
      }
    }

    private void write(@Nullable Var target, Text text) {
      if (target == null) {
        out.add(text.text() + ";");
      } else {
        String declared = shared.contains(target) ? "" : type(target.type()) + " ";
        out.add(declared + name(target) + " = " + text.text() + ";");
      }
    }

    private void flush(@Nullable Var target, boolean isStore) {
      for (Map.Entry<Var, Text> entry : List.copyOf(waiting.entrySet())) {
        Text text = entry.getValue();
        if ((isStore && text.loads()) || (target != null && text.reads().contains(target))) {
          settle(entry.getKey());
        }
      }
    }

    private void settle(Var var) {
      Text text = Objects.requireNonNull(waiting.remove(var));
      out.add(type(var.type()) + " " + name(var) + " = " + plain(text) + ";");
    }

    void settleAll() {
      List.copyOf(waiting.keySet()).forEach(this::settle);
    }

    /// A three-way comparison that is no condition.
    private String plain(Text text) {
      Instr instr = text.instr();
      if (instr == null || instr.op() != Op.COMPARE) {
        return text.text();
      }
      return "("
          + compared(Exit.Test.LESS, text).yes()
          + ") ? -1 : ("
          + compared(Exit.Test.EQUAL, text).yes()
          + ") ? 0 : 1";
    }

    Text take(Var var) {
      Object constant = constants.get(var);
      if (constant != null) {
        String text = literal(constant);
        return new Text(text, text.startsWith("-") ? UNARY : ATOM, Set.of(), false, null);
      }
      Text text = waiting.remove(var);
      return text == null ? new Text(name(var), ATOM, Set.of(var), false, null) : text;
    }

    private Text text(Instr instr) {
      List<Text> args = new ArrayList<>();
      instr.args().forEach(arg -> args.add(take(arg)));
      Set<Var> reads = new HashSet<>();
      boolean loads = instr.op() == Op.LOAD;
      for (Text arg : args) {
        reads.addAll(arg.reads());
        loads |= arg.loads();
      }
      int rank = rank(instr);
      return new Text(print(instr, args, rank), rank, reads, loads, instr);
    }

    private int rank(Instr instr) {
      return switch (instr.op()) {
        case MULTIPLY, DIVIDE, REMAINDER -> 6;
        case ADD, SUBTRACT -> 5;
        case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> 4;
        case COMPARE -> 0;
        case AND, OR, XOR -> BITS;
        case NEGATE, CONVERT -> UNARY;
        case COPY -> 0;
        case CONSTANT, PHI, LOAD, STORE, ALLOCATE, LENGTH, CALL, PUSH, POP -> ATOM;
        case FUNCTION, INVOKE, RULED, CODE -> ATOM;
      };
    }

    private String print(Instr instr, List<Text> args, int rank) {
      return switch (instr.op()) {
        case CONSTANT -> literal(Objects.requireNonNull(instr.payload()));
        case COPY -> plain(args.getFirst());
        case ADD -> binary("+", args, rank);
        case SUBTRACT -> binary("-", args, rank);
        case MULTIPLY -> binary("*", args, rank);
        case DIVIDE -> binary("/", args, rank);
        case REMAINDER -> binary("%", args, rank);
        case SHIFT_LEFT -> binary("<<", args, rank);
        case SHIFT_RIGHT -> binary(">>", args, rank);
        case SHIFT_RIGHT_UNSIGNED -> binary(">>>", args, rank);
        case AND -> binary("&", args, rank);
        case OR -> binary("|", args, rank);
        case XOR -> binary("^", args, rank);
        case NEGATE -> "-" + args.getFirst().within(ATOM);
        case CONVERT -> "(" + converted(instr) + ") " + args.getFirst().within(ATOM);
        case COMPARE -> args.get(0).within(2) + " <=> " + args.get(1).within(2);
        case LOAD -> {
          String element = args.get(0).within(ATOM) + "[" + args.get(1).text() + "]";
          yield holdsFlags(instr.arg(0)) ? "(" + element + " ? 1 : 0)" : element;
        }
        case STORE -> {
          String cast =
              switch (SourceWriter.element(instr.arg(0)).descriptorString()) {
                case "B" -> "(byte) ";
                case "C" -> "(char) ";
                case "S" -> "(short) ";
                default -> "";
              };
          boolean isFlag = holdsFlags(instr.arg(0));
          String value = args.get(2).within(isFlag ? 3 : cast.isEmpty() ? 0 : ATOM);
          yield args.get(0).within(ATOM)
              + "["
              + args.get(1).text()
              + "] = "
              + cast
              + value
              + (isFlag ? " != 0" : "");
        }
        case ALLOCATE -> allocate(instr.result().type(), args.getFirst().text());
        case LENGTH -> args.getFirst().within(ATOM) + ".length";
        case CALL -> call(instr, args);
        case PUSH -> {
          tapes.add(instr.slot().tape());
          String push = isDouble(instr.slot()) ? ".push(" : ".pushObject(";
          yield "tape" + instr.slot().tape() + push + args.getFirst().text() + ")";
        }
        case POP -> {
          tapes.add(instr.slot().tape());
          ClassDesc type = instr.slot().type();
          String pop = "tape" + instr.slot().tape();
          pop += isDouble(instr.slot()) ? ".pop()" : ".popObject()";
          yield type.equals(ConstantDescs.CD_double) ? pop : "(" + type(type) + ") " + pop;
        }
        case PHI, FUNCTION, INVOKE, RULED, CODE ->
            throw instr
                .place()
                .refuse(
                    "cannot print a derivative by rule as source",
                    "invokestatic",
                    "print its rule");
      };
    }

    private String converted(Instr instr) {
      Opcode opcode = (Opcode) Objects.requireNonNull(instr.payload());
      return switch (opcode) {
        case I2B -> "byte";
        case I2C -> "char";
        case I2S -> "short";
        default -> type(instr.result().type());
      };
    }

    private static boolean holdsFlags(Var array) {
      return SourceWriter.element(array).equals(ConstantDescs.CD_boolean);
    }

    /// Whether the tape of the source holds a value as a double; a long would lose bits.
    private static boolean isDouble(Slot slot) {
      return slot.type().isPrimitive() && !slot.type().equals(ConstantDescs.CD_long);
    }

    private String allocate(ClassDesc type, String length) {
      ClassDesc element = Objects.requireNonNull(type.componentType());
      String dimensions = "";
      while (element.isArray()) {
        element = Objects.requireNonNull(element.componentType());
        dimensions += "[]";
      }
      return "new " + type(element) + "[" + length + "]" + dimensions;
    }

    private String binary(String symbol, List<Text> args, int rank) {
      boolean ofBits = rank == BITS;
      String left = args.get(0).within(ofBits ? rank + 1 : rank);
      return left + " " + symbol + " " + args.get(1).within(rank + 1);
    }

    private String call(Instr instr, List<Text> args) {
      MethodName method = instr.method();
      String owner = method.owner().displayName();
      String call =
          args.stream()
              .map(Text::text)
              .collect(Collectors.joining(", ", owner + "." + method.name() + "(", ")"));
      boolean isFlag = method.type().returnType().equals(ConstantDescs.CD_boolean);
      return isFlag ? "(" + call + " ? 1 : 0)" : call;
    }
  }
}
