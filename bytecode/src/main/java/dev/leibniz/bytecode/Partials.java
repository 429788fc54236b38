package dev.leibniz.bytecode;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Multiplies a tangent or cotangent with the partial derivatives of one instruction.
final class Partials {
  private static final ClassDesc DOUBLE = ConstantDescs.CD_double;

  /// Elementary functions whose derivative is a function of their value alone.
  private static final Set<String> BY_VALUE = Set.of("exp", "expm1", "sqrt", "cbrt", "tanh", "tan");

  /// Elementary functions whose derivative takes the arguments and the value.
  private static final Set<String> BY_BOTH = Set.of("pow", "hypot", "IEEEremainder", "clamp");

  private Partials() {}

  static Var constant(Block block, double value) {
    return block.emit(Op.CONSTANT, DOUBLE, "constant", value, Place.UNKNOWN);
  }

  static Var index(Block block, int value) {
    return block.emit(Op.CONSTANT, ConstantDescs.CD_int, "index", value, Place.UNKNOWN);
  }

  static Var asDouble(Block block, Var var) {
    return switch (var.kind()) {
      case DOUBLE, REFERENCE -> var;
      case FLOAT -> block.emit(Op.CONVERT, DOUBLE, var.name(), Opcode.F2D, Place.UNKNOWN, var);
      case LONG -> block.emit(Op.CONVERT, DOUBLE, var.name(), Opcode.L2D, Place.UNKNOWN, var);
      case INT, BOOLEAN, BYTE, CHAR, SHORT, VOID ->
          block.emit(Op.CONVERT, DOUBLE, var.name(), Opcode.I2D, Place.UNKNOWN, var);
    };
  }

  /// The variables whose values the derivative by an argument needs.
  static List<Var> needs(Instr instr, int argument) {
    return switch (instr.op()) {
      case MULTIPLY -> List.of(instr.arg(1 - argument));
      case DIVIDE -> argument == 0 ? List.of(instr.arg(1)) : List.of(instr.arg(1), instr.result());
      case REMAINDER ->
          argument == 0 ? List.of() : List.of(instr.arg(0), instr.arg(1), instr.result());
      case CALL -> {
        String name = instr.method().name();
        if (BY_VALUE.contains(name)) {
          yield List.of(instr.result());
        }
        java.util.ArrayList<Var> all = new java.util.ArrayList<>(instr.args());
        if (BY_BOTH.contains(name)) {
          all.add(instr.result());
        }
        yield all;
      }
      case ADD, SUBTRACT, NEGATE, CONVERT, COPY, CONSTANT, PHI, COMPARE, LOAD, STORE -> List.of();
      case ALLOCATE, LENGTH, PUSH, POP, FUNCTION, INVOKE, RULED, CODE -> List.of();
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> List.of();
    };
  }

  /// t · ∂result/∂argument, where `value` gives the variables that [#needs] names.
  static Var times(Instr instr, int argument, Var t, Block block, UnaryOperator<Var> value) {
    Place place = instr.place();
    return switch (instr.op()) {
      case ADD, CONVERT, COPY -> t;
      case SUBTRACT -> argument == 0 ? t : block.emit(Op.NEGATE, DOUBLE, "d", null, place, t);
      case NEGATE -> block.emit(Op.NEGATE, DOUBLE, "d", null, place, t);
      case MULTIPLY -> {
        Var other = asDouble(block, value.apply(instr.arg(1 - argument)));
        yield block.emit(Op.MULTIPLY, DOUBLE, "d", null, place, t, other);
      }
      case DIVIDE -> {
        Var divisor = asDouble(block, value.apply(instr.arg(1)));
        Var quotient = block.emit(Op.DIVIDE, DOUBLE, "d", null, place, t, divisor);
        if (argument == 0) {
          yield quotient;
        }
        Var result = asDouble(block, value.apply(instr.result()));
        Var product = block.emit(Op.MULTIPLY, DOUBLE, "d", null, place, quotient, result);
        yield block.emit(Op.NEGATE, DOUBLE, "d", null, place, product);
      }
      case REMAINDER -> argument == 0 ? t : call("remainder", instr, argument, t, block, value);
      case CALL -> {
        if (!MathTable.hasRule(instr.method(), argument)) {
          throw place.refuse(
              "cannot differentiate a call to " + instr.method(),
              "invokestatic",
              "write it with functions of Math");
        }
        yield call(instr.method().name(), instr, argument, t, block, value);
      }
      case CONSTANT, PHI, COMPARE, LOAD, STORE, ALLOCATE, LENGTH, PUSH, POP ->
          throw new IllegalStateException(instr.toString());
      case FUNCTION, INVOKE, RULED, CODE -> throw new IllegalStateException(instr.toString());
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR ->
          throw new IllegalStateException(instr.toString());
    };
  }

  private static Var call(
      String name, Instr instr, int argument, Var t, Block block, UnaryOperator<Var> value) {
    List<Var> needed = needs(instr, argument);
    int count = instr.args().size();
    Var[] args = new Var[count + 2];
    for (int i = 0; i <= count; i++) {
      Var var = i < count ? instr.arg(i) : instr.result();
      args[i] = needed.contains(var) ? asDouble(block, value.apply(var)) : constant(block, 0.0);
    }
    args[count + 1] = t;
    MethodName rule = MathTable.rule(name, argument, count);
    return block.emit(Op.CALL, DOUBLE, "d", rule, instr.place(), args);
  }
}
