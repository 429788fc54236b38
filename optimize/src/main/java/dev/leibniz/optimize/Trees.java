package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Tree;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
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

  /// The tree with a function applied to the floating-point leaves at some paths.
  static <P> P mapWhere(Predicate<String> where, UnaryOperator<Tensor> function, P tree) {
    Iterator<String> paths = Tree.flatten(tree).structure().paths().iterator();
    return Tree.map(
        leaf -> where.test(paths.next()) && leaf.dtype().isFloating() ? function.apply(leaf) : leaf,
        tree);
  }

  /// The floating-point leaves at some paths from one tree, all others from another one.
  static <P> P mergeWhere(Predicate<String> where, P chosen, P others) {
    Iterator<String> paths = Tree.flatten(others).structure().paths().iterator();
    return Tree.map(
        (x, y) -> where.test(paths.next()) && x.dtype().isFloating() ? x : y, chosen, others);
  }

  /// The Euclidean norm of all floating-point leaves together, f64[], without overflow.
  static Tensor norm(Object tree) {
    Tensor[] norms =
        Tree.flatten(tree).leaves().stream()
            .filter(leaf -> leaf.dtype().isFloating())
            .map(leaf -> leaf.norm().convert(DType.F64))
            .toArray(Tensor[]::new);
    return norms.length == 0 ? Tensor.scalar(0.0) : Tensor.stack(0, norms).norm();
  }

  /// Zeros of the same structure and types inside a program.
  static <P> P blank(P tree) {
    return Tree.map(
        leaf -> {
          int[] extents =
              Arrays.stream(leaf.shape().toArray()).mapToInt(Math::toIntExact).toArray();
          return Tensor.zeros(leaf.dtype(), extents);
        },
        tree);
  }

  /// Zeros of the same structure and types, each with memory of its own.
  static <P> P zeros(P tree) {
    return Tree.map(leaf -> TensorAccess.of(TensorData.zeros(leaf.type())), tree);
  }

  /// The same tensors in memory of their own, so that who donates a state does not take the
  /// optimizer's numbers.
  static <T> T copy(T tree) {
    return Tree.map(
        (Tensor leaf) -> {
          TensorData data = TensorAccess.data(leaf);
          TensorData copy = TensorData.zeros(data.type());
          System.arraycopy(data.array(), 0, copy.array(), 0, data.length());
          return TensorAccess.of(copy);
        },
        tree);
  }

  /// A number, f64[], known when the program runs, times a leaf of any element type.
  static Tensor scaled(Tensor leaf, Tensor factor) {
    return leaf.times(factor.convert(leaf.dtype()));
  }

  /// Refuses a gradient that is not of the parameters' structure and types: shapes that stretch
  /// would change the parameters' own.
  static void requireGradient(String optimizer, Object parameters, Object gradient) {
    Flat own = Tree.flatten(parameters);
    Flat other = Tree.flatten(gradient);
    Tree.requireSame(own.structure(), other.structure());
    List<String> paths = own.structure().paths();
    for (int i = 0; i < paths.size(); i++) {
      TensorType expected = own.leaves().get(i).type();
      TensorType type = other.leaves().get(i).type();
      if (!expected.equals(type)) {
        throw new ShapeException(
            Explanation.of(optimizer, "parameters and their gradient must have the same types")
                .got(paths.get(i) + " = " + expected + ", its gradient = " + type));
      }
    }
  }
}
