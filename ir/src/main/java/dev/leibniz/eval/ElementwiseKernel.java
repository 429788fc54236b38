package dev.leibniz.eval;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Transcendental;
import java.util.ArrayList;
import java.util.List;

/// Runs elementwise primitives: the primitive's own scalar text, over blocks of elements.
final class ElementwiseKernel {
  private static final int BLOCK = 1024;

  private ElementwiseKernel() {}

  /// An operand: the elements, or one block of equal ones that stands for any number of them.
  record Source(DType dtype, Object array, boolean repeats) {
    static Source of(TensorData data) {
      return new Source(data.dtype(), data.array(), false);
    }

    static Source of(Literal literal, TensorType type) {
      int length = Math.min(BLOCK, type.shape().arrayLength("constant"));
      Object array = type.dtype().newArray(length);
      Elements.fill(array, 0, length, literal.value());
      return new Source(type.dtype(), array, true);
    }
  }

  /// Writes the primitive's value for every element into `output`, which may be one of the inputs.
  static void run(Elementwise prim, List<View> inputs, View output) {
    BlockScalar machine = new BlockScalar(BLOCK);
    int length = output.length();
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      machine.begin(count);
      List<Block> operands = new ArrayList<>(inputs.size());
      for (View input : inputs) {
        operands.add(machine.load(input.dtype(), input.array(), input.offset() + from));
      }
      Block block = prim.scalar(machine, operands);
      System.arraycopy(block.array(), 0, output.array(), output.offset() + from, count);
    }
  }

  /// The primitive's value for every element.
  static TensorData run(Elementwise prim, List<Source> sources, TensorType result) {
    int length = result.shape().arrayLength(prim.name());
    boolean repeats = sources.stream().anyMatch(Source::repeats);
    if (length <= BLOCK || (isOneOperation(prim) && !repeats)) {
      return TensorData.of(result, atOnce(prim, sources, length));
    }
    return TensorData.of(result, inBlocks(prim, sources, result.dtype(), length));
  }

  private static Object atOnce(Elementwise prim, List<Source> sources, int length) {
    BlockScalar machine = new BlockScalar(length);
    machine.begin(length);
    List<Block> operands = new ArrayList<>(sources.size());
    for (Source source : sources) {
      operands.add(new Block(source.dtype(), source.array()));
    }
    Block result = prim.scalar(machine, operands);
    if (machine.owns(result)) {
      return result.array();
    }
    Object copy = result.dtype().newArray(length);
    System.arraycopy(result.array(), 0, copy, 0, length);
    return copy;
  }

  private static Object inBlocks(Elementwise prim, List<Source> sources, DType dtype, int length) {
    Object result = dtype.newArray(length);
    BlockScalar machine = new BlockScalar(BLOCK);
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      machine.begin(count);
      List<Block> operands = new ArrayList<>(sources.size());
      for (Source source : sources) {
        operands.add(
            source.repeats()
                ? new Block(source.dtype(), source.array())
                : machine.load(source.dtype(), source.array(), from));
      }
      Block block = prim.scalar(machine, operands);
      System.arraycopy(block.array(), 0, result, from, count);
    }
    return result;
  }

  /// Whether the text is a single operation, so that intermediate blocks need no place in the
  /// cache.
  private static boolean isOneOperation(Elementwise prim) {
    return switch (prim) {
      case Arithmetic.Sign sign -> false;
      case Arithmetic arithmetic -> true;
      case Transcendental.Sqrt sqrt -> true;
      case Transcendental transcendental -> false;
      case Logic.IsFinite isFinite -> false;
      case Logic logic -> true;
    };
  }
}
