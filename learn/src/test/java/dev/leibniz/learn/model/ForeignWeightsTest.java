package dev.leibniz.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.error.DataException;
import dev.leibniz.learn.file.Idx;
import dev.leibniz.learn.file.NamedTensors;
import dev.leibniz.learn.file.Safetensors;
import dev.leibniz.learn.layer.BatchNorm;
import dev.leibniz.learn.layer.BatchStatistics;
import dev.leibniz.learn.layer.Convolution2d;
import dev.leibniz.learn.layer.Dense;
import dev.leibniz.learn.layer.Flatten;
import dev.leibniz.learn.training.Stateful;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A network that another library has trained, written and loaded as a user would.
public final class ForeignWeightsTest {
  ForeignWeightsTest() {}

  /// The network.
  public record MnistCnn(
      Convolution2d conv1,
      Convolution2d conv2,
      Convolution2d conv3,
      BatchNorm norm1,
      Dense fc1,
      Dense fc2,
      BatchNorm norm2) {
    static MnistCnn init(RandomKey key) {
      List<RandomKey> keys = key.split(5);
      return new MnistCnn(
          Convolution2d.init(keys.get(0), 1, 8, 3),
          Convolution2d.init(keys.get(1), 8, 16, 3),
          Convolution2d.init(keys.get(2), 16, 24, 3),
          BatchNorm.init(24),
          Dense.init(keys.get(3), 11616, 32),
          Dense.init(keys.get(4), 32, 10),
          BatchNorm.init(10));
    }

    Tensor logProbabilities(Tensor images, Seen seen) {
      Tensor x = conv1.apply(images).relu();
      x = conv2.apply(x).relu();
      x = norm1.apply(conv3.apply(x).relu(), seen.norm1());
      x = fc1.apply(new Flatten().apply(x)).relu();
      return norm2.apply(fc2.apply(x), seen.norm2()).logSoftmax(-1);
    }
  }

  /// What its training has seen.
  public record Seen(BatchStatistics norm1, BatchStatistics norm2) {
    static Seen init() {
      return new Seen(BatchStatistics.init(24), BatchStatistics.init(10));
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(ForeignWeightsTest.class.getResource(name).toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Stateful<MnistCnn, Seen> load() {
    Map<String, String> names = new HashMap<>();
    for (String layer : List.of("conv1", "conv2", "conv3", "fc1", "fc2")) {
      names.put(layer + ".weight", "parameters." + layer + ".weight");
      names.put(layer + ".bias", "parameters." + layer + ".bias");
    }
    for (String norm : List.of("norm1", "norm2")) {
      names.put(norm + ".weight", "parameters." + norm + ".scale");
      names.put(norm + ".bias", "parameters." + norm + ".shift");
      names.put(norm + ".running_mean", "memory." + norm + ".mean");
      names.put(norm + ".running_var", "memory." + norm + ".variance");
    }
    NamedTensors file =
        Safetensors.read(resource("mnist.safetensors"))
            .without("norm1.num_batches_tracked", "norm2.num_batches_tracked")
            .renamed(names)
            .transposed("parameters.fc1.weight", "parameters.fc2.weight");
    return ModelFile.load(file, new Stateful<>(MnistCnn.init(RandomKey.of(0)), Seen.init()));
  }

  private static Tensor images() {
    Tensor pixels = TensorAccess.of(Idx.readImages(resource("mnist50-images-idx3-ubyte.gz")));
    return pixels.expandAxis(1).minus(0.1307).div(0.3081);
  }

  private static double furthest(Tensor logProbabilities, String field) throws IOException {
    double[] actual = logProbabilities.convert(DType.F64).reshape(-1).toDoubleArray();
    try (InputStream in = ForeignWeightsTest.class.getResourceAsStream("mnist_cnn.expected.json")) {
      JsonNode rows = JsonMapper.shared().readTree(in).required(field);
      double furthest = 0;
      for (int i = 0; i < actual.length; i++) {
        double expected = rows.get(i / 10).get(i % 10).doubleValue();
        furthest = Math.max(furthest, Math.abs(actual[i] - expected));
      }
      return furthest;
    }
  }

  @Test
  void loadedWeightsGiveTheProbabilitiesOfTheirLibrary() throws IOException {
    Stateful<MnistCnn, Seen> model = load();
    Tensor outputs = model.parameters().logProbabilities(images(), model.memory());
    assertThat(furthest(outputs, "log_probs_first50")).isLessThan(1e-4);
    Stateful<MnistCnn, Seen> wide = Tree.map((Tensor leaf) -> leaf.convert(DType.F64), model);
    Tensor pixels =
        TensorAccess.of(Idx.read(resource("mnist50-images-idx3-ubyte.gz")))
            .convert(DType.F64)
            .div(255);
    Tensor exact =
        wide.parameters()
            .logProbabilities(pixels.expandAxis(1).minus(0.1307).div(0.3081), wide.memory());
    assertThat(furthest(exact, "log_probs_first50")).isLessThan(1e-9);
  }

  @Test
  void aFileOfAnotherModelIsRefusedWithEveryDifference() {
    NamedTensors file = Safetensors.read(resource("mnist.safetensors"));
    assertThatThrownBy(() -> ModelFile.load(file, MnistCnn.init(RandomKey.of(0))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("fc1.weight = f32[32, 11616] instead of f32[11616, 32]")
        .hasMessageContaining("norm1.scale missing (f32[24])")
        .hasMessageContaining("norm1.running_mean = f32[24] not expected");
  }
}
