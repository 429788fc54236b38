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

  /// Adds the paths of the leaves below, each beginning with `prefix`.
  void paths(String prefix, List<String> paths);

  /// The first difference from another node, if any.
  Optional<String> differenceFrom(Node other, String path);

  /// A tensor.
  record Leaf() implements Node {
    static final Leaf INSTANCE = new Leaf();

    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      return leaves.next();
    }

    @Override
    public void paths(String prefix, List<String> paths) {
      paths.add(prefix.isEmpty() ? "value" : prefix);
    }

    @Override
    public Optional<String> differenceFrom(Node other, String path) {
      return other instanceof Leaf ? Optional.empty() : changed(path, other, this);
    }

    @Override
    public String toString() {
      return "a tensor";
    }
  }

  /// Anything that is no tensor and holds none.
  record Constant(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object rebuild(Iterator<Tensor> leaves) {
      return value;
    }

    @Override
    public void paths(String prefix, List<String> paths) {}

    @Override
    public Optional<String> differenceFrom(Node other, String path) {
      return equals(other) ? Optional.empty() : changed(path, other, this);
    }

    @Override
    public String toString() {
      return String.valueOf(value);
    }
  }

  /// A record.
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
    public void paths(String prefix, List<String> paths) {
      for (int i = 0; i < components.size(); i++) {
        components.get(i).paths(dotted(prefix, plan.name(i)), paths);
      }
    }

    @Override
    public Optional<String> differenceFrom(Node other, String path) {
      if (!(other instanceof OfRecord before) || before.plan != plan) {
        return changed(path, other, this);
      }
      for (int i = 0; i < components.size(); i++) {
        Optional<String> difference =
            components.get(i).differenceFrom(before.components.get(i), dotted(path, plan.name(i)));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "a " + plan.type().getSimpleName();
    }
  }

  /// A list.
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
    public void paths(String prefix, List<String> paths) {
      for (int i = 0; i < elements.size(); i++) {
        elements.get(i).paths(prefix + "[" + i + "]", paths);
      }
    }

    @Override
    public Optional<String> differenceFrom(Node other, String path) {
      if (!(other instanceof OfList before) || before.elements.size() != elements.size()) {
        return changed(path, other, this);
      }
      for (int i = 0; i < elements.size(); i++) {
        Optional<String> difference =
            elements.get(i).differenceFrom(before.elements.get(i), path + "[" + i + "]");
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "a list of " + elements.size();
    }
  }

  /// A map, in the order of its iteration.
  record OfMap(List<Object> keys, List<Node> values) implements Node {
    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i), values.get(i).rebuild(leaves));
      }
      return Collections.unmodifiableMap(map);
    }

    @Override
    public void paths(String prefix, List<String> paths) {
      for (int i = 0; i < keys.size(); i++) {
        values.get(i).paths(dotted(prefix, keys.get(i).toString()), paths);
      }
    }

    @Override
    public Optional<String> differenceFrom(Node other, String path) {
      if (!(other instanceof OfMap before) || !before.keys.equals(keys)) {
        return changed(path, other, this);
      }
      for (int i = 0; i < keys.size(); i++) {
        Optional<String> difference =
            values.get(i).differenceFrom(before.values.get(i), dotted(path, keys.get(i).toString()));
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "a map with keys " + keys;
    }
  }

  /// An optional.
  record OfOptional(Optional<Node> content) implements Node {
    @Override
    public Object rebuild(Iterator<Tensor> leaves) {
      return content.map(node -> node.rebuild(leaves));
    }

    @Override
    public void paths(String prefix, List<String> paths) {
      content.ifPresent(node -> node.paths(prefix, paths));
    }

    @Override
    public Optional<String> differenceFrom(Node other, String path) {
      if (!(other instanceof OfOptional before)
          || before.content.isPresent() != content.isPresent()) {
        return changed(path, other, this);
      }
      return content.flatMap(node -> node.differenceFrom(before.content.orElseThrow(), path));
    }

    @Override
    public String toString() {
      return content.isPresent() ? "an optional" : "an empty optional";
    }
  }

  private static String dotted(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  private static Optional<String> changed(String path, Node before, Node now) {
    return Optional.of(
        (path.isEmpty() ? "the value" : path) + " was " + before + " and became " + now);
  }
}
