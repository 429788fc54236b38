package dev.leibniz.app;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.file.NamedTensors;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.model.Cnn;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.learn.model.Network;
import dev.leibniz.tensor.RandomKey;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Which network a model file holds, as texts beside its tensors.
///
/// @param kind what kind of network
/// @param inputs the number of numbers per example
/// @param outputs the number of outputs
/// @param height the height of images; 0 for tables
/// @param width the width of images; 0 for tables
/// @param isClassification whether outputs are logits of classes
record ModelDescription(
    Kind kind, int inputs, int outputs, int height, int width, boolean isClassification) {
  private static final String PREFIX = "leibniz.model.";

  /// What `--model` names.
  enum Kind {
    /// Dense layers of 256 and 128 units.
    MLP,
    /// Two convolutions and two dense layers.
    CNN,
    /// One dense layer.
    LINEAR;

    /// The name as `--model` takes it.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The network with the initial weights that a key gives.
  Network init(RandomKey key) {
    return switch (kind) {
      case MLP -> {
        int first = inputs > 16 ? 256 : 64;
        yield Mlp.init(key, Activation.RELU, inputs, first, first / 2, outputs);
      }
      case CNN -> cnn(key);
      case LINEAR -> Mlp.init(key, Activation.IDENTITY, inputs, outputs);
    };
  }

  private Network cnn(RandomKey key) {
    if (height == 0) {
      throw new DataException(
          Explanation.of("--model cnn", "a CNN needs images")
              .got("a table")
              .fix("use --model mlp or --model linear"));
    }
    return height > 8
        ? Cnn.init(key, height, width, 16, 32, 128, outputs)
        : Cnn.init(key, height, width, 16, 32, 64, outputs);
  }

  /// The description as texts.
  Map<String, String> toMetadata() {
    Map<String, String> texts = new TreeMap<>();
    texts.put(PREFIX + "kind", kind.toString());
    texts.put(PREFIX + "inputs", Integer.toString(inputs));
    texts.put(PREFIX + "outputs", Integer.toString(outputs));
    texts.put(PREFIX + "height", Integer.toString(height));
    texts.put(PREFIX + "width", Integer.toString(width));
    texts.put(PREFIX + "classification", Boolean.toString(isClassification));
    return texts;
  }

  /// The description in texts.
  ///
  /// @throws DataException if there is none, or one is not understood
  static ModelDescription fromMetadata(Map<String, String> texts) {
    try {
      return new ModelDescription(
          Kind.valueOf(text(texts, "kind").toUpperCase(Locale.ROOT)),
          Integer.parseInt(text(texts, "inputs")),
          Integer.parseInt(text(texts, "outputs")),
          Integer.parseInt(text(texts, "height")),
          Integer.parseInt(text(texts, "width")),
          Boolean.parseBoolean(text(texts, "classification")));
    } catch (IllegalArgumentException failure) {
      throw new DataException(
          Explanation.of("model file", "its description must be understood").got(texts.toString()),
          failure);
    }
  }

  /// Checks that a file can hold the network, before memory is taken for one that it only claims.
  ///
  /// @throws DataException if it has fewer numbers than the network has inputs or outputs
  void requireRoomIn(NamedTensors file) {
    long numbers = file.tensors().values().stream().mapToLong(TensorData::length).sum();
    if (inputs < 1 || outputs < 1 || numbers < (long) inputs + outputs) {
      throw new DataException(
          Explanation.of("model file", "it must hold the network that it describes")
              .got("inputs = " + inputs + ", outputs = " + outputs + ", numbers = " + numbers));
    }
  }

  private static String text(Map<String, String> texts, String key) {
    String text = texts.get(PREFIX + key);
    if (text == null) {
      throw new DataException(
          Explanation.of("model file", "it must say which network it holds")
              .got("no text " + PREFIX + key)
              .fix("use a file that `leibniz train --out` wrote"));
    }
    return text;
  }
}
