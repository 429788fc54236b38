package dev.leibniz.compile;

import dev.leibniz.compile.Expression.Kind;
import dev.leibniz.data.DType;
import dev.leibniz.ir.Routines;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Emits expressions: values used more than once are kept in local variables, others stay on the
/// stack. Booleans are the numbers 0 and 1.
final class ExpressionEmitter {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
  private static final ClassDesc FLOAT = ClassDesc.of("java.lang.Float");
  private static final ClassDesc DOUBLE = ClassDesc.of("java.lang.Double");
  private static final ClassDesc ROUTINES = Routines.class.describeConstable().orElseThrow();

  private final CodeBuilder code;
  private final Consumer<Expression> reader;
  private final Map<Expression, Integer> uses = new HashMap<>();
  private final Map<Expression, Integer> local = new HashMap<>();
  private final Set<Expression> computed = new HashSet<>();

  /// @param reader pushes a number that is read from an access
  ExpressionEmitter(CodeBuilder code, KernelText text, Consumer<Expression> reader) {
    this.code = code;
    this.reader = reader;
    for (Expression expression : text.expressions()) {
      expression.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
    }
    text.stores().forEach(store -> uses.merge(store.value(), 1, Integer::sum));
    text.folds().forEach(fold -> uses.merge(fold.value(), 1, Integer::sum));
  }

  /// Forgets what was computed: another iteration of an outer loop begins.
  void forget() {
    computed.clear();
  }

  /// Forgets all that was computed but the given values: a loop ends.
  void forgetAllBut(List<Expression> kept) {
    computed.retainAll(kept);
  }

  /// Computes a value into a local variable, unless it is there.
  void compute(Expression expression) {
    if (expression instanceof Expression.Constant || computed.contains(expression)) {
      return;
    }
    expression.operands().forEach(this::computeShared);
    evaluate(expression);
    TypeKind kind = kind(expression.dtype());
    int slot = local.computeIfAbsent(expression, e -> code.allocateLocal(kind));
    code.storeLocal(kind, slot);
    computed.add(expression);
  }

  /// Computes what a value needs more than once, and the value itself if it is needed more than
  /// once, into local variables.
  void computeShared(Expression expression) {
    if (expression instanceof Expression.Constant || computed.contains(expression)) {
      return;
    }
    if (uses.getOrDefault(expression, 0) > 1 || isSelect(expression)) {
      compute(expression);
    } else {
      expression.operands().forEach(this::computeShared);
    }
  }

  /// A selection branches, so that what it chooses from must not be computed in a branch.
  private static boolean isSelect(Expression expression) {
    return expression instanceof Expression.Apply apply && apply.kind() == Kind.SELECT;
  }

  /// Pushes a value, all of whose shared parts are computed.
  void push(Expression expression) {
    if (computed.contains(expression)) {
      code.loadLocal(kind(expression.dtype()), local.getOrDefault(expression, -1));
    } else {
      evaluate(expression);
    }
  }

  private void evaluate(Expression expression) {
    switch (expression) {
      case Expression.Load load -> reader.accept(load);
      case Expression.Place place -> reader.accept(place);
      case Expression.Constant constant -> constant(constant.dtype(), constant.bits());
      case Expression.Apply apply -> apply(apply);
      case Expression.Call call -> call(call);
    }
  }

  private void constant(DType dtype, long bits) {
    switch (dtype) {
      case F32 -> code.loadConstant((float) Double.longBitsToDouble(bits));
      case F64 -> code.loadConstant(Double.longBitsToDouble(bits));
      case I64 -> code.loadConstant(bits);
      case I32, BOOL -> code.loadConstant((int) bits);
    }
  }

  private void call(Expression.Call call) {
    boolean isFloat = call.dtype() == DType.F32;
    ClassDesc[] parameters = new ClassDesc[call.operands().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = ConstantDescs.CD_double;
      push(call.operands().get(i));
      if (isFloat) {
        code.f2d();
      }
    }
    code.invokestatic(
        ROUTINES, call.routine().method(), MethodTypeDesc.of(ConstantDescs.CD_double, parameters));
    if (isFloat) {
      code.d2f();
    }
  }

  private static TypeKind kind(DType dtype) {
    return switch (dtype) {
      case F32 -> TypeKind.FLOAT;
      case F64 -> TypeKind.DOUBLE;
      case I64 -> TypeKind.LONG;
      case I32, BOOL -> TypeKind.INT;
    };
  }

  private static ClassDesc type(DType dtype) {
    return switch (dtype) {
      case F32 -> ConstantDescs.CD_float;
      case F64 -> ConstantDescs.CD_double;
      case I64 -> ConstantDescs.CD_long;
      case I32, BOOL -> ConstantDescs.CD_int;
    };
  }

  private void apply(Expression.Apply apply) {
    if (apply.kind() == Kind.SELECT) {
      select(apply);
      return;
    }
    if (apply.kind() == Kind.CONVERT) {
      push(apply.operands().getFirst());
      Conversion.emit(code, apply.operands().getFirst().dtype(), apply.dtype());
      return;
    }
    List<Expression> operands = apply.operands();
    DType dtype = operands.getFirst().dtype();
    operands.forEach(this::push);
    switch (apply.kind()) {
      case PLUS -> arithmetic(dtype, code::fadd, code::dadd, code::iadd, code::ladd);
      case MINUS -> arithmetic(dtype, code::fsub, code::dsub, code::isub, code::lsub);
      case TIMES -> arithmetic(dtype, code::fmul, code::dmul, code::imul, code::lmul);
      case DIV -> arithmetic(dtype, code::fdiv, code::ddiv, code::idiv, code::ldiv);
      case NEGATE -> arithmetic(dtype, code::fneg, code::dneg, code::ineg, code::lneg);
      case FMA -> math("fma", dtype, 3);
      case ABS -> math("abs", dtype, 1);
      case MIN -> math("min", dtype, 2);
      case MAX -> math("max", dtype, 2);
      case SQRT, FLOOR, CEIL, RINT -> rounding(apply.kind(), dtype);
      case LESS, LESS_EQUAL, EQUAL -> compare(apply.kind(), dtype);
      case AND -> bitwise(dtype, code::iand, code::land);
      case OR -> bitwise(dtype, code::ior, code::lor);
      case XOR -> bitwise(dtype, code::ixor, code::lxor);
      case NOT -> not(dtype);
      case SHIFT_LEFT -> shift(dtype, code::ishl, code::lshl);
      case SHIFT_RIGHT -> shift(dtype, code::ishr, code::lshr);
      case SHIFT_RIGHT_LOGICAL -> shift(dtype, code::iushr, code::lushr);
      case BITS -> bits(dtype);
      case FROM_BITS -> fromBits(dtype);
      case SELECT, CONVERT -> throw new IllegalStateException(apply.kind().name());
    }
  }

  private void arithmetic(
      DType dtype, Runnable onFloat, Runnable onDouble, Runnable onInt, Runnable onLong) {
    switch (dtype) {
      case F32 -> onFloat.run();
      case F64 -> onDouble.run();
      case I64 -> onLong.run();
      case I32, BOOL -> onInt.run();
    }
  }

  private void bitwise(DType dtype, Runnable onInt, Runnable onLong) {
    (dtype == DType.I64 ? onLong : onInt).run();
  }

  private void shift(DType dtype, Runnable onInt, Runnable onLong) {
    if (dtype == DType.I64) {
      code.l2i();
      onLong.run();
    } else {
      onInt.run();
    }
  }

  private void not(DType dtype) {
    switch (dtype) {
      case BOOL -> code.iconst_1().ixor();
      case I64 -> code.loadConstant(-1L).lxor();
      case I32 -> code.iconst_m1().ixor();
      case F32, F64 -> throw new IllegalStateException("not of " + dtype);
    }
  }

  private void math(String name, DType dtype, int operands) {
    ClassDesc[] parameters = new ClassDesc[operands];
    Arrays.fill(parameters, type(dtype));
    code.invokestatic(MATH, name, MethodTypeDesc.of(type(dtype), parameters));
  }

  private void rounding(Kind kind, DType dtype) {
    String name =
        switch (kind) {
          case SQRT -> "sqrt";
          case FLOOR -> "floor";
          case CEIL -> "ceil";
          case RINT -> "rint";
          default -> throw new IllegalStateException(kind.name());
        };
    if (dtype == DType.F32) {
      code.f2d();
    }
    code.invokestatic(
        MATH, name, MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double));
    if (dtype == DType.F32) {
      code.d2f();
    }
  }

  private void compare(Kind kind, DType dtype) {
    Label no = code.newLabel();
    Label end = code.newLabel();
    switch (dtype) {
      case F32 -> code.fcmpg();
      case F64 -> code.dcmpg();
      case I64 -> code.lcmp();
      case I32, BOOL -> {}
    }
    boolean isInt = dtype == DType.I32 || dtype == DType.BOOL;
    switch (kind) {
      case LESS -> branch(isInt, code::if_icmpge, code::ifge, no);
      case LESS_EQUAL -> branch(isInt, code::if_icmpgt, code::ifgt, no);
      default -> branch(isInt, code::if_icmpne, code::ifne, no);
    }
    code.iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
  }

  private static void branch(
      boolean isInt, Consumer<Label> ofTwo, Consumer<Label> ofComparison, Label target) {
    (isInt ? ofTwo : ofComparison).accept(target);
  }

  private void select(Expression.Apply apply) {
    Label no = code.newLabel();
    Label end = code.newLabel();
    Expression mask = apply.operands().get(0);
    Expression yes = apply.operands().get(1);
    Expression other = apply.operands().get(2);
    compute(yes);
    compute(other);
    push(mask);
    code.ifeq(no);
    push(yes);
    code.goto_(end).labelBinding(no);
    push(other);
    code.labelBinding(end);
  }

  private void bits(DType dtype) {
    if (dtype == DType.F32) {
      code.invokestatic(
          FLOAT,
          "floatToRawIntBits",
          MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_float));
    } else {
      code.invokestatic(
          DOUBLE,
          "doubleToRawLongBits",
          MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_double));
    }
  }

  private void fromBits(DType dtype) {
    if (dtype == DType.I32) {
      code.invokestatic(
          FLOAT, "intBitsToFloat", MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_int));
    } else {
      code.invokestatic(
          DOUBLE,
          "longBitsToDouble",
          MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_long));
    }
  }
}
