package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Reduce;

/// Reductions along the last axis that are computed in the loop of what they reduce.
final class RowFold {
  /// Longer rows are reduced in blocks of so many elements.
  static final long LONGEST = 16384;

  private RowFold() {}

  /// Whether an equation is one.
  static boolean is(Equation equation) {
    if (!(equation.prim() instanceof Reduce.Over over) || SmallReduction.is(equation)) {
      return false;
    }
    TensorType operand = (TensorType) equation.inputs().getFirst().type();
    Shape shape = operand.shape();
    boolean isLast = over.axes().size() == 1 && over.axes().getFirst() == shape.rank() - 1;
    if (!operand.dtype().isFloating() || !isLast) {
      return false;
    }
    long count = shape.extent(shape.rank() - 1);
    return count > 0 && count <= LONGEST && shape.elements() / count > 1;
  }

  /// The shape of the loop that a reduction belongs to.
  static Shape shape(Equation equation) {
    return ((TensorType) equation.inputs().getFirst().type()).shape();
  }

  /// How two elements are combined.
  static Expression.Kind kind(Equation equation) {
    return switch ((Reduce.Over) equation.prim()) {
      case Reduce.Sum sum -> Expression.Kind.PLUS;
      case Reduce.Prod prod -> Expression.Kind.TIMES;
      case Reduce.Max max -> Expression.Kind.MAX;
      case Reduce.Min min -> Expression.Kind.MIN;
    };
  }
}
