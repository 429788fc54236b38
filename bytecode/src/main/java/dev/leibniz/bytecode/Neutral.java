package dev.leibniz.bytecode;

import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Leaves out products with one, and sums of cotangents with zero, from code in SSA form.
///
/// A cotangent loses no more than the sign of a zero by it, and a loop that adds numbers up loses a
/// chain of additions, each waiting for the last. Sums of the user's own stay: x + 0 is not x where
/// x is −0.
final class Neutral {
  private final Set<@Nullable Var> ones = new HashSet<>();
  private final Set<@Nullable Var> zeros = new HashSet<>();
  private final Map<Var, Var> same = new HashMap<>();
  private boolean dropped;

  private Neutral() {}

  static Code drop(Code code) {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = new Neutral().pass(code);
      Simplify.run(code);
    }
    return code;
  }

  /// Whether anything was left out; then phis may have become constants, and more can be.
  private boolean pass(Code code) {
    Map<Object, Var> constants = new HashMap<>();
    List<Block> order = code.order();
    order.forEach(block -> note(block, constants));
    constants.forEach((value, var) ->
        code.entry().body.addFirst(new Instr(Op.CONSTANT, var, List.of(), value, Place.UNKNOWN)));
    ones.add(constants.get(1.0));
    zeros.add(constants.get(0.0));
    dropZeroPhis(order);
    order.forEach(this::drop);
    order.forEach(this::rename);
    return dropped;
  }

  /// Gives each of the numbers zero and one a single variable, so that phis of nothing else vanish.
  private void note(Block block, Map<Object, Var> constants) {
    block.body.removeIf(instr -> {
      Object value = instr.payload();
      if (instr.op() != Op.CONSTANT
          || !(Objects.equals(value, 0.0) || Objects.equals(value, 1.0))) {
        return false;
      }
      Var var =
          constants.computeIfAbsent(
              value, _ -> new Var(ConstantDescs.CD_double, instr.result().name()));
      same.put(instr.result(), var);
      return true;
    });
  }

  /// Drops phis that can only be zero, taken together: those of cotangents in loops within loops.
  private void dropZeroPhis(List<Block> order) {
    Var zero = zeros.iterator().next();
    if (zero == null) {
      return;
    }
    Map<Var, Instr> candidates = new HashMap<>();
    for (Block block : order) {
      for (Instr instr : block.body) {
        boolean isSum = isCotangentSum(instr);
        if (isSum || (instr.op() == Op.PHI && instr.result().type().equals(zero.type()))) {
          candidates.put(instr.result(), instr);
        }
      }
    }
    boolean shrinks = true;
    while (shrinks) {
      shrinks =
          candidates
              .values()
              .removeIf(instr ->
                  instr.args().stream()
                      .anyMatch(arg -> find(arg) != zero && !candidates.containsKey(arg)));
    }
    for (Block block : order) {
      dropped |=
          block.body.removeIf(
              instr -> instr.target() != null && candidates.containsKey(instr.result()));
    }
    candidates.keySet().forEach(var -> same.put(var, zero));
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
      Set<@Nullable Var> neutral = neutral(instr);
      if (neutral.isEmpty()) {
        body.add(instr);
        continue;
      }
      Var left = find(instr.arg(0));
      Var right = find(instr.arg(1));
      if (neutral.contains(left) || neutral.contains(right)) {
        same.put(instr.result(), neutral.contains(left) ? right : left);
        dropped = true;
      } else {
        body.add(instr);
      }
    }
    block.body.clear();
    block.body.addAll(body);
  }

  private Set<@Nullable Var> neutral(Instr instr) {
    if (instr.target() == null || !instr.result().type().equals(ConstantDescs.CD_double)) {
      return Set.of();
    }
    if (instr.op() == Op.MULTIPLY) {
      return ones;
    }
    return isCotangentSum(instr) ? zeros : Set.of();
  }

  /// Whether reverse mode has made this sum, which stands in no line of the user's.
  private static boolean isCotangentSum(Instr instr) {
    return instr.op() == Op.ADD
        && instr.result().type().equals(ConstantDescs.CD_double)
        && instr.place().equals(Place.UNKNOWN);
  }

  private void rename(Block block) {
    block.body.replaceAll(instr -> instr.reading(this::find));
    block.exit = block.exit.map(this::find, target -> target);
  }
}
