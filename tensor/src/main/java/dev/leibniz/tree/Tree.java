package dev.leibniz.tree;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.TreeException;
import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Trees of tensors: a tensor is a leaf; records, lists, maps with text keys and optionals are
/// nodes; every other value is part of the structure.
///
/// ```java
/// record Dense(Tensor weight, Tensor bias) {}
/// Dense doubled = Tree.map(tensor -> tensor.times(2), dense);
/// ```
///
/// Leaves come in the order of a record's components, of a list's elements, and of a map's keys as
/// they sort: the order in which a map was filled does not count. What is rebuilt holds lists and
/// maps that cannot be changed.
public final class Tree {
  /// How many differences a message lists.
  private static final int SHOWN = 5;

  private static final ClassValue<Boolean> HAS_EQUALS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return Enum.class.isAssignableFrom(type)
                || type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
          } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
          }
        }
      };

  private final Object root;
  private final List<Tensor> leaves = new ArrayList<>();

  private Tree(Object root) {
    this.root = root;
  }

  /// The tensors of a tree, and its structure.
  ///
  /// @throws TreeException if the tree holds a value without `equals`, such as a lambda, a map
  ///   whose keys are no strings, or a record that is not open to Leibniz; it names the place
  public static Flat flatten(Object tree) {
    Tree state = new Tree(tree);
    Node node = state.node(tree);
    return new Flat(state.leaves, new Structure(node, state.leaves.size()));
  }

  private Node node(@Nullable Object value) {
    return switch (value) {
      case null -> new Node.Constant(null);
      case Tensor tensor -> {
        leaves.add(tensor);
        yield Node.Leaf.INSTANCE;
      }
      case Record tree -> {
        RecordPlan plan = RecordPlan.of(tree.getClass());
        List<Node> components = new ArrayList<>(plan.size());
        for (int i = 0; i < plan.size(); i++) {
          components.add(node(plan.get(tree, i)));
        }
        yield new Node.OfRecord(plan, components);
      }
      case List<?> list -> {
        List<Node> elements = new ArrayList<>(list.size());
        for (Object element : list) {
          elements.add(node(element));
        }
        yield new Node.OfList(elements);
      }
      case Map<?, ?> map -> map(map);
      case Optional<?> optional -> new Node.OfOptional(optional.map(this::node));
      default -> constant(value);
    };
  }

  private Node map(Map<?, ?> map) {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw refused(
            map,
            "the keys of a map must be strings",
            "key " + entry.getKey(),
            "use Map<String, …>");
      }
      sorted.put(key, entry.getValue());
    }
    List<Node> values = new ArrayList<>(sorted.size());
    for (Object value : sorted.values()) {
      values.add(node(value));
    }
    return new Node.OfMap(List.copyOf(sorted.keySet()), values);
  }

  private Node constant(Object value) {
    Class<?> type = value.getClass();
    if (type.isArray()) {
      throw refused(
          value,
          "what is no tensor must be a value with equals",
          "an array " + type.getSimpleName(),
          "use a List of tensors, or a Tensor of the numbers");
    }
    boolean hidesTensors =
        value instanceof Collection<?> all && all.stream().anyMatch(Tensor.class::isInstance);
    if (hidesTensors) {
      throw refused(
          value, "tensors stand in lists and maps", "a " + type.getSimpleName(), "use a List");
    }
    if (!HAS_EQUALS.get(type)) {
      String kind = type.isHidden() || type.isSynthetic() ? "a lambda" : "a " + type.getName();
      throw refused(
          value,
          "what is no tensor must be a value with equals",
          kind,
          "make it an enum or a record, which can implement an interface");
    }
    return new Node.Constant(value);
  }

  private TreeException refused(Object value, String law, String got, String fix) {
    String path = pathOf(value, root, "").orElse("");
    return new TreeException(
        Explanation.of("tree", law)
            .got((path.isEmpty() ? "the value" : path) + " = " + got)
            .fix(fix));
  }

  /// Where a value stands below another one; the value itself is meant, not an equal one.
  @SuppressWarnings("ReferenceEquality")
  private static Optional<String> pathOf(Object wanted, @Nullable Object value, String path) {
    if (value == wanted) {
      return Optional.of(path);
    }
    return switch (value) {
      case Record tree -> {
        RecordPlan plan = RecordPlan.of(tree.getClass());
        Optional<String> found = Optional.empty();
        for (int i = 0; i < plan.size() && found.isEmpty(); i++) {
          found = pathOf(wanted, plan.get(tree, i), Node.named(path, plan.name(i)));
        }
        yield found;
      }
      case List<?> list -> {
        Optional<String> found = Optional.empty();
        for (int i = 0; i < list.size() && found.isEmpty(); i++) {
          found = pathOf(wanted, list.get(i), Node.numbered(path, i));
        }
        yield found;
      }
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(entry ->
                  pathOf(wanted, entry.getValue(), Node.named(path, String.valueOf(entry.getKey())))
                      .stream())
              .findFirst();
      case Optional<?> optional -> optional.flatMap(some -> pathOf(wanted, some, path));
      case null -> Optional.empty();
      default -> Optional.empty();
    };
  }

  /// The tree with a function applied to each tensor.
  public static <T> T map(UnaryOperator<Tensor> function, T tree) {
    Flat flat = flatten(tree);
    List<Tensor> results = new ArrayList<>(flat.leaves().size());
    for (Tensor leaf : flat.leaves()) {
      results.add(function.apply(leaf));
    }
    return cast(flat.structure().rebuild(results));
  }

  /// The tree with a function applied to the tensors of two trees at the same places.
  ///
  /// @throws TreeException if the structures differ
  public static <T> T map(BinaryOperator<Tensor> function, T first, T second) {
    return zip(tensors -> function.apply(tensors.get(0), tensors.get(1)), List.of(first, second));
  }

  /// The tree with a function applied to the tensors of several trees at the same places.
  ///
  /// @throws TreeException if the structures differ
  public static <T> T zip(Function<List<Tensor>, Tensor> function, List<T> trees) {
    List<Flat> flat = trees.stream().map(Tree::flatten).toList();
    Structure structure = flat.getFirst().structure();
    for (Flat other : flat) {
      requireSame(structure, other.structure());
    }
    List<Tensor> results = new ArrayList<>(structure.leaves());
    for (int i = 0; i < structure.leaves(); i++) {
      List<Tensor> tensors = new ArrayList<>(flat.size());
      for (Flat tree : flat) {
        tensors.add(tree.leaves().get(i));
      }
      results.add(function.apply(tensors));
    }
    return cast(structure.rebuild(results));
  }

  /// Refuses trees of different structures.
  ///
  /// @throws TreeException that names the places where they differ
  public static void requireSame(Structure first, Structure second) {
    if (!first.equals(second)) {
      List<Node.Difference> differences = first.differences(second);
      String places =
          differences.stream()
              .limit(SHOWN)
              .map(place ->
                  (place.path().isEmpty() ? "the value" : place.path())
                      + " = "
                      + place.first()
                      + " and "
                      + place.second())
              .collect(Collectors.joining("; "));
      int more = differences.size() - SHOWN;
      throw new TreeException(
          Explanation.of("tree", "trees must have the same structure")
              .got(places + (more > 0 ? "; and " + more + " more" : ""))
              .fix("build both from the same records, lists and numbers"));
    }
  }

  /// The tensors by path, in order.
  public static Map<String, Tensor> named(Object tree) {
    Flat flat = flatten(tree);
    Map<String, Tensor> named = new LinkedHashMap<>();
    List<String> paths = flat.structure().paths();
    for (int i = 0; i < paths.size(); i++) {
      named.put(paths.get(i), flat.leaves().get(i));
    }
    return named;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object value) {
    return (T) value;
  }
}
