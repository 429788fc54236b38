package dev.leibniz.bytecode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which active values of a code in SSA form the result depends on. The cotangents of all others
/// are zero, so that reverse mode leaves them out: a number that is only compared, for one.
///
/// Griewank and Walther, "Evaluating Derivatives" (2008), section 6.2, call them useful.
final class Useful {
  private final Activity activity;
  private final Set<Var> numbers = new HashSet<>();
  private final Set<Activity.Node> arrays = new HashSet<>();
  private final Set<Slot> slots = new HashSet<>();
  private boolean grows = true;

  Useful(Graph graph, Activity activity) {
    this.activity = activity;
    List<Block> order = graph.order();
    while (grows) {
      grows = false;
      for (Block block : order.reversed()) {
        if (block.exit instanceof Exit.Return(Var value)) {
          add(value);
        }
        block.body.reversed().forEach(this::spread);
      }
    }
  }

  /// Whether the cotangent of a number, or one in the shadow of an array, may be other than zero.
  boolean contains(Var var) {
    return activity.isActive(var)
        && (var.isArray() ? arrays.contains(activity.node(var)) : numbers.contains(var));
  }

  /// Whether a cotangent that goes back from a pop to its push may be other than zero.
  boolean contains(Slot slot) {
    return activity.isActive(slot) && slots.contains(slot);
  }

  private void add(Var var) {
    if (var.isArray()) {
      activity.nodes(var).forEach(node -> grows |= arrays.add(node));
    } else if (var.isReal()) {
      grows |= numbers.add(var);
    }
  }

  private void spread(Instr instr) {
    switch (instr.op()) {
      case LOAD -> {
        if (numbers.contains(instr.result())) {
          add(instr.arg(0));
        }
      }
      case STORE -> {
        if (arrays.contains(activity.node(instr.arg(0)))) {
          add(instr.arg(2));
        }
      }
      case PUSH -> {
        if (slots.contains(instr.slot())) {
          add(instr.arg(0));
        }
      }
      case POP -> {
        if (numbers.contains(instr.result())) {
          grows |= slots.add(instr.slot());
        }
      }
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT, COPY, PHI -> {
        if (numbers.contains(instr.result())) {
          instr.args().forEach(this::add);
        }
      }
      case CALL -> {
        Var target = instr.target();
        if (target == null || !target.isReal() || numbers.contains(target)) {
          instr.args().forEach(this::add);
        }
      }
      case RULED, FUNCTION, INVOKE, CODE -> instr.args().forEach(this::add);
      case CONSTANT, ALLOCATE, LENGTH, COMPARE -> {}
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> {}
    }
  }
}
