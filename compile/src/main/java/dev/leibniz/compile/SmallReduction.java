package dev.leibniz.compile;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Reduce;
import java.util.ArrayList;
import java.util.List;

/// Reductions of few elements, such as those of a pooling window, written out as an expression of
/// them: the order is that of `dev.leibniz.eval`.
final class SmallReduction {
  private static final int MOST = 16;

  private SmallReduction() {}

  /// Whether an equation reduces so few elements that they are written out.
  static boolean is(Equation equation) {
    return equation.prim() instanceof Reduce.Over over
        && count(over, operand(equation)) >= 1
        && count(over, operand(equation)) <= MOST;
  }

  /// How many elements a reduction has.
  static int count(Equation equation) {
    return Math.toIntExact(count((Reduce.Over) equation.prim(), operand(equation)));
  }

  private static Shape operand(Equation equation) {
    return ((TensorType) equation.inputs().getFirst().type()).shape();
  }

  private static long count(Reduce.Over over, Shape operand) {
    return Shape.of(over.axes().stream().map(operand::extent).toList()).elements();
  }

  /// The elements that are reduced, in row-major order, for a result that is needed at `map`.
  static List<IndexMap> maps(Equation equation, IndexMap map) {
    Reduce.Over over = (Reduce.Over) equation.prim();
    Shape operand = operand(equation);
    List<IndexMap> maps = new ArrayList<>();
    for (int k = 0; k < count(over, operand); k++) {
      long[][] rows = new long[operand.rank()][];
      int rest = k;
      int kept = map.rows().length;
      for (int axis = operand.rank() - 1; axis >= 0; axis--) {
        if (over.axes().contains(axis)) {
          rows[axis] = new long[map.rank() + 1];
          rows[axis][map.rank()] = rest % operand.extent(axis);
          rest /= (int) operand.extent(axis);
        } else {
          rows[axis] = map.rows()[--kept];
        }
      }
      maps.add(new IndexMap(map.rank(), rows));
    }
    return maps;
  }

  /// The reduction of some numbers.
  static Expression of(Reduce.Over over, Expressions s, List<Expression> x) {
    return switch (over) {
      case Reduce.Sum sum -> sum(s, x);
      case Reduce.Prod prod -> tree(x, s::times);
      case Reduce.Max max -> x.stream().reduce(isBoolean(x) ? s::or : s::max).orElseThrow();
      case Reduce.Min min -> x.stream().reduce(isBoolean(x) ? s::and : s::min).orElseThrow();
    };
  }

  private static boolean isBoolean(List<Expression> x) {
    return x.getFirst().dtype() == DType.BOOL;
  }

  /// Lanes start at +0, which changes −0.
  private static Expression sum(Expressions s, List<Expression> x) {
    Expression zero = s.like(x.getFirst(), 0);
    return tree(x.stream().map(element -> s.plus(zero, element)).toList(), s::plus);
  }

  private interface Operation {
    Expression apply(Expression x, Expression y);
  }

  /// Lane i + w is combined into lane i, for w = P/2, …, 2, 1; lanes without elements change
  /// nothing.
  private static Expression tree(List<Expression> x, Operation operation) {
    List<Expression> lanes = new ArrayList<>(x);
    int half = 1;
    while (2 * half < lanes.size()) {
      half *= 2;
    }
    for (; half > 0 && lanes.size() > 1; half /= 2) {
      for (int i = 0; i + half < lanes.size(); i++) {
        lanes.set(i, operation.apply(lanes.get(i), lanes.get(i + half)));
      }
      lanes = lanes.subList(0, Math.min(half, lanes.size()));
    }
    return lanes.getFirst();
  }
}
