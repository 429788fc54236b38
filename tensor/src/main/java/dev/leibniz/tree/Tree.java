package dev.leibniz.tree;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.TreeException;
import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Trees of tensors: a tensor is a leaf; records, lists, maps and optionals are nodes; every other value is part of
/// the structure.
///
/// ```java
/// record Dense(Tensor weight, Tensor bias) {}
/// Dense doubled = Tree.map(tensor -> tensor.times(2), dense);
/// ```
public final class Tree {
  private static final ClassValue<Boolean> HAS_EQUALS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
          } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
          }
        }
      };

  private Tree() {}

  /// The tensors of a tree, and its structure.
  ///
  /// @throws TreeException if the tree holds a value without `equals`, such as a lambda
  public static Flat flatten(Object tree) {
    List<Tensor> leaves = new ArrayList<>();
    Node root = node(tree, leaves);
    return new Flat(leaves, new Structure(root, leaves.size()));
  }

  private static Node node(@Nullable Object value, List<Tensor> leaves) {
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
          components.add(node(plan.get(tree, i), leaves));
        }
        yield new Node.OfRecord(plan, components);
      }
      case List<?> list -> {
        List<Node> elements = new ArrayList<>(list.size());
        for (Object element : list) {
          elements.add(node(element, leaves));
        }
        yield new Node.OfList(elements);
      }
      case Map<?, ?> map -> {
        List<Object> keys = new ArrayList<>(map.size());
        List<Node> values = new ArrayList<>(map.size());
        map.forEach(
            (key, element) -> {
              keys.add(key);
              values.add(node(element, leaves));
            });
        yield new Node.OfMap(keys, values);
      }
      case Optional<?> optional -> new Node.OfOptional(optional.map(some -> node(some, leaves)));
      default -> constant(value);
    };
  }

  private static Node constant(Object value) {
    if (value.getClass().isArray() || !HAS_EQUALS.get(value.getClass()) && !(value instanceof Enum)) {
      throw new TreeException(
          Explanation.of("tree", "what is no tensor must be a value with equals")
              .got("a " + value.getClass().getName())
              .fix("use an enum, a record or a number; an array of tensors can be a List"));
    }
    return new Node.Constant(value);
  }

  /// The tree with a function applied to each tensor.
  public static <T> T map(UnaryOperator<Tensor> function, T tree) {
    Flat flat = flatten(tree);
    return cast(flat.structure().rebuild(flat.leaves().stream().map(function).toList()));
  }

  /// The tree with a function applied to the tensors of two trees at the same places.
  ///
  /// @throws TreeException if the structures differ
  public static <T> T map(BinaryOperator<Tensor> function, T first, T second) {
    return map(tensors -> function.apply(tensors.get(0), tensors.get(1)), List.of(first, second));
  }

  /// The tree with a function applied to the tensors of several trees at the same places.
  ///
  /// @throws TreeException if the structures differ
  public static <T> T map(Function<List<Tensor>, Tensor> function, List<T> trees) {
    Flat first = flatten(trees.getFirst());
    List<Flat> others = trees.stream().skip(1).map(Tree::flatten).toList();
    for (Flat other : others) {
      requireSame(first.structure(), other.structure());
    }
    List<Tensor> results = new ArrayList<>(first.leaves().size());
    for (int i = 0; i < first.leaves().size(); i++) {
      List<Tensor> tensors = new ArrayList<>(trees.size());
      tensors.add(first.leaves().get(i));
      for (Flat other : others) {
        tensors.add(other.leaves().get(i));
      }
      results.add(function.apply(tensors));
    }
    return cast(first.structure().rebuild(results));
  }

  /// Refuses trees of different structures.
  ///
  /// @throws TreeException that names the first difference
  public static void requireSame(Structure first, Structure second) {
    if (!first.equals(second)) {
      throw new TreeException(
          Explanation.of("tree", "trees must have the same structure")
              .got(second.differenceFrom(first).orElse("two structures that differ")));
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
