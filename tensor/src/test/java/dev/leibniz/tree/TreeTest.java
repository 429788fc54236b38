package dev.leibniz.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.TreeException;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Trees are taken apart and put together again without loss, and what cannot be is refused by
/// name.
final class TreeTest {
  private enum Activation {
    RELU,
    TANH {
      @Override
      public String toString() {
        return "tanh";
      }
    }
  }

  private record Dense(Tensor weight, @Nullable Tensor bias, Activation activation) {}

  private record Model(
      List<Dense> layers,
      Map<String, Tensor> statistics,
      Optional<Tensor> scale,
      double rate,
      RandomKey key) {}

  private record WithFunction(Tensor weight, UnaryOperator<Tensor> function) {}

  private record Floats(Tensor weight) {
    Floats {
      if (!weight.dtype().isFloating()) {
        throw new DTypeException(Explanation.of("Floats", "weights are floating-point"));
      }
    }
  }

  private record Fussy(Tensor weight) {
    Fussy {
      if (weight.shape().rank() != 1) {
        throw new IllegalArgumentException("one axis only");
      }
    }
  }

  private static Tensor tensor(double value) {
    return Tensor.scalar(value);
  }

  private static Model model(double rate) {
    return new Model(
        List.of(
            new Dense(tensor(1), tensor(2), Activation.RELU),
            new Dense(tensor(3), null, Activation.TANH)),
        Map.of("mean", tensor(4), "deviation", tensor(5)),
        Optional.of(tensor(6)),
        rate,
        RandomKey.of(7));
  }

  @Test
  void rebuildingGivesTheSameTree() {
    Model model = model(0.1);
    Flat flat = Tree.flatten(model);
    assertThat(flat.structure().rebuild(flat.leaves())).isEqualTo(model);
    assertThat(flat.structure().leaves()).isEqualTo(7);
  }

  @Test
  void leavesComeInTheOrderOfTheirPaths() {
    Flat flat = Tree.flatten(model(0.1));
    assertThat(flat.structure().paths("params"))
        .containsExactly(
            "params.layers[0].weight",
            "params.layers[0].bias",
            "params.layers[1].weight",
            "params.statistics.deviation",
            "params.statistics.mean",
            "params.scale",
            "params.key.words");
    assertThat(flat.leaves().get(3).item()).isEqualTo(5);
    assertThat(Tree.named(model(0.1))).containsKey("layers[1].weight");
    assertThat(Tree.flatten(tensor(1)).structure().paths()).containsExactly("value");
  }

  @Test
  void structuresAreEqualExactlyIfAllButTheTensorsIs() {
    Structure structure = Tree.flatten(model(0.1)).structure();
    assertThat(Tree.flatten(model(0.1)).structure())
        .isEqualTo(structure)
        .hasSameHashCodeAs(structure);
    assertThat(Tree.flatten(model(0.2)).structure()).isNotEqualTo(structure);
    assertThat(Tree.flatten(List.of(tensor(1))).structure())
        .isNotEqualTo(Tree.flatten(Optional.of(tensor(1))).structure());
  }

  @Test
  void theOrderInWhichAMapWasFilledDoesNotCount() {
    Map<String, Tensor> filled = new LinkedHashMap<>();
    filled.put("b", tensor(2));
    filled.put("a", tensor(1));
    Flat flat = Tree.flatten(filled);
    Flat sorted = Tree.flatten(new TreeMap<>(filled));
    assertThat(flat.structure()).isEqualTo(sorted.structure());
    assertThat(flat.leaves()).isEqualTo(sorted.leaves());
  }

  @Test
  void listsMayHoldNull() {
    List<@Nullable Tensor> list = Arrays.asList(tensor(1), null);
    Flat flat = Tree.flatten(list);
    assertThat(flat.structure().rebuild(flat.leaves())).isEqualTo(list);
  }

  @Test
  void mapAppliesAFunctionToEachTensor() {
    Dense doubled = Tree.map(x -> x.times(2), new Dense(tensor(1), tensor(2), Activation.RELU));
    assertThat(doubled.weight().item()).isEqualTo(2);
    assertThat(doubled.activation()).isEqualTo(Activation.RELU);
    Dense sum = Tree.map(Tensor::plus, doubled, doubled);
    assertThat(sum.weight().item()).isEqualTo(4);
    Dense mean = Tree.zip(all -> all.getFirst().plus(all.getLast()).div(2), List.of(sum, doubled));
    assertThat(mean.weight().item()).isEqualTo(3);
  }

  @Test
  void treesOfDifferentStructureAreRefusedWithTheirDifferences() {
    Model other =
        new Model(
            List.of(
                new Dense(tensor(1), null, Activation.RELU),
                new Dense(tensor(3), null, Activation.RELU)),
            Map.of("mean", tensor(4)),
            Optional.empty(),
            0.1,
            RandomKey.of(7));
    assertThatThrownBy(() -> Tree.map(Tensor::plus, model(0.1), other))
        .isInstanceOf(TreeException.class)
        .hasMessageStartingWith(
            "tree: trees must have the same structure; got layers[0].bias = a tensor and null;"
                + " layers[1].activation = tanh and RELU; statistics = a map with keys [deviation,"
                + " mean] and a map with keys [mean]; scale = an optional with a value and an empty"
                + " optional.");
  }

  @Test
  void theFirstDifferenceFromAnEarlierStructureIsNamed() {
    Structure before = Tree.flatten(model(0.1)).structure();
    Structure now = Tree.flatten(model(0.2)).structure();
    assertThat(now.differenceFrom(before)).contains("rate was 0.1 and became 0.2");
    assertThat(now.differenceFrom(now)).isEmpty();
  }

  @Test
  void aLambdaIsRefusedByName() {
    assertThatThrownBy(
            () -> Tree.flatten(Map.of("layers", List.of(new WithFunction(tensor(1), Tensor::exp)))))
        .isInstanceOf(TreeException.class)
        .hasMessageStartingWith(
            "tree: what is no tensor must be a value with equals; got layers[0].function = a"
                + " lambda.")
        .hasMessageEndingWith(
            "Fix: make it an enum or a record, which can implement an interface.");
  }

  @Test
  void otherValuesThatAreNoTreesAreRefusedByName() {
    assertThatThrownBy(() -> Tree.flatten(Map.of("all", new Tensor[] {tensor(1)})))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("all = an array Tensor[]");
    assertThatThrownBy(() -> Tree.flatten(Map.of(1, tensor(1))))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("the value = key 1");
    assertThatThrownBy(() -> Tree.flatten(List.of(Set.of(tensor(1)))))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("tensors stand in lists and maps");
    assertThatThrownBy(() -> Tree.flatten(new Object()))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("the value = a java.lang.Object");
  }

  @Test
  void aConstructorsOwnErrorComesThrough() {
    Structure floats = Tree.flatten(new Floats(tensor(1))).structure();
    assertThatThrownBy(() -> floats.rebuild(List.of(Tensor.zeros(DType.I32))))
        .isInstanceOf(DTypeException.class);
    Structure fussy = Tree.flatten(new Fussy(Tensor.ones(DType.F32, 1))).structure();
    assertThatThrownBy(() -> fussy.rebuild(List.of(tensor(1))))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("java.lang.IllegalArgumentException: one axis only")
        .hasMessageContaining("Fix: check element types in a compact constructor, not shapes");
  }

  @Test
  void aWrongNumberOfLeavesIsRefused() {
    Structure structure = Tree.flatten(List.of(tensor(1))).structure();
    assertThatThrownBy(() -> structure.rebuild(List.of())).isInstanceOf(TreeException.class);
  }
}
