package dev.leibniz.learn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DataException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class NamedTensorsTest {
  private static final TensorType MATRIX = TensorType.of(DType.F32, 2, 3);
  private static final TensorType VECTOR = TensorType.of(DType.F32, 3);
  private static final NamedTensors SAMPLE = sample();

  @Test
  void renamingKeepsTheTensorsAndTheirOrder() {
    NamedTensors renamed = SAMPLE.without("steps").renamed(Map.of("fc.weight", "layers[0].weight"));
    assertThat(renamed.tensors().sequencedKeySet()).containsExactly("layers[0].weight", "fc.bias");
    assertThat(renamed.get("layers[0].weight")).isSameAs(SAMPLE.get("fc.weight"));
    assertThat(renamed.metadata()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void namesMayBeExchanged() {
    NamedTensors renamed = SAMPLE.renamed(Map.of("fc.weight", "fc.bias", "fc.bias", "fc.weight"));
    assertThat(renamed.get("fc.bias").type()).isEqualTo(MATRIX);
  }

  @Test
  void matricesOfOtherLibrariesAreTransposed() {
    TensorData matrix = TensorData.of(MATRIX, new float[] {1, 2, 3, 4, 5, 6});
    SequencedMap<String, TensorData> tensors = new LinkedHashMap<>(SAMPLE.tensors());
    tensors.put("fc.weight", matrix);
    NamedTensors transposed = new NamedTensors(tensors, Map.of()).transposed("fc.weight");
    assertThat(transposed.get("fc.weight")).hasToString("f32[3, 2]{1.0, 4.0, 2.0, 5.0, 3.0, 6.0}");
    assertThat(transposed.get("fc.bias")).isSameAs(tensors.get("fc.bias"));
    assertThat(matrix.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> SAMPLE.transposed("fc.bias"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("only matrices are transposed; got fc.bias = f32[3]");
  }

  @Test
  void namesThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> SAMPLE.renamed(Map.of("other", "x")))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("name = other, names = [fc.weight, fc.bias, steps]");
    assertThatThrownBy(() -> SAMPLE.without("other")).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> SAMPLE.get("other")).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> SAMPLE.renamed(Map.of("fc.weight", "fc.bias")))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("two tensors with the new name fc.bias");
  }

  @Test
  void exactlyTheModelsTensorsAreAccepted() {
    NamedTensors tensors = SAMPLE.without("steps");
    assertThat(tensors.require(Map.of("fc.weight", MATRIX, "fc.bias", VECTOR))).isSameAs(tensors);
  }

  @Test
  void allThatIsWrongIsNamed() {
    assertThatThrownBy(() ->
            SAMPLE.require(
                new LinkedHashMap<>(
                    Map.of("fc.weight", VECTOR, "fc.bias", VECTOR, "scale", MATRIX))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("fc.weight = f32[2, 3] instead of f32[3]")
        .hasMessageContaining("scale missing (f32[2, 3])")
        .hasMessageContaining("steps = i64[] not expected")
        .hasMessageNotContaining("fc.bias");
  }

  private static NamedTensors sample() {
    SequencedMap<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", TensorData.zeros(MATRIX));
    tensors.put("fc.bias", TensorData.zeros(VECTOR));
    tensors.put("steps", TensorData.zeros(TensorType.of(DType.I64)));
    return new NamedTensors(tensors, Map.of("k", "v"));
  }
}
