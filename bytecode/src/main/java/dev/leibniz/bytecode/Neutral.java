package dev.leibniz.bytecode;

import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Leaves out products with one, and sums of cotangents with zero, from code in SSA form.
///
/// A cotangent loses no more than the sign of a zero by it, and a loop that adds numbers up loses a
/// chain of additions, each waiting for the last. Sums of the user's own stay: x + 0 is not x where
/// x is −0.
final class Neutral {
  private final Set<Var> ones = new HashSet<>();
  private final Set<Var> zeros = new HashSet<>();
  private final Map<Var, Var> same = new HashMap<>();

  private Neutral() {}

  static Code drop(Code code) {
    Neutral neutral = new Neutral();
    List<Block> order = code.order();
    order.forEach(block -> block.body.forEach(neutral::note));
    order.forEach(neutral::drop);
    order.forEach(neutral::rename);
    Simplify.run(code);
    return code;
  }

  private void note(Instr instr) {
    if (instr.op() == Op.CONSTANT) {
      if (Objects.equals(instr.payload(), 1.0)) {
        ones.add(instr.result());
      } else if (Objects.equals(instr.payload(), 0.0)) {
        zeros.add(instr.result());
      }
    }
  }

  private Var find(Var var) {
    Var value = var;
    Var next = same.get(value);
    while (next != null) {
      value = next;
      next = same.get(value);
    }
    return value;
  }

  private void drop(Block block) {
    List<Instr> body = new ArrayList<>();
    for (Instr instr : block.body) {
      Set<Var> neutral = neutral(instr);
      if (neutral.isEmpty()) {
        body.add(instr);
        continue;
      }
      Var left = find(instr.arg(0));
      Var right = find(instr.arg(1));
      if (neutral.contains(left) || neutral.contains(right)) {
        same.put(instr.result(), neutral.contains(left) ? right : left);
      } else {
        body.add(instr);
      }
    }
    block.body.clear();
    block.body.addAll(body);
  }

  private Set<Var> neutral(Instr instr) {
    if (instr.target() == null || !instr.result().type().equals(ConstantDescs.CD_double)) {
      return Set.of();
    }
    if (instr.op() == Op.MULTIPLY) {
      return ones;
    }
    return instr.op() == Op.ADD && instr.place().equals(Place.UNKNOWN) ? zeros : Set.of();
  }

  private void rename(Block block) {
    block.body.replaceAll(instr -> {
      List<Var> args = instr.args().stream().map(this::find).toList();
      return new Instr(instr.op(), instr.target(), args, instr.payload(), instr.place());
    });
    block.exit = block.exit.map(this::find, target -> target);
  }
}
