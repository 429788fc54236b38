package dev.leibniz.bytecode;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One instruction: `target = op(args)`.
final class Instr {
  private final Op op;
  private final @Nullable Var target;
  private final List<Var> args;
  private final @Nullable Object payload;
  private final Place place;

  Instr(Op op, @Nullable Var target, List<Var> args, @Nullable Object payload, Place place) {
    this.op = op;
    this.target = target;
    this.args = args;
    this.payload = payload;
    this.place = place;
  }

  Op op() {
    return op;
  }

  @Nullable Var target() {
    return target;
  }

  /// The target of an instruction that has one.
  Var result() {
    return Objects.requireNonNull(target);
  }

  List<Var> args() {
    return args;
  }

  Var arg(int index) {
    return args.get(index);
  }

  @Nullable Object payload() {
    return payload;
  }

  MethodName method() {
    return (MethodName) Objects.requireNonNull(payload);
  }

  Ruled ruled() {
    return (Ruled) Objects.requireNonNull(payload);
  }

  Slot slot() {
    return (Slot) Objects.requireNonNull(payload);
  }

  Place place() {
    return place;
  }

  /// The same instruction over other variables; this one where none of its arguments changes.
  Instr reading(UnaryOperator<Var> vars) {
    for (int k = 0; k < args.size(); k++) {
      if (vars.apply(args.get(k)) != args.get(k)) {
        Var[] others = new Var[args.size()];
        for (int i = 0; i < others.length; i++) {
          others[i] = vars.apply(args.get(i));
        }
        return new Instr(op, target, List.of(others), payload, place);
      }
    }
    return this;
  }

  /// The same instruction with another target.
  Instr into(@Nullable Var other) {
    return other == target ? this : new Instr(op, other, args, payload, place);
  }

  /// Whether the instruction can be left out when nobody reads its target.
  boolean isPure() {
    return switch (op) {
      case STORE, PUSH, POP, CODE -> false;
      case CALL -> MathTable.isPure(method());
      case CONSTANT, COPY, PHI, ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE -> true;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> true;
      case CONVERT, COMPARE, LOAD, ALLOCATE, LENGTH -> true;
      case FUNCTION, INVOKE, RULED -> true;
    };
  }

  @Override
  public String toString() {
    return (target == null ? "" : target + " = ") + op + args + (payload == null ? "" : payload);
  }
}
