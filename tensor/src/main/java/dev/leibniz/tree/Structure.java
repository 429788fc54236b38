package dev.leibniz.tree;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.TreeException;
import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A tree without its tensors: the classes of records, sizes of lists, keys of maps, and every
/// value that is no tensor. Two structures are equal if they differ in none of these.
public final class Structure {
  private final Node root;
  private final int leaves;
  private final int hash;

  Structure(Node root, int leaves) {
    this.root = root;
    this.leaves = leaves;
    this.hash = root.hashCode();
  }

  /// The number of tensors.
  public int leaves() {
    return leaves;
  }

  /// Where each tensor is, such as `layers[1].weight`; the path of a tree that is a tensor is
  /// `value`.
  public List<String> paths() {
    return paths("");
  }

  /// The same for a tree with a name: `params.layers[1].weight`.
  public List<String> paths(String root) {
    List<String> paths = new ArrayList<>(leaves);
    this.root.paths(root, paths);
    return paths;
  }

  /// The tree with the given tensors.
  ///
  /// @throws TreeException if there are too few or too many, or if a record's constructor refuses
  ///   them
  public Object rebuild(List<Tensor> tensors) {
    if (tensors.size() != leaves) {
      throw new TreeException(
          Explanation.of("tree", "a structure takes one tensor per leaf")
              .got(tensors.size() + " tensors, " + leaves + " leaves"));
    }
    Object value = root.rebuild(tensors.iterator());
    if (value == null) {
      throw new TreeException(Explanation.of("tree", "a tree must not be null"));
    }
    return value;
  }

  /// The first place where this structure differs from an earlier one, in words, if there is any.
  public Optional<String> differenceFrom(Structure before) {
    return before.differences(this).stream()
        .findFirst()
        .map(place ->
            (place.path().isEmpty() ? "the value" : place.path())
                + " was "
                + place.first()
                + " and became "
                + place.second());
  }

  List<Node.Difference> differences(Structure other) {
    List<Node.Difference> differences = new ArrayList<>();
    root.differences(other.root, "", differences);
    return differences;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Structure structure
            && hash == structure.hash
            && root.equals(structure.root));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return root + " with tensors at " + paths();
  }
}
