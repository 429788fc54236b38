package dev.leibniz.learn.model;

import dev.leibniz.learn.layer.BatchNorm;
import dev.leibniz.learn.layer.BatchStatistics;
import dev.leibniz.learn.layer.Dropout;
import dev.leibniz.learn.layer.Layer;
import dev.leibniz.learn.layer.PlainLayer;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Layers one after the other.
///
/// ```java
/// Sequential layers =
///     Sequential.of(
///         Convolution2d.init(key1, 1, 8, 3), BatchNorm.init(8), Activation.RELU,
///         MaxPool2d.of(2), new Flatten(), new Dropout(0.3), Dense.init(key2, 1352, 10));
/// Sequential.Memory memory = layers.memory();
/// Sequential.Passed passed = layers.train(x, memory, key);       // while training
/// Tensor logits = layers.apply(x, passed.memory());              // afterwards
/// ```
///
/// @param layers the layers, whose tensors are the parameters
public record Sequential(List<Layer> layers) {
  /// Copies the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// What layers have seen, by layer; empty for those that remember nothing.
  public record Memory(List<Optional<BatchStatistics>> layers) {
    /// Copies the list.
    public Memory {
      layers = List.copyOf(layers);
    }
  }

  /// What a training batch gives.
  ///
  /// @param output the last layer's output
  /// @param memory what layers have seen now
  public record Passed(Tensor output, Memory memory) {}

  /// A trained network: layers and what they have seen.
  public record Fitted(Sequential layers, Memory memory) implements Network {
    @Override
    public Tensor apply(Tensor x) {
      return layers.apply(x, memory);
    }
  }

  /// The given layers.
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  /// The memory before the first batch.
  public Memory memory() {
    List<Optional<BatchStatistics>> memory = new ArrayList<>();
    for (Layer layer : layers) {
      memory.add(
          switch (layer) {
            case BatchNorm norm ->
                Optional.of(BatchStatistics.init(Math.toIntExact(norm.scale().shape().extent(0))));
            case Dropout dropout -> Optional.empty();
            case PlainLayer plain -> Optional.empty();
          });
    }
    return new Memory(memory);
  }

  /// The outputs for a batch after training: by running statistics, and without dropout.
  ///
  /// @param x [n, …]
  public Tensor apply(Tensor x, Memory memory) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      y =
          switch (layers.get(i)) {
            case BatchNorm norm -> norm.apply(y, memory.layers().get(i).orElseThrow());
            case Dropout dropout -> y;
            case PlainLayer plain -> plain.apply(y);
          };
    }
    return y;
  }

  /// The outputs for a training batch: by the batch's own statistics, and with dropout.
  ///
  /// @param x [n, …]
  /// @param key decides what is dropped; a new one for each batch
  public Passed train(Tensor x, Memory memory, RandomKey key) {
    Tensor y = x;
    List<Optional<BatchStatistics>> seen = new ArrayList<>(memory.layers());
    for (int i = 0; i < layers.size(); i++) {
      switch (layers.get(i)) {
        case BatchNorm norm -> {
          BatchNorm.Trained trained = norm.train(y, memory.layers().get(i).orElseThrow());
          seen.set(i, Optional.of(trained.statistics()));
          y = trained.output();
        }
        case Dropout dropout -> y = dropout.train(y, key.fold(i));
        case PlainLayer plain -> y = plain.apply(y);
      }
    }
    return new Passed(y, new Memory(seen));
  }
}
