package dev.leibniz.learn.file;

import static dev.leibniz.learn.file.TestFiles.bytes;
import static dev.leibniz.learn.file.TestFiles.elements;
import static dev.leibniz.learn.file.TestFiles.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class NpyTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> readsWhatNumPyWrote() throws IOException {
    JsonNode own = JsonMapper.shared().readTree(bytes("expected.json"));
    Stream<DynamicTest> ownTests =
        own.properties().stream().map(entry -> readTest(entry.getKey(), entry.getValue()));
    Stream<DynamicTest> others =
        Stream.of("djl-0d.npy", "djl-2d.npy", "djl-fp16.npy", "djl-int8.npy")
            .map(name ->
                readTest(
                    name, JsonMapper.shared().readTree(path(name + ".expected.json").toFile())));
    return Stream.concat(ownTests, others);
  }

  private static DynamicTest readTest(String name, JsonNode expected) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          TensorData tensor = Npy.read(path(name));
          assertThat(tensor.dtype()).isEqualTo(dtype(expected.get("dtype").stringValue()));
          assertThat(tensor.shape().toArray())
              .isEqualTo(
                  expected.get("shape").valueStream().mapToLong(JsonNode::longValue).toArray());
          assertThat(elements(tensor))
              .isEqualTo(
                  expected
                      .get("values")
                      .valueStream()
                      .mapToDouble(JsonNode::doubleValue)
                      .toArray());
        });
  }

  private static DType dtype(String numPy) {
    return switch (numPy) {
      case "float16", "float32" -> DType.F32;
      case "float64" -> DType.F64;
      case "int8", "uint8", "int16", "uint16", "int32" -> DType.I32;
      case "uint32", "int64" -> DType.I64;
      case "bool" -> DType.BOOL;
      default -> throw new IllegalArgumentException(numPy);
    };
  }

  static List<TensorData> samples() {
    return List.of(
        TensorData.of(
            TensorType.of(DType.F32, 2, 3),
            new float[] {Float.NaN, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 1e38f, 0.1f}),
        TensorData.of(TensorType.of(DType.F64), new double[] {Math.PI}),
        TensorData.of(TensorType.of(DType.I32, 3), new int[] {Integer.MIN_VALUE, 0, 7}),
        TensorData.of(TensorType.of(DType.I64, 1, 2), new long[] {Long.MAX_VALUE, -1}),
        TensorData.of(TensorType.of(DType.BOOL, 2, 1), new boolean[] {true, false}),
        TensorData.zeros(TensorType.of(DType.F32, 3, 0, 2)),
        large());
  }

  private static TensorData large() {
    int[] values = new int[100_003];
    Arrays.setAll(values, i -> i * 2654435);
    return TensorData.of(TensorType.of(DType.I32, values.length), values);
  }

  @Test
  void writingAndReadingKeepsTypeAndEveryBit() {
    Path file = folder.resolve("round.npy");
    for (TensorData tensor : samples()) {
      Npy.write(file, tensor);
      TensorData read = Npy.read(file);
      assertThat(read.type()).isEqualTo(tensor.type());
      assertThat(Checksum.ofTensors(Map.of("t", read)))
          .isEqualTo(Checksum.ofTensors(Map.of("t", tensor)));
    }
  }

  @Test
  void elementsBeginAtAMultipleOfSixtyFour() throws IOException {
    Path file = folder.resolve("aligned.npy");
    for (TensorData tensor : samples()) {
      Npy.write(file, tensor);
      assertThat((Files.size(file) - (long) tensor.length() * tensor.dtype().bytes()) % 64)
          .isZero();
    }
  }

  @Test
  void aShapeTooLongForVersionOneIsWrittenAsVersionTwo() throws IOException {
    long[] extents = new long[20_000];
    Arrays.fill(extents, 10);
    extents[0] = 0;
    Path file = folder.resolve("long.npy");
    Npy.write(file, TensorData.zeros(new TensorType(DType.F32, Shape.of(extents))));
    assertThat(Files.readAllBytes(file)[6]).isEqualTo((byte) 2);
    assertThat(Npy.read(file).shape().rank()).isEqualTo(20_000);
  }

  @Test
  void readsAFileCompressedByGzip() throws IOException {
    Path file = folder.resolve("x.npy.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes("fortran.npy"));
    }
    assertThat(elements(Npy.read(file))).isEqualTo(elements(Npy.read(path("fortran.npy"))));
  }

  @ParameterizedTest
  @CsvSource({
    "refused-object.npy,     'must be numbers, not Python objects; got file ='",
    "refused-structured.npy, 'must be single numbers, not structures; got file ='",
    "refused-complex.npy,    descr = '<c8'",
    "refused-text.npy,       descr = '<U2'",
    "refused-u8.npy,         descr = '<u8'",
  })
  void refusesTypesWithoutACounterpart(String name, String reason) {
    assertThatThrownBy(() -> Npy.read(path(name)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Npy.read: ")
        .hasMessageContaining(reason)
        .hasMessageContaining(name);
  }

  @Test
  void refusesAFileCutAnywhere() throws IOException {
    byte[] whole = bytes("little-f4.npy");
    for (int length = 0; length < whole.length; length++) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Npy.read(file))
          .as("length %d", length)
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void refusesATruncatedFileByItsLength() throws IOException {
    byte[] whole = bytes("little-f4.npy");
    Path file = write(Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> Npy.read(file))
        .hasMessageContaining("as many bytes as the header announces")
        .hasMessageContaining("(24 bytes), 23 bytes after the header");
  }

  @Test
  void refusesBytesAfterTheElements() throws IOException {
    byte[] whole = bytes("little-f4.npy");
    Path file = write(Arrays.copyOf(whole, whole.length + 4));
    assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("28 bytes after the header");
    Path gzip = folder.resolve("x.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(whole);
      out.write(0);
    }
    assertThatThrownBy(() -> Npy.read(gzip)).hasMessageContaining("one array and no more");
  }

  @Test
  void refusesAnotherMagicNumberAndVersion() throws IOException {
    byte[] whole = bytes("little-f4.npy");
    whole[6] = 9;
    Path version = write(whole);
    assertThatThrownBy(() -> Npy.read(version)).hasMessageContaining("93 4e 55 4d 50 59 09 00");
    whole[0] = 0;
    Path magic = write(whole);
    assertThatThrownBy(() -> Npy.read(magic)).hasMessageContaining("begins with 93 4e 55 4d 50 59");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'shape': (6,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (6,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 6}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'descr': '<f4'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'other': 1}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)} more",
        "{'descr': '', 'fortran_order': False, 'shape': (6,)}",
        "{'descr': '=f4', 'fortran_order': False, 'shape': (6,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,,3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)}",
      })
  void refusesAMalformedHeader(String header) throws IOException {
    Path file = write(npy(header, 24));
    assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'shape': (2, 3), 'descr': '<f4', 'fortran_order': False}",
        "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2L,3L),}\n",
      })
  void readsHeadersInOtherOrdersAndNotations(String header) throws IOException {
    assertThat(Npy.read(write(npy(header, 24))).type()).hasToString("f32[2, 3]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(4611686018427387904, 4)", "(1099511627776,)", "(3037000500, 3037000500)"})
  void refusesAHugeClaimWithoutMemoryForIt(String shape) throws IOException {
    byte[] bytes =
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': %s}".formatted(shape), 24);
    Path plain = write(bytes);
    assertThatThrownBy(() -> Npy.read(plain))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("as many bytes as the header announces");
  }

  @Test
  void refusesACompressedHugeClaimWithoutMemoryForIt() throws IOException {
    Path file = folder.resolve("claim.npy.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647,)}", 24));
    }
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ends after 3 of 2147483647 elements");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.npy");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Npy.read: the file must be readable; got file = " + file)
        .hasMessageContaining("no such file");
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  private static byte[] npy(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes =
        Arrays.copyOf(
            new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 10 + text.length + dataBytes);
    bytes[8] = (byte) text.length;
    bytes[9] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, bytes, 10, text.length);
    return bytes;
  }
}
