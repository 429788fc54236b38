package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Computes once what a block of code in SSA form computes several times: an element that is loaded
/// again, with the arithmetic of its index. Each load that is left out saves the reverse sweep an
/// addition to an element of the shadow.
final class Common {
  private final Map<Var, Var> same = new HashMap<>();

  private Common() {}

  static void run(Code code) {
    Common common = new Common();
    for (Block block : code.order()) {
      common.merge(block);
    }
    for (Block block : code.order()) {
      common.rename(block);
    }
  }

  private Var find(Var var) {
    return same.getOrDefault(var, var);
  }

  private void merge(Block block) {
    Map<List<Object>, Var> known = new HashMap<>();
    Map<List<Object>, Var> loaded = new HashMap<>();
    block.body.removeIf(instr -> {
      if (!instr.isPure()) {
        loaded.clear();
        return false;
      }
      if (!isComparable(instr)) {
        return false;
      }
      List<Object> key = key(instr);
      Var before = (instr.op() == Op.LOAD ? loaded : known).putIfAbsent(key, instr.result());
      if (before != null) {
        same.put(instr.result(), before);
      }
      return before != null;
    });
  }

  private List<Object> key(Instr instr) {
    List<Object> key = new ArrayList<>();
    key.add(instr.op());
    key.add(instr.result().type());
    key.add(instr.payload() == null ? "" : instr.payload());
    instr.args().forEach(arg -> key.add(find(arg)));
    return key;
  }

  private void rename(Block block) {
    block.body.replaceAll(instr -> instr.reading(this::find));
    block.exit = block.exit.map(this::find, target -> target);
  }

  /// Whether equal instructions give the same value: not those that make an array, for one.
  private static boolean isComparable(Instr instr) {
    return switch (instr.op()) {
      case CONSTANT, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE -> true;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> true;
      case CONVERT, COMPARE, LOAD, LENGTH -> true;
      case CALL -> MathTable.isJdk(instr.method());
      case COPY, PHI, STORE, ALLOCATE, FUNCTION, INVOKE, RULED, CODE, PUSH, POP -> false;
    };
  }
}
