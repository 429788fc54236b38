package dev.leibniz.optimize;

import dev.leibniz.data.Shape;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Structure;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trees of one structure as vectors of all their elements.
///
/// @param <X> the type of the trees
final class TreeVector<X> {
  private final Structure structure;
  private final List<Shape> shapes;

  private TreeVector(Structure structure, List<Shape> shapes) {
    this.structure = structure;
    this.shapes = shapes;
  }

  /// Of trees like this one, whose leaves are floating-point tensors of one element type.
  static <X> TreeVector<X> of(String operation, X like) {
    Flat flat = Tree.flatten(like);
    List<Tensor> leaves = flat.leaves();
    boolean isOne = leaves.stream().map(Tensor::dtype).distinct().count() == 1;
    if (!isOne || !leaves.getFirst().dtype().isFloating()) {
      throw new ArgumentException(
          Explanation.of(operation, "unknowns must be floating-point tensors of one element type")
              .got(leaves.stream().map(Tensor::type).toList().toString())
              .fix("convert the start; numbers that stay as they are belong to the parameters"));
    }
    return new TreeVector<>(flat.structure(), leaves.stream().map(Tensor::shape).toList());
  }

  /// The elements one after the other.
  Tensor pack(X tree) {
    Flat flat = Tree.flatten(tree);
    Tree.requireSame(structure, flat.structure());
    List<Tensor> parts = new ArrayList<>();
    for (Tensor leaf : flat.leaves()) {
      parts.add(leaf.reshape(leaf.shape().arrayLength("pack")));
    }
    return parts.size() == 1 ? parts.getFirst() : Tensor.concat(0, parts.toArray(Tensor[]::new));
  }

  /// The tree of these elements.
  @SuppressWarnings("unchecked") // the structure is that of an X
  X unpack(Tensor vector) {
    List<Tensor> leaves = new ArrayList<>();
    int from = 0;
    for (Shape shape : shapes) {
      int to = from + shape.arrayLength("unpack");
      leaves.add(vector.slice(0, from, to).reshape(extents(shape)));
      from = to;
    }
    return (X) structure.rebuild(leaves);
  }

  private static int[] extents(Shape shape) {
    return Arrays.stream(shape.toArray()).mapToInt(Math::toIntExact).toArray();
  }
}
