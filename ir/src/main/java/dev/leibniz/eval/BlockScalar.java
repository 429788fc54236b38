package dev.leibniz.eval;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Routine;
import dev.leibniz.ir.Scalar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Computes a [Scalar] text for one block of elements after the other: each operation is one plain
/// loop.
///
/// Blocks are used again for the next block of elements. The constants of a text are filled once: a
/// text asks for them in the same order every time.
final class BlockScalar implements Scalar<Block> {
  private final int capacity;
  private final Map<DType, List<Block>> free = new EnumMap<>(DType.class);
  private final List<Block> taken = new ArrayList<>();
  private final List<Constant> constants = new ArrayList<>();
  private int nextConstant;
  private int length;

  /// A machine for blocks of up to `capacity` elements.
  BlockScalar(int capacity) {
    this.capacity = capacity;
  }

  private record Constant(Number value, Block block) {}

  /// Begins the next block of elements; every block taken so far becomes free.
  void begin(int elements) {
    for (Block block : taken) {
      free.computeIfAbsent(block.dtype(), dtype -> new ArrayList<>()).add(block);
    }
    taken.clear();
    nextConstant = 0;
    length = elements;
  }

  /// A block whose elements may be anything.
  Block take(DType dtype) {
    List<Block> known = free.get(dtype);
    Block block =
        known == null || known.isEmpty()
            ? new Block(dtype, dtype.newArray(capacity))
            : known.removeLast();
    taken.add(block);
    return block;
  }

  /// A block with elements of an array.
  Block load(DType dtype, Object array, int from) {
    Block block = take(dtype);
    System.arraycopy(array, from, block.array(), 0, length);
    return block;
  }

  /// Whether nothing else refers to the block's array.
  boolean owns(Block block) {
    return taken.contains(block);
  }

  private Block constant(DType dtype, Number value) {
    if (nextConstant == constants.size()) {
      Block block = new Block(dtype, dtype.newArray(capacity));
      Elements.fill(block.array(), 0, capacity, value);
      constants.add(new Constant(value, block));
    }
    Constant next = constants.get(nextConstant++);
    if (!next.value().equals(value) || next.block().dtype() != dtype) {
      throw new ProgramException(
          Explanation.of("elementwise", "a text must ask for its constants in the same order")
              .got(value + " where " + next.value() + " was before"));
    }
    return next.block();
  }

  private static ProgramException unsupported(String operation, Block x) {
    return new ProgramException(
        Explanation.of(operation, "the operation must be defined for its operands' element type")
            .got(x.dtype().toString()));
  }

  @Override
  public DType dtype(Block x) {
    return x.dtype();
  }

  @Override
  public Block constant(DType dtype, double value) {
    return dtype.isFloating() ? constant(dtype, (Number) value) : whole(dtype, (long) value);
  }

  @Override
  public Block whole(DType dtype, long value) {
    return dtype.isFloating()
        ? constant(dtype, (Number) (double) value)
        : constant(dtype, (Number) value);
  }

  @Override
  public Block plus(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.plus(x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.plus(x.doubles(), y.doubles(), result.doubles(), length);
      case I32 -> IntLoops.plus(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.plus(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> throw unsupported("plus", x);
    }
    return result;
  }

  @Override
  public Block minus(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.minus(x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.minus(x.doubles(), y.doubles(), result.doubles(), length);
      case I32 -> IntLoops.minus(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.minus(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> throw unsupported("minus", x);
    }
    return result;
  }

  @Override
  public Block times(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.times(x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.times(x.doubles(), y.doubles(), result.doubles(), length);
      case I32 -> IntLoops.times(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.times(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> throw unsupported("times", x);
    }
    return result;
  }

  @Override
  public Block div(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.div(x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.div(x.doubles(), y.doubles(), result.doubles(), length);
      case I32, I64 -> divideWhole(x, y, result);
      case BOOL -> throw unsupported("div", x);
    }
    return result;
  }

  @Override
  public Block fma(Block x, Block y, Block z) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.fma(x.floats(), y.floats(), z.floats(), result.floats(), length);
      case F64 -> DoubleLoops.fma(x.doubles(), y.doubles(), z.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported("fma", x);
    }
    return result;
  }

  @Override
  public Block negate(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.negate(x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.negate(x.doubles(), result.doubles(), length);
      case I32 -> IntLoops.negate(x.ints(), result.ints(), length);
      case I64 -> LongLoops.negate(x.longs(), result.longs(), length);
      case BOOL -> throw unsupported("negate", x);
    }
    return result;
  }

  @Override
  public Block abs(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.abs(x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.abs(x.doubles(), result.doubles(), length);
      case I32 -> IntLoops.abs(x.ints(), result.ints(), length);
      case I64 -> LongLoops.abs(x.longs(), result.longs(), length);
      case BOOL -> throw unsupported("abs", x);
    }
    return result;
  }

  @Override
  public Block sqrt(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.sqrt(x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.sqrt(x.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported("sqrt", x);
    }
    return result;
  }

  @Override
  public Block floor(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.floor(x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.floor(x.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported("floor", x);
    }
    return result;
  }

  @Override
  public Block ceil(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.ceil(x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.ceil(x.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported("ceil", x);
    }
    return result;
  }

  @Override
  public Block rint(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.rint(x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.rint(x.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported("rint", x);
    }
    return result;
  }

  @Override
  public Block min(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.min(x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.min(x.doubles(), y.doubles(), result.doubles(), length);
      case I32 -> IntLoops.min(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.min(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> throw unsupported("min", x);
    }
    return result;
  }

  @Override
  public Block max(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.max(x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.max(x.doubles(), y.doubles(), result.doubles(), length);
      case I32 -> IntLoops.max(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.max(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> throw unsupported("max", x);
    }
    return result;
  }

  @Override
  public Block less(Block x, Block y) {
    Block result = take(DType.BOOL);
    switch (x.dtype()) {
      case F32 -> FloatLoops.less(x.floats(), y.floats(), result.booleans(), length);
      case F64 -> DoubleLoops.less(x.doubles(), y.doubles(), result.booleans(), length);
      case I32 -> IntLoops.less(x.ints(), y.ints(), result.booleans(), length);
      case I64 -> LongLoops.less(x.longs(), y.longs(), result.booleans(), length);
      case BOOL -> throw unsupported("less", x);
    }
    return result;
  }

  @Override
  public Block lessEqual(Block x, Block y) {
    Block result = take(DType.BOOL);
    switch (x.dtype()) {
      case F32 -> FloatLoops.lessEqual(x.floats(), y.floats(), result.booleans(), length);
      case F64 -> DoubleLoops.lessEqual(x.doubles(), y.doubles(), result.booleans(), length);
      case I32 -> IntLoops.lessEqual(x.ints(), y.ints(), result.booleans(), length);
      case I64 -> LongLoops.lessEqual(x.longs(), y.longs(), result.booleans(), length);
      case BOOL -> throw unsupported("lessEqual", x);
    }
    return result;
  }

  @Override
  public Block equal(Block x, Block y) {
    Block result = take(DType.BOOL);
    switch (x.dtype()) {
      case F32 -> FloatLoops.equal(x.floats(), y.floats(), result.booleans(), length);
      case F64 -> DoubleLoops.equal(x.doubles(), y.doubles(), result.booleans(), length);
      case I32 -> IntLoops.equal(x.ints(), y.ints(), result.booleans(), length);
      case I64 -> LongLoops.equal(x.longs(), y.longs(), result.booleans(), length);
      case BOOL -> BooleanLoops.equal(x.booleans(), y.booleans(), result.booleans(), length);
    }
    return result;
  }

  @Override
  public Block and(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.and(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.and(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> BooleanLoops.and(x.booleans(), y.booleans(), result.booleans(), length);
      case F32, F64 -> throw unsupported("and", x);
    }
    return result;
  }

  @Override
  public Block or(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.or(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.or(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> BooleanLoops.or(x.booleans(), y.booleans(), result.booleans(), length);
      case F32, F64 -> throw unsupported("or", x);
    }
    return result;
  }

  @Override
  public Block xor(Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.xor(x.ints(), y.ints(), result.ints(), length);
      case I64 -> LongLoops.xor(x.longs(), y.longs(), result.longs(), length);
      case BOOL -> BooleanLoops.xor(x.booleans(), y.booleans(), result.booleans(), length);
      case F32, F64 -> throw unsupported("xor", x);
    }
    return result;
  }

  @Override
  public Block not(Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.not(x.ints(), result.ints(), length);
      case I64 -> LongLoops.not(x.longs(), result.longs(), length);
      case BOOL -> BooleanLoops.not(x.booleans(), result.booleans(), length);
      case F32, F64 -> throw unsupported("not", x);
    }
    return result;
  }

  @Override
  public Block shiftLeft(Block x, Block distance) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.shiftLeft(x.ints(), distance.ints(), result.ints(), length);
      case I64 -> LongLoops.shiftLeft(x.longs(), distance.longs(), result.longs(), length);
      case F32, F64, BOOL -> throw unsupported("shiftLeft", x);
    }
    return result;
  }

  @Override
  public Block shiftRight(Block x, Block distance) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.shiftRight(x.ints(), distance.ints(), result.ints(), length);
      case I64 -> LongLoops.shiftRight(x.longs(), distance.longs(), result.longs(), length);
      case F32, F64, BOOL -> throw unsupported("shiftRight", x);
    }
    return result;
  }

  @Override
  public Block shiftRightLogical(Block x, Block distance) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case I32 -> IntLoops.shiftRightLogical(x.ints(), distance.ints(), result.ints(), length);
      case I64 -> LongLoops.shiftRightLogical(x.longs(), distance.longs(), result.longs(), length);
      case F32, F64, BOOL -> throw unsupported("shiftRightLogical", x);
    }
    return result;
  }

  private void divideWhole(Block x, Block y, Block result) {
    try {
      if (x.dtype() == DType.I32) {
        IntLoops.div(x.ints(), y.ints(), result.ints(), length);
      } else {
        LongLoops.div(x.longs(), y.longs(), result.longs(), length);
      }
    } catch (ArithmeticException zero) {
      throw divisionByZero(zero);
    }
  }

  private static ArgumentException divisionByZero(ArithmeticException cause) {
    return new ArgumentException(
        Explanation.of("div", "whole numbers cannot be divided by zero")
            .got("a divisor of 0")
            .fix(
                "replace zeros first, as in b.equalTo(0).select(one, b), or convert to a floating type"),
        cause);
  }

  @Override
  public Block select(Block mask, Block yes, Block no) {
    boolean[] m = mask.booleans();
    Block result = take(yes.dtype());
    switch (yes.dtype()) {
      case F32 -> FloatLoops.select(m, yes.floats(), no.floats(), result.floats(), length);
      case F64 -> DoubleLoops.select(m, yes.doubles(), no.doubles(), result.doubles(), length);
      case I32 -> IntLoops.select(m, yes.ints(), no.ints(), result.ints(), length);
      case I64 -> LongLoops.select(m, yes.longs(), no.longs(), result.longs(), length);
      case BOOL -> BooleanLoops.select(m, yes.booleans(), no.booleans(), result.booleans(), length);
    }
    return result;
  }

  @Override
  public Block bits(Block x) {
    Block result = take(x.dtype() == DType.F32 ? DType.I32 : DType.I64);
    switch (x.dtype()) {
      case F32 -> FloatLoops.bits(x.floats(), result.ints(), length);
      case F64 -> DoubleLoops.bits(x.doubles(), result.longs(), length);
      case I32, I64, BOOL -> throw unsupported("bits", x);
    }
    return result;
  }

  @Override
  public Block fromBits(Block x) {
    Block result = take(x.dtype() == DType.I32 ? DType.F32 : DType.F64);
    switch (x.dtype()) {
      case I32 -> FloatLoops.fromBits(x.ints(), result.floats(), length);
      case I64 -> DoubleLoops.fromBits(x.longs(), result.doubles(), length);
      case F32, F64, BOOL -> throw unsupported("fromBits", x);
    }
    return result;
  }

  @Override
  public Block convert(Block x, DType to) {
    if (x.dtype() == to) {
      return x;
    }
    Block result = take(to);
    Conversions.convert(x, result, length);
    return result;
  }

  @Override
  public Block call(Routine routine, Block x) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.call(routine, x.floats(), result.floats(), length);
      case F64 -> DoubleLoops.call(routine, x.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported(routine.method(), x);
    }
    return result;
  }

  @Override
  public Block call(Routine routine, Block x, Block y) {
    Block result = take(x.dtype());
    switch (x.dtype()) {
      case F32 -> FloatLoops.call(routine, x.floats(), y.floats(), result.floats(), length);
      case F64 -> DoubleLoops.call(routine, x.doubles(), y.doubles(), result.doubles(), length);
      case I32, I64, BOOL -> throw unsupported(routine.method(), x);
    }
    return result;
  }
}
