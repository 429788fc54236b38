package dev.leibniz.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.error.DataException;
import dev.leibniz.function.Jit;
import dev.leibniz.learn.file.NamedTensors;
import dev.leibniz.learn.file.Safetensors;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFileTest {
  @TempDir private Path folder;

  private static Mlp mlp(long seed) {
    return Mlp.init(RandomKey.of(seed), Activation.TANH, 4, 3, 2);
  }

  @Test
  void whatIsSavedIsLoadedWithItsTexts() {
    Path path = folder.resolve("model.safetensors");
    ModelFile.save(path, mlp(1), Map.of("seed", "1", "classes", "[\"no\",\"yes\"]"));
    Mlp loaded = ModelFile.load(path, mlp(2));
    assertThat(ModelFile.sha256(loaded)).isEqualTo(ModelFile.sha256(mlp(1)));
    NamedTensors file = Safetensors.read(path);
    assertThat(file.metadata()).containsEntry("seed", "1").containsKey("classes");
    assertThat(file.tensors().keySet())
        .containsExactlyInAnyOrder(
            "layers[0].weight", "layers[0].bias", "layers[1].weight", "layers[1].bias");
  }

  @Test
  void checksumsTellModelsApart() {
    assertThat(ModelFile.sha256(mlp(1)))
        .isEqualTo(ModelFile.sha256(mlp(1)))
        .isNotEqualTo(ModelFile.sha256(mlp(2)));
  }

  @Test
  void modelsOfOtherSizesAreRefused() {
    Path path = folder.resolve("model.safetensors");
    ModelFile.save(path, mlp(1), Map.of());
    Mlp wider = Mlp.init(RandomKey.of(1), Activation.TANH, 5, 3, 2);
    assertThatThrownBy(() -> ModelFile.load(path, wider))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("layers[0].weight = f32[4, 3] instead of f32[5, 3]");
  }

  @Test
  void donatingALoadedModelLeavesWhatWasReadAlone() {
    Path path = folder.resolve("model.safetensors");
    ModelFile.save(path, mlp(1), Map.of());
    NamedTensors file = Safetensors.read(path);
    String before = file.sha256();
    Mlp loaded = ModelFile.load(file, mlp(2));
    Jit.of((Mlp m) -> new Mlp(m.layers().reversed().reversed(), m.activation()))
        .donate(0)
        .apply(loaded);
    Tensor weight = ModelFile.load(file, mlp(2)).layers().getFirst().weight();
    Jit.of((Tensor w) -> w.times(0)).donate(0).apply(weight);
    assertThat(file.sha256()).isEqualTo(before);
  }

  @Test
  void aSequentialNetworkKeepsItsStatistics() {
    Sequential layers = SequentialTest.small(RandomKey.of(5));
    Tensor x = RandomKey.of(6).normal(DType.F32, 16, 1, 6, 6);
    Sequential.Passed passed = layers.train(x, layers.memory(), RandomKey.of(7));
    Sequential.Fitted fitted = new Sequential.Fitted(layers, passed.memory());
    Path path = folder.resolve("sequential.safetensors");
    ModelFile.save(path, fitted, Map.of());
    Sequential fresh = SequentialTest.small(RandomKey.of(99));
    Sequential.Fitted loaded = ModelFile.load(path, new Sequential.Fitted(fresh, fresh.memory()));
    assertThat(loaded.apply(x).toFloatArray()).isEqualTo(fitted.apply(x).toFloatArray());
  }
}
