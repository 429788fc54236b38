package dev.leibniz.tree;

import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node of a tree without its tensors.
sealed interface Node {
  /// Puts the value together, taking leaves in order.
  @Nullable Object rebuild(Iterator<Tensor> leaves);

  /// Adds the paths of the leaves below; `path` is the node's own.
  void paths(String path, List<String> paths);

  /// Adds the places where this node differs from another; `path` is the node's own.
  void differences(Node other, String path, List<Difference> differences);

  /// A place where two trees differ.
  ///
  /// @param path where
  /// @param first what is there in the first
  /// @param second what is there in the second
  record Difference(String path, Node first, Node second) {}

  private static void differ(Node here, Node other, String path, List<Difference> differences) {
    differences.add(new Difference(path, here, other));
  }

  /// The path of a part with a name.
  static String named(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// The path of a part with a number.
  static String numbered(String path, int number) {
    return path + "[" + number + "]";
  }

  /// A tensor.
  record Leaf() implements Node {
    static final Leaf INSTANCE = new Leaf();

    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      return leaves.next();
    }

    @Override
    public void paths(String path, List<String> paths) {
      paths.add(path.isEmpty() ? "value" : path);
    }

    @Override
    public void differences(Node other, String path, List<Difference> differences) {
      if (!(other instanceof Leaf)) {
        differ(this, other, path, differences);
      }
    }

    @Override
    public String toString() {
      return "a tensor";
    }
  }

  /// A value that is no tensor and holds none.
  ///
  /// @param value the value
  record Constant(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object rebuild(Iterator<Tensor> leaves) {
      return value;
    }

    @Override
    public void paths(String path, List<String> paths) {}

    @Override
    public void differences(Node other, String path, List<Difference> differences) {
      if (!equals(other)) {
        differ(this, other, path, differences);
      }
    }

    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /// A record.
  ///
  /// @param plan its class
  /// @param components its components
  record OfRecord(RecordPlan plan, List<Node> components) implements Node {
    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      @Nullable Object[] values = new @Nullable Object[components.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = components.get(i).rebuild(leaves);
      }
      return plan.construct(values);
    }

    @Override
    public void paths(String path, List<String> paths) {
      for (int i = 0; i < components.size(); i++) {
        components.get(i).paths(named(path, plan.name(i)), paths);
      }
    }

    @Override
    public void differences(Node other, String path, List<Difference> differences) {
      if (!(other instanceof OfRecord second) || second.plan != plan) {
        differ(this, other, path, differences);
        return;
      }
      for (int i = 0; i < components.size(); i++) {
        Node part = second.components.get(i);
        components.get(i).differences(part, named(path, plan.name(i)), differences);
      }
    }

    @Override
    public String toString() {
      return "a " + plan.type().getSimpleName();
    }
  }

  /// A list.
  ///
  /// @param elements its elements
  record OfList(List<Node> elements) implements Node {
    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      List<@Nullable Object> values = new ArrayList<>(elements.size());
      for (Node element : elements) {
        values.add(element.rebuild(leaves));
      }
      return Collections.unmodifiableList(values);
    }

    @Override
    public void paths(String path, List<String> paths) {
      for (int i = 0; i < elements.size(); i++) {
        elements.get(i).paths(numbered(path, i), paths);
      }
    }

    @Override
    public void differences(Node other, String path, List<Difference> differences) {
      if (!(other instanceof OfList second) || second.elements.size() != elements.size()) {
        differ(this, other, path, differences);
        return;
      }
      for (int i = 0; i < elements.size(); i++) {
        elements.get(i).differences(second.elements.get(i), numbered(path, i), differences);
      }
    }

    @Override
    public String toString() {
      return "a list of " + elements.size();
    }
  }

  /// A map, in the order of its keys.
  ///
  /// @param keys its keys
  /// @param values its values
  record OfMap(List<String> keys, List<Node> values) implements Node {
    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i), values.get(i).rebuild(leaves));
      }
      return Collections.unmodifiableMap(map);
    }

    @Override
    public void paths(String path, List<String> paths) {
      for (int i = 0; i < keys.size(); i++) {
        values.get(i).paths(named(path, keys.get(i)), paths);
      }
    }

    @Override
    public void differences(Node other, String path, List<Difference> differences) {
      if (!(other instanceof OfMap second) || !second.keys.equals(keys)) {
        differ(this, other, path, differences);
        return;
      }
      for (int i = 0; i < keys.size(); i++) {
        values.get(i).differences(second.values.get(i), named(path, keys.get(i)), differences);
      }
    }

    @Override
    public String toString() {
      return "a map with keys " + keys;
    }
  }

  /// An optional.
  ///
  /// @param content what it holds
  record OfOptional(Optional<Node> content) implements Node {
    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      return content.map(node -> node.rebuild(leaves));
    }

    @Override
    public void paths(String path, List<String> paths) {
      content.ifPresent(node -> node.paths(path, paths));
    }

    @Override
    public void differences(Node other, String path, List<Difference> differences) {
      boolean bothEmptyOrNot =
          other instanceof OfOptional second && second.content.isPresent() == content.isPresent();
      if (!bothEmptyOrNot) {
        differ(this, other, path, differences);
        return;
      }
      Optional<Node> second = ((OfOptional) other).content;
      content.ifPresent(node -> node.differences(second.orElseThrow(), path, differences));
    }

    @Override
    public String toString() {
      return content.isPresent() ? "an optional with a value" : "an empty optional";
    }
  }
}
