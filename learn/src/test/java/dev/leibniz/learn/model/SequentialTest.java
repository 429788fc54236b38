package dev.leibniz.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.layer.BatchNorm;
import dev.leibniz.learn.layer.BatchStatistics;
import dev.leibniz.learn.layer.Convolution2d;
import dev.leibniz.learn.layer.Dense;
import dev.leibniz.learn.layer.Dropout;
import dev.leibniz.learn.layer.Flatten;
import dev.leibniz.learn.layer.MaxPool2d;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SequentialTest {
  private final RandomKey key = RandomKey.of(11);
  private final Tensor x = key.normal(DType.F32, 8, 1, 6, 6);

  /// Images of 6 × 6 to two logits.
  static Sequential small(RandomKey key) {
    return Sequential.of(
        Convolution2d.init(key.fold(0), 1, 3, 3),
        BatchNorm.init(3),
        Activation.RELU,
        MaxPool2d.of(2),
        new Flatten(),
        new Dropout(0.5),
        Dense.init(key.fold(1), 12, 2));
  }

  @Test
  void afterTrainingLayersAreAppliedOneAfterTheOther() {
    Sequential layers = small(key);
    Convolution2d convolution = (Convolution2d) layers.layers().get(0);
    BatchNorm norm = (BatchNorm) layers.layers().get(1);
    Dense dense = (Dense) layers.layers().get(6);
    Tensor maps = norm.apply(convolution.apply(x), BatchStatistics.init(3)).relu();
    Tensor expected = dense.apply(maps.maxPool(2, 2).reshape(8, 12));
    assertThat(layers.apply(x, layers.memory()).toFloatArray()).isEqualTo(expected.toFloatArray());
  }

  @Test
  void whileTrainingTheBatchIsRememberedAndElementsAreDropped() {
    Sequential layers = small(key);
    Sequential.Passed passed = layers.train(x, layers.memory(), key);
    BatchNorm norm = (BatchNorm) layers.layers().get(1);
    Tensor maps = ((Convolution2d) layers.layers().get(0)).apply(x);
    assertThat(passed.memory().layers().get(1).orElseThrow().mean().toFloatArray())
        .isEqualTo(norm.train(maps, BatchStatistics.init(3)).statistics().mean().toFloatArray());
    assertThat(passed.memory().layers().get(0)).isEqualTo(Optional.empty());
    assertThat(layers.train(x, layers.memory(), key).output().toFloatArray())
        .isEqualTo(passed.output().toFloatArray());
    assertThat(layers.train(x, layers.memory(), key.fold(1)).output().toFloatArray())
        .isNotEqualTo(passed.output().toFloatArray());
  }

  @Test
  void dropoutsOfOneNetworkDropOtherElements() {
    Sequential one = Sequential.of(new Dropout(0.5));
    Sequential two = Sequential.of(new Dropout(0.5), new Dropout(0.5));
    Tensor ones = Tensor.ones(DType.F64, 1000);
    double once =
        one.train(ones, one.memory(), key).output().notEqualTo(0).convert(DType.F64).mean().item();
    double twice =
        two.train(ones, two.memory(), key).output().notEqualTo(0).convert(DType.F64).mean().item();
    assertThat(once).isBetween(0.45, 0.55);
    assertThat(twice).isBetween(0.2, 0.3);
  }

  @Test
  void multilayerPerceptronsAreDenseLayersWithActivationsBetween() {
    Mlp mlp = Mlp.init(key, Activation.TANH, 36, 5, 2);
    List<Dense> layers = mlp.layers();
    Tensor rows = x.reshape(8, 36);
    Tensor expected = layers.get(1).apply(layers.get(0).apply(rows).tanh());
    assertThat(mlp.apply(x).toFloatArray()).isEqualTo(expected.toFloatArray());
    assertThat(mlp.apply(rows).toFloatArray()).isEqualTo(expected.toFloatArray());
    assertThatThrownBy(() -> Mlp.init(key, Activation.TANH, 4))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("sizes = [4]");
    assertThatThrownBy(() -> mlp.apply(Tensor.zeros(DType.F32, 2, 35)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void convolutionalNetworksTakeImagesWithAndWithoutAnAxisOfChannels() {
    Cnn cnn = Cnn.init(key, 6, 6, 3, 4, 5, 2);
    assertThat(cnn.apply(x).type()).hasToString("f32[8, 2]");
    assertThat(cnn.apply(x.reshape(8, 36)).toFloatArray()).isEqualTo(cnn.apply(x).toFloatArray());
    assertThatThrownBy(() -> Cnn.init(key, 7, 6, 3, 4, 5, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("height = 7, width = 6");
  }
}
