package dev.leibniz.learn.model;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.learn.file.Checksum;
import dev.leibniz.learn.file.NamedTensors;
import dev.leibniz.learn.file.Safetensors;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trees of tensors as safetensors files; names are the paths of the tree.
///
/// ```java
/// ModelFile.save(path, model, Map.of("kind", "mlp"));
/// Mlp same = ModelFile.load(path, Mlp.init(key, Activation.RELU, 784, 128, 10));
/// ```
///
/// Files of other libraries are read with [Safetensors#read], their names brought to the tree's
/// paths with [NamedTensors#renamed], [NamedTensors#transposed] and [NamedTensors#without], and
/// then loaded.
public final class ModelFile {
  private ModelFile() {}

  /// Writes the tensors of a tree, and a text per key beside them.
  ///
  /// @throws dev.leibniz.error.DataException if the file cannot be written
  public static void save(Path path, Object tree, Map<String, String> metadata) {
    Safetensors.write(path, tensors(tree), metadata);
  }

  /// A tree of the structure of `like` with the tensors of a file that [#save] wrote.
  ///
  /// @throws dev.leibniz.error.DataException if the file is damaged, or names every tensor that is
  ///   missing, not expected, or of another type
  public static <T> T load(Path path, T like) {
    return load(Safetensors.read(path), like);
  }

  /// A tree of the structure of `like` with copies of tensors whose names are its paths.
  ///
  /// @throws dev.leibniz.error.DataException that names every tensor that is missing, not expected,
  ///   or of another type
  public static <T> T load(NamedTensors file, T like) {
    Flat flat = Tree.flatten(like);
    List<String> paths = flat.structure().paths();
    Map<String, TensorType> expected = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      expected.put(paths.get(i), flat.leaves().get(i).type());
    }
    NamedTensors checked = file.require(expected);
    List<Tensor> leaves = new ArrayList<>();
    paths.forEach(path -> leaves.add(TensorAccess.of(copy(checked.get(path)))));
    return cast(flat.structure().rebuild(leaves));
  }

  /// Tensors may be donated; what was read stays as it is.
  private static TensorData copy(TensorData data) {
    TensorData copy = TensorData.zeros(data.type());
    System.arraycopy(data.array(), 0, copy.array(), 0, data.length());
    return copy;
  }

  /// The SHA-256 of names, types and elements of all tensors of a tree, as hexadecimal digits.
  public static String sha256(Object tree) {
    return Checksum.ofTensors(tensors(tree));
  }

  private static Map<String, TensorData> tensors(Object tree) {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Tree.named(tree).forEach((path, tensor) -> tensors.put(path, TensorAccess.data(tensor)));
    return tensors;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T cast(Object value) {
    return (T) value;
  }
}
