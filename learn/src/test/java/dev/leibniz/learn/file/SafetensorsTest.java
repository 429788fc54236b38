package dev.leibniz.learn.file;

import static dev.leibniz.learn.file.TestFiles.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DataException;
import dev.leibniz.error.SizeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsTest {
  @TempDir private Path folder;

  @Test
  void writingAndReadingKeepsNamesTextsAndEveryBit() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    NpyTest.samples()
        .forEach(tensor -> tensors.put("layers[%d].\"wéight\"".formatted(tensors.size()), tensor));
    Map<String, String> metadata = Map.of("model", "mlp\n\"α\"", "", "empty key");
    Path file = folder.resolve("round.safetensors");
    Safetensors.write(file, tensors, metadata);
    NamedTensors read = Safetensors.read(file);
    assertThat(read.metadata()).isEqualTo(metadata);
    assertThat(read.tensors()).containsOnlyKeys(tensors.keySet());
    assertThat(read.sha256()).isEqualTo(Checksum.ofTensors(tensors));
  }

  @Test
  void equalContentsGiveEqualBytesInAnyOrder() {
    Map<String, TensorData> one = new LinkedHashMap<>();
    one.put("a", scalar(1));
    one.put("b", scalar(2));
    Map<String, TensorData> other = new LinkedHashMap<>();
    other.put("b", scalar(2));
    other.put("a", scalar(1));
    Safetensors.write(folder.resolve("1"), one, Map.of("x", "1", "y", "2"));
    Safetensors.write(folder.resolve("2"), other, Map.of("y", "2", "x", "1"));
    assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
  }

  @Test
  void aFileHasTheBytesThatTheFormatDescribes() throws IOException {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(
        file,
        Map.of(
            "flag", TensorData.of(TensorType.of(DType.BOOL, 2), new boolean[] {true, false}),
            "w", TensorData.of(TensorType.of(DType.I64, 1), new long[] {258})),
        Map.of("k", "v"));
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"flag\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[8,10]}}";
    String padded = header + " ".repeat(-header.length() & 7);
    ByteBuffer expected =
        ByteBuffer.allocate(8 + padded.length() + 10).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.UTF_8));
    expected.put(new byte[] {2, 1, 0, 0, 0, 0, 0, 0, 1, 0});
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @ParameterizedTest
  @CsvSource({
    "F32,  '0000803f', 'f32[1]{1.0}'",
    "F64,  '000000000000f83f', 'f64[1]{1.5}'",
    "F16,  '00c0', 'f32[1]{-2.0}'",
    "BF16, 'c03f', 'f32[1]{1.5}'",
    "I8,   'ff', 'i32[1]{-1}'",
    "U8,   'ff', 'i32[1]{255}'",
    "I16,  'ffff', 'i32[1]{-1}'",
    "U16,  'ffff', 'i32[1]{65535}'",
    "I32,  'ffffffff', 'i32[1]{-1}'",
    "U32,  'ffffffff', 'i64[1]{4294967295}'",
    "I64,  'feffffffffffffff', 'i64[1]{-2}'",
    "BOOL, '01', 'bool[1]{true}'",
  })
  void everyStoredTypeIsReadExactly(String dtype, String hex, String expected) throws IOException {
    byte[] data = HexFormat.of().parseHex(hex);
    Path file = file("{\"a\":" + entry(dtype, "1", "0," + data.length) + "}", data.length);
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(data, 0, bytes, bytes.length - data.length, data.length);
    Files.write(file, bytes);
    assertThat(Safetensors.read(file).get("a")).hasToString(expected);
  }

  @Test
  void allHalfFloatsBecomeTheFloatsTheyAre() throws IOException {
    Path file = file("{\"a\":" + entry("F16", "65536", "0,131072") + "}", 131072);
    ByteBuffer data = ByteBuffer.allocate(131072).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 65536; bits++) {
      data.putShort((short) bits);
    }
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(data.array(), 0, bytes, bytes.length - 131072, 131072);
    Files.write(file, bytes);
    float[] floats = Safetensors.read(file).get("a").floats();
    for (int bits = 0; bits < 65536; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = bits & 1023;
      double magnitude =
          exponent == 31
              ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
              : exponent == 0
                  ? Math.scalb(fraction, -24)
                  : Math.scalb(1024 + fraction, exponent - 25);
      assertThat((Double) (double) floats[bits])
          .isEqualTo(Double.valueOf(bits >= 32768 ? -magnitude : magnitude));
    }
  }

  @Test
  void tensorsAreListedInTheOrderOfTheirBytesAndReadOneByOne() throws IOException {
    Path file =
        file(
            "{\"second\":"
                + entry("U8", "3", "2,5")
                + ",\"empty\":"
                + entry("F64", "0,9", "2,2")
                + ",\"first\":"
                + entry("I8", "2", "0,2")
                + "}   ",
            5);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.names()).containsExactly("first", "empty", "second");
      assertThat(open.type("empty")).hasToString("f64[0, 9]");
      assertThat(open.read("second").type()).hasToString("i32[3]");
      assertThatThrownBy(() -> open.read("third"))
          .isInstanceOf(ArgumentException.class)
          .hasMessageContaining("[first, empty, second]");
    }
  }

  @Test
  void rowsAreSlicesAlongTheFirstAxis() {
    int[] values = new int[24];
    Arrays.setAll(values, i -> i);
    Path file = folder.resolve("rows.safetensors");
    Safetensors.write(
        file,
        Map.of("t", TensorData.of(TensorType.of(DType.I32, 4, 2, 3), values), "scalar", scalar(1)),
        Map.of());
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      TensorData rows = open.readRows("t", 1, 3);
      assertThat(rows.type()).hasToString("i32[2, 2, 3]");
      assertThat(elements(rows)).containsExactly(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
      assertThat(open.readRows("t", 4, 4).type()).hasToString("i32[0, 2, 3]");
      assertThatThrownBy(() -> open.readRows("t", 3, 5))
          .isInstanceOf(ArgumentException.class)
          .hasMessageContaining("from = 3, to = 5, t = i32[4, 2, 3]");
      assertThatThrownBy(() -> open.readRows("scalar", 0, 1)).isInstanceOf(ArgumentException.class);
    }
  }

  @Test
  void aTensorBeyondOneArrayIsReadByRows() throws IOException {
    long rows = 3L << 30;
    String header = "{\"big\":" + entry("BOOL", rows + ",1", "0," + rows) + "}";
    Path file = file(header, 0);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8 + header.length() + rows);
      sparse.seek(8 + header.length() + rows - 1);
      sparse.write(1);
    }
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.readRows("big", rows - 2, rows)).hasToString("bool[2, 1]{false, true}");
      assertThatThrownBy(() -> open.read("big"))
          .isInstanceOf(SizeException.class)
          .hasMessageContaining("3221225472 elements");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:F32:2:0,8 | 4 | a tensor's bytes must lie in the file | bytes after the header = 4",
        "a:F32:2:0,8 | 9 | the file must end with its last tensor | tensor a ends at 8, bytes after the header = 9",
        "a:F32:1:0,4 b:F32:1:2,6 | 6 | tensors must not overlap | tensor = b from byte 2, tensor a ends at 4",
        "a:F32:1:0,4 b:F32:1:0,4 | 4 | tensors must not overlap | tensor = b from byte 0, tensor a ends at 4",
        "a:F32:1:0,4 b:F32:1:6,10 | 10 | tensors must leave no gap | tensor = b from byte 6, tensor a ends at 4",
        "a:F32:1:4,8 | 8 | tensors must leave no gap | the header ends at 0",
        "a:F32:3:0,8 | 8 | exactly the bytes of dtype and shape | F32[3] (12 bytes), data_offsets = [0,8] (8 bytes)",
        "a:F32::0,8 | 8 | exactly the bytes of dtype and shape | F32[] (4 bytes)",
        "a:F32:4611686018427387904,4:0,0 | 0 | exactly the bytes of dtype and shape | (73786976294838206464 bytes)",
        "a:F32:2,-1:0,8 | 8 | shape must be a list of whole numbers | shape = [2,-1]",
        "a:F32:2.0:0,8 | 8 | shape must be a list of whole numbers | shape = [2.0]",
        "a:F32:99999999999999999999:0,8 | 8 | shape must be a list of whole numbers | 99999999999999999999",
        "a:F32:2:8,0 | 8 | an end not before it | [8,0]",
        "a:F32:2:0,8,9 | 8 | an end not before it | [0,8,9]",
        "a:F32:2:0,9223372036854775807 | 8 | must lie in the file | 9223372036854775807",
        "a:F8_E4M3:2:0,2 | 2 | dtype must be one of | \"F8_E4M3\"",
        "a:U64:1:0,8 | 8 | dtype must be one of | \"U64\"",
        "a:F32:1:0,4 a:F32:1:4,8 | 8 | each name occurs once | Duplicate",
      })
  void refusesTensorsThatDoNotFit(String entries, int dataBytes, String law, String got)
      throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (String entry : entries.strip().split(" ", -1)) {
      String[] parts = entry.split(":", -1);
      header.append(header.length() == 1 ? "" : ",").append('"').append(parts[0]).append("\":");
      header.append(entry(parts[1], parts[2], parts[3]));
    }
    Path file = file(header + "}", dataBytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("SafetensorsFile.open: ")
        .hasMessageContaining(law)
        .hasMessageContaining(got)
        .hasMessageContaining("file = " + file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " {}",
        "[]",
        "{",
        "{} x",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0],\"more\":1}}",
        "{\"a\":{\"dtype\":8,\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":0,\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":\"a\"}",
        "{\"__metadata__\":{},\"__metadata__\":{}}",
      })
  void refusesAMalformedHeader(String header) throws IOException {
    Path file = file(header, 0);
    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(DataException.class);
  }

  @Test
  void refusesAHeaderNestedWithoutEnd() throws IOException {
    Path file = file("{\"a\":" + "[".repeat(1_000_000), 0);
    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(DataException.class);
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    Path file = file("{\"a?\":{}}", 0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[11] = (byte) 0xFF;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("must be text in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 100_000_001, Long.MAX_VALUE, -1})
  void refusesAHeaderLongerThanTheFile(long length) throws IOException {
    Path file =
        Files.write(
            folder.resolve("x"),
            ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put((byte) '{')
                .put((byte) '}')
                .array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the header must lie in the file")
        .hasMessageContaining(Long.toUnsignedString(length));
  }

  @Test
  void refusesAHeaderBeyondTheFormatsLimit() throws IOException {
    Path file = folder.resolve("x");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(100_000_001));
      sparse.setLength(200_000_000);
    }
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessageContaining("at most 100000000 bytes");
  }

  @Test
  void refusesAFileCutAnywhere() throws IOException {
    Path file = folder.resolve("x");
    Safetensors.write(
        file, Map.of("a", scalar(1), "b", NpyTest.samples().getFirst()), Map.of("k", "v"));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(file))
          .as("length %d", length)
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void refusesATensorWithTheNameOfTheMetadata() {
    assertThatThrownBy(() ->
            Safetensors.write(folder.resolve("x"), Map.of("__metadata__", scalar(1)), Map.of()))
        .isInstanceOf(DataException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileThatShrinksWhileItIsOpenIsRefused() throws IOException {
    Path file = folder.resolve("x");
    Safetensors.write(file, Map.of("a", NpyTest.samples().getLast()), Map.of());
    try (SafetensorsFile open = SafetensorsFile.open(file);
        RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(1000);
      assertThatThrownBy(() -> open.read("a"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("of 100003 elements");
    }
  }

  private static TensorData scalar(double value) {
    return TensorData.of(TensorType.of(DType.F64), new double[] {value});
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s]}"
        .formatted(dtype, shape, offsets);
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return Files.write(
        folder.resolve("x.safetensors"),
        ByteBuffer.allocate(8 + text.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .array());
  }
}
