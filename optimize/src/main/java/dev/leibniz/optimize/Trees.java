package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Tree;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Maps over trees that leave whole numbers and booleans alone: only floating-point leaves are
/// optimized.
final class Trees {
  private Trees() {}

  static <P> P map(UnaryOperator<Tensor> function, P tree) {
    return Tree.map(leaf -> leaf.dtype().isFloating() ? function.apply(leaf) : leaf, tree);
  }

  static <P> P map(BinaryOperator<Tensor> function, P first, P second) {
    return Tree.map((x, y) -> x.dtype().isFloating() ? function.apply(x, y) : x, first, second);
  }

  static <P> P zip(Function<List<Tensor>, Tensor> function, List<P> trees) {
    return Tree.zip(
        leaves ->
            leaves.getFirst().dtype().isFloating() ? function.apply(leaves) : leaves.getFirst(),
        trees);
  }

  /// Zeros of the same structure.
  static <P> P zeros(P tree) {
    return map(leaf -> leaf.times(0), tree);
  }

  /// A number, known when the program runs, times a leaf of any element type.
  static Tensor scaled(Tensor leaf, Tensor factor) {
    return leaf.times(factor.convert(leaf.dtype()));
  }
}
