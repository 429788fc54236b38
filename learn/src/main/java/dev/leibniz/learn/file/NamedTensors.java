package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a model file holds: tensors and texts by name.
///
/// A file whose names differ from those of the model at hand is renamed and then held against the
/// model's types:
///
/// ```java
/// NamedTensors weights = Safetensors.read(path)
///     .without("norm.num_batches_tracked")
///     .renamed(Map.of("fc1.weight", "layers[0].weight", "fc1.bias", "layers[0].bias"))
///     .transposed("layers[0].weight")
///     .require(expectedTypes);
/// ```
///
/// @param tensors the tensors by name, in the file's order
/// @param metadata the texts by key
public record NamedTensors(SequencedMap<String, TensorData> tensors, Map<String, String> metadata) {
  /// Keeps copies of both maps.
  public NamedTensors {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Map.copyOf(metadata);
  }

  /// The tensor of a name.
  ///
  /// @throws ArgumentException if there is none
  public TensorData get(String name) {
    TensorData tensor = tensors.get(name);
    if (tensor == null) {
      throw noSuchName("NamedTensors.get", name);
    }
    return tensor;
  }

  /// The same tensors under other names; a name that `newNames` does not hold stays.
  ///
  /// @param newNames the new name by the present one
  /// @throws ArgumentException if `newNames` renames a tensor that is not here, or gives two the
  ///   same name
  public NamedTensors renamed(Map<String, String> newNames) {
    for (String name : newNames.keySet()) {
      get(name);
    }
    SequencedMap<String, TensorData> result = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      String newName = newNames.getOrDefault(name, name);
      if (result.put(newName, tensor) != null) {
        throw new ArgumentException(
            Explanation.of("NamedTensors.renamed", "each tensor must keep a name of its own")
                .got("two tensors with the new name " + newName));
      }
    });
    return new NamedTensors(result, metadata);
  }

  /// The same with matrices transposed, as other libraries store a dense layer's weights: [out, in]
  /// becomes [in, out].
  ///
  /// @throws ArgumentException if one of them is not here, or is no matrix
  public NamedTensors transposed(String... names) {
    SequencedMap<String, TensorData> result = new LinkedHashMap<>(tensors);
    for (String name : names) {
      TensorData tensor = get(name);
      if (tensor.shape().rank() != 2) {
        throw new ArgumentException(
            Explanation.of("NamedTensors.transposed", "only matrices are transposed")
                .got(name + " = " + tensor.type()));
      }
      result.put(name, transposed(tensor));
    }
    return new NamedTensors(result, metadata);
  }

  private static TensorData transposed(TensorData matrix) {
    int rows = (int) matrix.shape().extent(0);
    int columns = (int) matrix.shape().extent(1);
    TensorData result = TensorData.zeros(TensorType.of(matrix.dtype(), columns, rows));
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        System.arraycopy(
            matrix.array(), row * columns + column, result.array(), column * rows + row, 1);
      }
    }
    return result;
  }

  /// The same without some of the tensors.
  ///
  /// @throws ArgumentException if one of them is not here
  public NamedTensors without(String... names) {
    SequencedMap<String, TensorData> result = new LinkedHashMap<>(tensors);
    for (String name : names) {
      if (result.remove(name) == null) {
        throw noSuchName("NamedTensors.without", name);
      }
    }
    return new NamedTensors(result, metadata);
  }

  /// These tensors, if they are exactly those that a model needs.
  ///
  /// @param expected the type of each tensor by name
  /// @throws DataException if a tensor is missing, is not expected, or has another type; it names
  ///   all of them
  public NamedTensors require(Map<String, TensorType> expected) {
    List<String> faults = new ArrayList<>();
    expected.forEach((name, type) -> {
      TensorData tensor = tensors.get(name);
      if (tensor == null) {
        faults.add(name + " missing (" + type + ")");
      } else if (!tensor.type().equals(type)) {
        faults.add(name + " = " + tensor.type() + " instead of " + type);
      }
    });
    tensors.forEach((name, tensor) -> {
      if (!expected.containsKey(name)) {
        faults.add(name + " = " + tensor.type() + " not expected");
      }
    });
    if (!faults.isEmpty()) {
      throw new DataException(
          Explanation.of("NamedTensors.require", "the tensors must be those of the model")
              .got(String.join(", ", faults))
              .fix("load the file of this model, or map the names with renamed and without"));
    }
    return this;
  }

  /// The checksum of the tensors, as [Checksum#ofTensors] defines it.
  public String sha256() {
    return Checksum.ofTensors(tensors);
  }

  private ArgumentException noSuchName(String operation, String name) {
    return new ArgumentException(
        Explanation.of(operation, "there must be a tensor of that name")
            .got("name = " + name + ", names = " + tensors.keySet()));
  }
}
