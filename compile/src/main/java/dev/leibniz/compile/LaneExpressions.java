package dev.leibniz.compile;

import dev.leibniz.data.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Emits expressions in vector lanes, with the classes of `jdk.incubator.vector` by name. Booleans
/// are masks of floating-point lanes.
///
/// Each operation gives the bits of the plain one: the vector interface promises this for
/// arithmetic, `fma`, `sqrt`, minimum, maximum, comparisons, conversions and shifts.
final class LaneExpressions {
  /// The static fields of the emitted class that hold the species.
  static final String FLOATING_SPECIES = "FLOATING";

  static final String WHOLE_SPECIES = "WHOLE";

  static final ClassDesc SPECIES = vectorClass("VectorSpecies");
  private static final ClassDesc VECTOR = vectorClass("Vector");
  private static final ClassDesc SHUFFLE = vectorClass("VectorShuffle");
  private static final ClassDesc MASK = vectorClass("VectorMask");
  private static final ClassDesc OPERATORS = vectorClass("VectorOperators");

  private final CodeBuilder code;
  private final ClassDesc self;
  private final ClassDesc host;
  private final LaneWidth width;
  private final int lanes;
  private final KernelText text;
  private final Consumer<Expression> plain;
  private final Consumer<Integer> address;
  private final Map<Expression, Integer> local = new HashMap<>();
  private final Set<Expression> computed = new HashSet<>();
  private boolean isMasked;
  private int floatingMask;
  private int wholeMask;
  private int frontOfTwo;
  private int backOfTwo;

  /// @param target the emitted class and its lanes
  /// @param plain pushes a number that is the same in all lanes
  /// @param address pushes the array of an access and the place of the first lane in it; of a mere
  ///   place, the place alone
  LaneExpressions(
      CodeBuilder code,
      KernelEmitter.Target target,
      KernelText text,
      Consumer<Expression> plain,
      Consumer<Integer> address) {
    this.code = code;
    this.self = target.self();
    this.host = target.host();
    this.width = target.width();
    this.lanes = target.lanes();
    this.text = text;
    this.plain = plain;
    this.address = address;
  }

  /// From here on only the lanes from an index to a limit are written. All are read and computed:
  /// vectors that are read by a mask are of no certain class, from which HotSpot makes slow code.
  void mask(int index, int limit) {
    isMasked = true;
    int count = code.allocateLocal(TypeKind.INT);
    code.iload(limit).iload(index).isub().istore(count);
    floatingMask = firstOnes(() -> code.iconst_0(), () -> code.iload(count));
    wholeMask = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(floatingMask);
    castMask(width.floating(), width.whole());
    code.astore(wholeMask);
    if (text.steps().contains(Loops.Step.TWO)) {
      Runnable all = () -> code.iload(count).iconst_1().ishl();
      frontOfTwo = firstOnes(() -> code.iconst_0(), all);
      backOfTwo = firstOnes(() -> code.loadConstant(lanes), all);
    }
  }

  /// A mask of the lanes i with from + i < limit.
  private int firstOnes(Runnable from, Runnable limit) {
    int mask = code.allocateLocal(TypeKind.REFERENCE);
    species(width.floating());
    from.run();
    limit.run();
    code.invokeinterface(
            SPECIES,
            "indexInRange",
            MethodTypeDesc.of(MASK, ConstantDescs.CD_int, ConstantDescs.CD_int))
        .astore(mask);
    return mask;
  }

  private void mask(DType dtype) {
    code.aload(dtype == width.whole() ? wholeMask : floatingMask);
  }

  private static ClassDesc vectorClass(String name) {
    return ClassDesc.of("jdk.incubator.vector." + name);
  }

  private ClassDesc type(DType dtype) {
    return switch (dtype) {
      case F32 -> vectorClass("FloatVector");
      case F64 -> vectorClass("DoubleVector");
      case I32 -> vectorClass("IntVector");
      case I64 -> vectorClass("LongVector");
      case BOOL -> MASK;
    };
  }

  private static ClassDesc primitive(DType dtype) {
    return switch (dtype) {
      case F32 -> ConstantDescs.CD_float;
      case F64 -> ConstantDescs.CD_double;
      case I32 -> ConstantDescs.CD_int;
      case I64 -> ConstantDescs.CD_long;
      case BOOL -> ConstantDescs.CD_boolean;
    };
  }

  private void species(DType dtype) {
    code.getstatic(self, dtype == width.whole() ? WHOLE_SPECIES : FLOATING_SPECIES, SPECIES);
  }

  /// Puts numbers that are the same in all lanes into vectors.
  void broadcast(Collection<Expression> fixed) {
    for (Expression expression : fixed) {
      DType dtype = expression.dtype();
      species(dtype);
      plain.accept(expression);
      if (dtype == DType.BOOL) {
        code.invokeinterface(SPECIES, "maskAll", MethodTypeDesc.of(MASK, ConstantDescs.CD_boolean));
      } else {
        code.invokestatic(
            type(dtype), "broadcast", MethodTypeDesc.of(type(dtype), SPECIES, primitive(dtype)));
      }
      keep(expression);
    }
  }

  private void keep(Expression expression) {
    int slot = local.computeIfAbsent(expression, e -> code.allocateLocal(TypeKind.REFERENCE));
    code.astore(slot);
    computed.add(expression);
  }

  /// Computes the values of some expressions, operands first.
  void compute(List<Expression> varying) {
    for (Expression expression : varying) {
      evaluate(expression);
      keep(expression);
    }
  }

  /// Writes a computed vector.
  void store(int access, Expression value) {
    push(value);
    address.accept(access);
    DType dtype = value.dtype();
    if (isMasked) {
      mask(dtype);
      code.invokevirtual(
          type(dtype),
          "intoArray",
          MethodTypeDesc.of(
              ConstantDescs.CD_void, primitive(dtype).arrayType(), ConstantDescs.CD_int, MASK));
    } else {
      intoArray(dtype);
    }
  }

  /// Writes the elements of two computed vectors in turns.
  void storePair(int access, Expression first, Expression second) {
    for (int half = 0; half < 2; half++) {
      DType dtype = first.dtype();
      String twice = half == 0 ? "LOWER_TWICE" : "UPPER_TWICE";
      push(first);
      rearrange(dtype, twice);
      push(second);
      rearrange(dtype, twice);
      turns("ODD", MASK);
      code.invokevirtual(type(dtype), "blend", MethodTypeDesc.of(type(dtype), VECTOR, MASK));
      address.accept(access);
      code.loadConstant(half * lanes).iadd();
      if (isMasked) {
        code.aload(half == 0 ? frontOfTwo : backOfTwo);
        code.invokevirtual(
            type(dtype),
            "intoArray",
            MethodTypeDesc.of(
                ConstantDescs.CD_void, primitive(dtype).arrayType(), ConstantDescs.CD_int, MASK));
      } else {
        intoArray(dtype);
      }
    }
  }

  private void rearrange(DType dtype, String shuffle) {
    turns(shuffle, SHUFFLE);
    code.invokevirtual(type(dtype), "rearrange", MethodTypeDesc.of(type(dtype), SHUFFLE));
  }

  /// Pushes a constant that serves to read and write every other element.
  private void turns(String name, ClassDesc type) {
    String owner = width == LaneWidth.WIDE ? "DoubleTurns" : "FloatTurns";
    code.getstatic(ClassDesc.of(host.packageName(), owner), name, type);
  }

  /// Combines a computed vector with the one at a place, which the action pushes with its array.
  void combine(Expression.Kind kind, Expression value, Runnable place) {
    DType dtype = value.dtype();
    load(dtype, place);
    push(value);
    if (isMasked) {
      operation(kind, dtype);
      int sum = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(sum);
      load(dtype, place);
      code.aload(sum);
      mask(dtype);
      code.invokevirtual(type(dtype), "blend", MethodTypeDesc.of(type(dtype), VECTOR, MASK));
      place.run();
      intoArray(dtype);
    } else {
      combined(kind, dtype, place);
    }
  }

  /// Combines a register with a computed vector.
  void combine(Expression.Kind kind, Expression value, int register) {
    code.aload(register);
    push(value);
    operation(kind, value.dtype());
    code.astore(register);
  }

  /// Reads a vector into a new register.
  int read(DType dtype, Runnable place) {
    int register = code.allocateLocal(TypeKind.REFERENCE);
    load(dtype, place);
    code.astore(register);
    return register;
  }

  /// Writes a register.
  void write(DType dtype, int register, Runnable place) {
    code.aload(register);
    place.run();
    intoArray(dtype);
  }

  /// Combines the vector at a place with the one at another, where the result goes.
  void combine(Expression.Kind kind, DType dtype, Runnable from, Runnable to) {
    load(dtype, to);
    load(dtype, from);
    combined(kind, dtype, to);
  }

  private void load(DType dtype, Runnable place) {
    species(dtype);
    place.run();
    code.invokestatic(
        type(dtype),
        "fromArray",
        MethodTypeDesc.of(
            type(dtype), SPECIES, primitive(dtype).arrayType(), ConstantDescs.CD_int));
  }

  private void combined(Expression.Kind kind, DType dtype, Runnable place) {
    operation(kind, dtype);
    place.run();
    intoArray(dtype);
  }

  private void operation(Expression.Kind kind, DType dtype) {
    String name =
        switch (kind) {
          case PLUS -> "add";
          case TIMES -> "mul";
          case MAX -> "max";
          case MIN -> "min";
          default -> throw new IllegalStateException(kind.name());
        };
    code.invokevirtual(type(dtype), name, MethodTypeDesc.of(type(dtype), VECTOR));
  }

  private void intoArray(DType dtype) {
    code.invokevirtual(
        type(dtype),
        "intoArray",
        MethodTypeDesc.of(
            ConstantDescs.CD_void, primitive(dtype).arrayType(), ConstantDescs.CD_int));
  }

  private void push(Expression expression) {
    if (!computed.contains(expression)) {
      throw new IllegalStateException("used before it is computed: " + expression.number());
    }
    code.aload(local.getOrDefault(expression, -1));
  }

  private void evaluate(Expression expression) {
    switch (expression) {
      case Expression.Load load -> {
        if (text.steps().get(load.access()) == Loops.Step.TWO) {
          loadEveryOther(load);
        } else {
          load(load.dtype(), () -> address.accept(load.access()));
        }
      }
      case Expression.Place place -> place(place);
      case Expression.Apply apply -> apply(apply);
      case Expression.Constant constant ->
          throw new IllegalStateException("varies: " + constant.number());
      case Expression.Call call -> throw new IllegalStateException("in lanes: " + call.routine());
    }
  }

  /// Elements 0, 2, 4, … of two vectors, of which the second begins with the last element of the
  /// first, so that nothing behind the last element is read.
  private void loadEveryOther(Expression.Load load) {
    DType dtype = load.dtype();
    for (int half = 0; half < 2; half++) {
      int behind = half * (lanes - 1);
      load(
          dtype,
          () -> {
            address.accept(load.access());
            code.loadConstant(behind).iadd();
          });
      rearrange(dtype, half == 0 ? "LOW" : "HIGH");
    }
    turns("UPPER", MASK);
    code.invokevirtual(type(dtype), "blend", MethodTypeDesc.of(type(dtype), VECTOR, MASK));
  }

  /// The places of the lanes, as numbers.
  private void place(Expression.Place place) {
    DType whole = width.whole();
    species(whole);
    address.accept(place.access());
    if (whole == DType.I64) {
      code.i2l();
    }
    code.invokestatic(
        type(whole), "broadcast", MethodTypeDesc.of(type(whole), SPECIES, primitive(whole)));
    code.iconst_1()
        .invokevirtual(
            type(whole), "addIndex", MethodTypeDesc.of(type(whole), ConstantDescs.CD_int));
    convert(whole, place.dtype());
  }

  private void apply(Expression.Apply apply) {
    List<Expression> operands = apply.operands();
    DType dtype = operands.getFirst().dtype();
    switch (apply.kind()) {
      case PLUS -> two(dtype, "add", operands);
      case MINUS -> two(dtype, "sub", operands);
      case TIMES -> two(dtype, "mul", operands);
      case DIV -> two(dtype, "div", operands);
      case MIN -> two(dtype, "min", operands);
      case MAX -> two(dtype, "max", operands);
      case FMA -> {
        operands.forEach(this::push);
        code.invokevirtual(type(dtype), "fma", MethodTypeDesc.of(type(dtype), VECTOR, VECTOR));
      }
      case NEGATE -> one(dtype, "neg", operands);
      case ABS -> one(dtype, "abs", operands);
      case SQRT -> one(dtype, "sqrt", operands);
      case LESS -> compare(dtype, "LT", operands);
      case LESS_EQUAL -> compare(dtype, "LE", operands);
      case EQUAL -> {
        if (dtype == DType.BOOL) {
          two(dtype, "eq", operands);
        } else {
          compare(dtype, "EQ", operands);
        }
      }
      case SELECT -> select(operands);
      case AND -> bitwise(dtype, "and", "AND", operands);
      case OR -> bitwise(dtype, "or", "OR", operands);
      case XOR -> bitwise(dtype, "xor", "XOR", operands);
      case NOT -> one(dtype, "not", operands);
      case SHIFT_LEFT -> shift(dtype, "LSHL", operands);
      case SHIFT_RIGHT -> shift(dtype, "ASHR", operands);
      case SHIFT_RIGHT_LOGICAL -> shift(dtype, "LSHR", operands);
      case BITS -> reinterpret(dtype, "reinterpretAs" + (wide() ? "Longs" : "Ints"), operands);
      case FROM_BITS ->
          reinterpret(dtype, "reinterpretAs" + (wide() ? "Doubles" : "Floats"), operands);
      case CONVERT -> {
        push(operands.getFirst());
        convert(dtype, apply.dtype());
      }
      case FLOOR, CEIL, RINT -> throw new IllegalStateException("in lanes: " + apply.kind());
    }
  }

  private boolean wide() {
    return width == LaneWidth.WIDE;
  }

  private void one(DType dtype, String name, List<Expression> operands) {
    operands.forEach(this::push);
    code.invokevirtual(type(dtype), name, MethodTypeDesc.of(type(dtype)));
  }

  private void two(DType dtype, String name, List<Expression> operands) {
    operands.forEach(this::push);
    ClassDesc other = dtype == DType.BOOL ? MASK : VECTOR;
    code.invokevirtual(type(dtype), name, MethodTypeDesc.of(type(dtype), other));
  }

  private void bitwise(DType dtype, String ofMasks, String operator, List<Expression> operands) {
    if (dtype == DType.BOOL) {
      two(dtype, ofMasks, operands);
    } else {
      push(operands.get(0));
      operator(operator, true);
      push(operands.get(1));
      lanewise(dtype, VECTOR);
    }
  }

  private void shift(DType dtype, String operator, List<Expression> operands) {
    push(operands.get(0));
    operator(operator, false);
    if (operands.get(1) instanceof Expression.Constant distance) {
      plain.accept(distance);
      lanewise(dtype, primitive(dtype));
    } else {
      push(operands.get(1));
      lanewise(dtype, VECTOR);
    }
  }

  private void operator(String name, boolean isAssociative) {
    code.getstatic(
        OPERATORS,
        name,
        vectorClass("VectorOperators$" + (isAssociative ? "Associative" : "Binary")));
  }

  private void lanewise(DType dtype, ClassDesc second) {
    code.invokevirtual(
        type(dtype),
        "lanewise",
        MethodTypeDesc.of(type(dtype), vectorClass("VectorOperators$Binary"), second));
  }

  private void reinterpret(DType dtype, String name, List<Expression> operands) {
    DType to = dtype == width.floating() ? width.whole() : width.floating();
    operands.forEach(this::push);
    code.invokevirtual(type(dtype), name, MethodTypeDesc.of(type(to)));
  }

  private void compare(DType dtype, String comparison, List<Expression> operands) {
    push(operands.get(0));
    comparison(comparison);
    push(operands.get(1));
    code.invokevirtual(
        type(dtype),
        "compare",
        MethodTypeDesc.of(MASK, vectorClass("VectorOperators$Comparison"), VECTOR));
    castMask(dtype, width.floating());
  }

  private void comparison(String name) {
    code.getstatic(OPERATORS, name, vectorClass("VectorOperators$Comparison"));
  }

  /// Makes a mask of lanes of one type one of another type of the same size.
  private void castMask(DType from, DType to) {
    if (from != to) {
      species(to);
      code.invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
    }
  }

  private void select(List<Expression> operands) {
    DType dtype = operands.get(1).dtype();
    if (dtype == DType.BOOL) {
      push(operands.get(1));
      push(operands.get(0));
      code.invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
      push(operands.get(2));
      push(operands.get(0));
      code.invokevirtual(MASK, "andNot", MethodTypeDesc.of(MASK, MASK));
      code.invokevirtual(MASK, "or", MethodTypeDesc.of(MASK, MASK));
      return;
    }
    push(operands.get(2));
    push(operands.get(1));
    push(operands.get(0));
    castMask(width.floating(), dtype);
    code.invokevirtual(type(dtype), "blend", MethodTypeDesc.of(type(dtype), VECTOR, MASK));
  }

  /// Converts the vector on the stack.
  private void convert(DType from, DType to) {
    if (from == to) {
      return;
    }
    if (from == DType.BOOL) {
      int mask = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(mask);
      vector(to, 0);
      vector(to, 1);
      code.aload(mask);
      castMask(width.floating(), to);
      code.invokevirtual(type(to), "blend", MethodTypeDesc.of(type(to), VECTOR, MASK));
    } else if (to == DType.BOOL) {
      comparison("NE");
      vector(from, 0);
      code.invokevirtual(
          type(from),
          "compare",
          MethodTypeDesc.of(MASK, vectorClass("VectorOperators$Comparison"), VECTOR));
      castMask(from, width.floating());
    } else {
      code.getstatic(
              OPERATORS, letter(from) + "2" + letter(to), vectorClass("VectorOperators$Conversion"))
          .iconst_0()
          .invokevirtual(
              type(from),
              "convert",
              MethodTypeDesc.of(
                  VECTOR, vectorClass("VectorOperators$Conversion"), ConstantDescs.CD_int))
          .checkcast(type(to));
    }
  }

  private static String letter(DType dtype) {
    return switch (dtype) {
      case F32 -> "F";
      case F64 -> "D";
      case I32 -> "I";
      case I64 -> "L";
      case BOOL -> throw new IllegalStateException("masks are not converted");
    };
  }

  private void vector(DType dtype, int value) {
    species(dtype);
    switch (dtype) {
      case F32 -> code.loadConstant((float) value);
      case F64 -> code.loadConstant((double) value);
      case I32 -> code.loadConstant(value);
      case I64 -> code.loadConstant((long) value);
      case BOOL -> throw new IllegalStateException("not a number");
    }
    code.invokestatic(
        type(dtype), "broadcast", MethodTypeDesc.of(type(dtype), SPECIES, primitive(dtype)));
  }
}
