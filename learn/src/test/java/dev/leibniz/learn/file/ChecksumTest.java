package dev.leibniz.learn.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksumTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void bytesHaveTheChecksumOfTheStandard() {
    assertThat(Checksum.ofBytes("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(OF_ABC);
  }

  @Test
  void filesHaveTheChecksumOfTheirBytesOneAfterTheOther() throws IOException {
    Path first = Files.writeString(folder.resolve("1"), "ab");
    Path second = Files.writeString(folder.resolve("2"), "c");
    assertThat(Checksum.ofFiles(List.of(first, second))).isEqualTo(OF_ABC);
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> Checksum.ofFiles(List.of(folder.resolve("none"))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Checksum.ofFiles: the file must be readable");
  }

  /// The expected value was computed with Python's hashlib and struct from the definition.
  @Test
  void tensorsHaveTheChecksumThatTheDefinitionGives() {
    assertThat(Checksum.ofTensors(tensors()))
        .isEqualTo("b572ccd2bda59de531273fc931a7900886af2e57cc27a87fabd70412dd152e44");
  }

  @Test
  void theOrderOfTheMapDoesNotMatter() {
    assertThat(Checksum.ofTensors(Map.copyOf(tensors()))).isEqualTo(Checksum.ofTensors(tensors()));
  }

  @Test
  void nameTypeAndEveryBitMatter() {
    TensorData zero = TensorData.of(TensorType.of(DType.F32, 1), new float[] {0f});
    TensorData negativeZero = TensorData.of(TensorType.of(DType.F32, 1), new float[] {-0f});
    TensorData zeroInt = TensorData.zeros(TensorType.of(DType.I32, 1));
    TensorData zeroScalar = TensorData.zeros(TensorType.of(DType.F32));
    assertThat(
            List.of(
                Checksum.ofTensors(Map.of("a", zero)),
                Checksum.ofTensors(Map.of("b", zero)),
                Checksum.ofTensors(Map.of("a", negativeZero)),
                Checksum.ofTensors(Map.of("a", zeroInt)),
                Checksum.ofTensors(Map.of("a", zeroScalar)),
                Checksum.ofTensors(Map.of())))
        .doesNotHaveDuplicates();
  }

  private static Map<String, TensorData> tensors() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("bä", TensorData.of(TensorType.of(DType.I64), new long[] {-7}));
    tensors.put("a", TensorData.of(TensorType.of(DType.BOOL, 2), new boolean[] {true, false}));
    tensors.put("b", TensorData.of(TensorType.of(DType.F32, 2, 1), new float[] {1.5f, -2}));
    return tensors;
  }
}
