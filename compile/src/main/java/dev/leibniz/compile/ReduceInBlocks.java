package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Var;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Splits long reductions along the last axes into the blocks of the law of sums of
/// `dev.leibniz.eval`: these are rows, which loops reduce in vector lanes and side by side.
final class ReduceInBlocks {
  private static final long BLOCK = RowFold.LONGEST;

  private ReduceInBlocks() {}

  static Program of(Program program) {
    if (program.equations().stream().noneMatch(ReduceInBlocks::isLong)) {
      return program;
    }
    Builder b = new Builder();
    Map<Var, Atom> bound = new HashMap<>();
    program.inputs().forEach(input -> bound.put(input, b.input(input.type())));
    for (Equation equation : program.equations()) {
      b.at(equation.where());
      List<Atom> inputs =
          equation.inputs().stream().map(atom -> InlineCustom.resolve(bound, atom)).toList();
      List<Atom> results =
          isLong(equation)
              ? List.of(inBlocks(b, equation, inputs.getFirst()))
              : b.apply(equation.prim(), inputs);
      for (int i = 0; i < results.size(); i++) {
        bound.put(equation.outputs().get(i), results.get(i));
      }
    }
    return b.build(
        program.outputs().stream().map(atom -> InlineCustom.resolve(bound, atom)).toList());
  }

  private static boolean isLong(Equation equation) {
    if (!(equation.prim() instanceof Reduce.Over over)) {
      return false;
    }
    TensorType operand = (TensorType) equation.inputs().getFirst().type();
    int kept = operand.rank() - over.axes().size();
    boolean areLast = over.axes().equals(Ops.range(kept, operand.rank()));
    long count = count(operand.shape(), kept);
    return operand.dtype().isFloating()
        && areLast
        && operand.shape().elements() > 0
        && count > BLOCK
        && Math.ceilDiv(count, BLOCK) <= BLOCK;
  }

  /// The number of elements along the axes from one on.
  private static long count(Shape shape, int axis) {
    return shape.slice(axis, shape.rank()).elements();
  }

  private static Atom inBlocks(Builder b, Equation equation, Atom operand) {
    Reduce.Over over = (Reduce.Over) equation.prim();
    Shape shape = ((TensorType) operand.type()).shape();
    long count = count(shape, shape.rank() - over.axes().size());
    long rows = shape.elements() / count;
    long whole = count / BLOCK;
    long end = whole * BLOCK;
    Atom flat = b.reshape(operand, Shape.of(rows, count));
    Atom front = b.reshape(part(b, flat, rows, 0, end), Shape.of(rows, whole, BLOCK));
    Atom blocks = b.one(along(over, 2), front);
    if (end < count) {
      Atom rest = b.one(along(over, 1), part(b, flat, rows, end, count));
      Atom last = b.reshape(rest, Shape.of(rows, 1));
      blocks = b.one(new Movement.Concat(1), blocks, last);
    }
    return b.reshape(
        b.one(along(over, 1), blocks), ((TensorType) equation.output().type()).shape());
  }

  private static Atom part(Builder b, Atom flat, long rows, long from, long to) {
    return b.one(new Movement.Slice(List.of(0L, from), List.of(rows, to), List.of(1L, 1L)), flat);
  }

  private static Reduce.Over along(Reduce.Over over, int axis) {
    List<Integer> axes = List.of(axis);
    return switch (over) {
      case Reduce.Sum sum -> new Reduce.Sum(axes);
      case Reduce.Prod prod -> new Reduce.Prod(axes);
      case Reduce.Max max -> new Reduce.Max(axes);
      case Reduce.Min min -> new Reduce.Min(axes);
    };
  }
}
