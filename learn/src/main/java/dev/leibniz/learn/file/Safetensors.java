package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import dev.leibniz.learn.source.AtomicFile;
import dev.leibniz.learn.source.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Reads and writes safetensors files: named tensors and texts, without code and without surprises.
///
/// A file is the header's length as 8 little-endian bytes, a JSON object with each tensor's type,
/// shape and place, and the elements, little-endian. Source: the format's description,
/// huggingface/safetensors.
///
/// ```java
/// Safetensors.write(path, Map.of("weight", weight, "bias", bias), Map.of("model", "mlp"));
/// NamedTensors model = Safetensors.read(path);
/// ```
public final class Safetensors {
  private Safetensors() {}

  /// Reads a whole file. Half floats (F16, BF16) become f32, integers of 1 and 2 bytes i32, U32
  /// i64.
  ///
  /// @throws dev.leibniz.error.DataException as [SafetensorsFile#open] says, before anything is
  ///   allocated for the tensors
  public static NamedTensors read(Path path) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return new NamedTensors(file.readAll(), file.metadata());
    }
  }

  /// Writes tensors and texts to a file, which is replaced in one step if it exists. Equal contents
  /// give equal bytes.
  ///
  /// @throws dev.leibniz.error.DataException if the file cannot be written
  public static void write(
      Path path, Map<String, TensorData> tensors, Map<String, String> metadata) {
    Refusal refusal = new Refusal("Safetensors.write", path.toString());
    SequencedMap<String, TensorData> ordered = new LinkedHashMap<>();
    for (String name : SafetensorsHeader.order(tensors)) {
      ordered.put(name, tensors.get(name));
    }
    byte[] header = SafetensorsHeader.write(refusal, ordered, new TreeMap<>(metadata));
    AtomicFile.write(
        refusal,
        path,
        out -> {
          out.write(
              ByteBuffer.allocate(Long.BYTES)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putLong(header.length)
                  .array());
          out.write(header);
          for (TensorData tensor : ordered.values()) {
            Elements.write(tensor, out);
          }
        });
  }
}
