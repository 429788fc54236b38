package dev.leibniz.learn.file;

import static dev.leibniz.learn.file.TestFiles.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdxTest {
  private static final String LABELS = "00000801 00000003 00 07 ff";
  private static final String IMAGES = "00000803 00000002 00000001 00000002 00 ff 33 80";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "00000801 00000002 00 ff,                 'i32[2]{0, 255}'",
    "00000901 00000002 00 ff,                 'i32[2]{0, -1}'",
    "00000b01 00000002 0001 ff00,             'i32[2]{1, -256}'",
    "00000c02 00000001 00000002 00000001 80000000, 'i32[1, 2]{1, -2147483648}'",
    "00000d01 00000002 3f800000 c0000000,     'f32[2]{1.0, -2.0}'",
    "00000e01 00000001 3ff8000000000000,      'f64[1]{1.5}'",
    "00000802 00000000 00000005,              'i32[0, 5]{}'",
  })
  void readsEveryElementType(String hex, String expected) throws IOException {
    assertThat(Idx.read(plain(hex))).hasToString(expected);
    assertThat(Idx.read(gzip(hex))).hasToString(expected);
  }

  @Test
  void labelsAreIntegers() throws IOException {
    assertThat(Idx.readLabels(plain(LABELS))).hasToString("i32[3]{0, 7, 255}");
  }

  @Test
  void pixelsAreDividedBy255() throws IOException {
    TensorData images = Idx.readImages(gzip(IMAGES));
    assertThat(images.type()).hasToString("f32[2, 1, 2]");
    assertThat(elements(images)).containsExactly(0, 1, 0.2f, (float) (128 / 255.0));
  }

  @Test
  void everyGreyValueIsTheNearestFloatToItsQuotient() throws IOException {
    StringBuilder hex = new StringBuilder("00000803 00000001 00000010 00000010");
    IntStream.range(0, 256).forEach(value -> hex.append("%02x".formatted(value)));
    float[] pixels = Idx.readImages(plain(hex.toString())).floats();
    for (int value = 0; value < 256; value++) {
      assertThat(pixels[value]).isEqualTo((float) (value / 255.0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "01000801 00000000,             'begins with two zero bytes', 'first bytes = 01 00 08 01'",
    "89504e47 0d0a1a0a,             'begins with two zero bytes', 'first bytes = 89 50 4e 47'",
    "00000800,                      'the number of axes',         'first bytes = 00 00 08 00'",
    "00000a01 00000000,             'element type must be',       'type = 0x0a'",
    "00000801 ffffffff,             'must not be negative',       'axis 0 = -1'",
    "00000801 00000003 0007,        'as long as its header announces', '11 bytes with the header), file of 10 bytes'",
    "00000801 00000001 0007,        'as long as its header announces', '9 bytes with the header), file of 10 bytes'",
    "00000803 7fffffff 7fffffff 7fffffff 00, 'as long as its header announces', '9903520300447984150353281039'",
    "000008,                        'all the data that it announces', 'ends after 3 of 4 bytes'",
    "00000802 00000003,             'all the data that it announces', 'ends after 4 of 8 bytes'",
  })
  void refusesWhatIsNoIdxFile(String hex, String law, String got) throws IOException {
    Path file = plain(hex);
    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Idx.read: ")
        .hasMessageContaining(law)
        .hasMessageContaining(got)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "00000801 00000003 0007,   'ends after 2 of 3 elements'",
    "00000801 7fffffff 0007,   'ends after 2 of 2147483647 elements'",
    "00000801 00000001 0007,   'more bytes after the elements'",
  })
  void refusesACompressedFileOfAnotherLength(String hex, String got) throws IOException {
    Path file = gzip(hex);
    assertThatThrownBy(() -> Idx.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(got);
  }

  @Test
  void refusesDamagedCompression() throws IOException {
    byte[] whole = Files.readAllBytes(gzip(IMAGES));
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> Idx.read(cut)).isInstanceOf(DataException.class);
    whole[whole.length - 8] ^= 1;
    Path checksum = Files.write(folder.resolve("checksum.gz"), whole);
    assertThatThrownBy(() -> Idx.read(checksum))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("reason = Corrupt GZIP trailer");
  }

  @Test
  void refusesSwappedFiles() throws IOException {
    Path labels = plain(LABELS);
    assertThatThrownBy(() -> Idx.readImages(labels))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("images must be unsigned bytes with 3 axes")
        .hasMessageContaining("shape = [3]")
        .hasMessageContaining("not swapped");
    Path images = plain(IMAGES);
    assertThatThrownBy(() -> Idx.readLabels(images))
        .hasMessageContaining("labels must be unsigned bytes with 1 axis");
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    assertThatThrownBy(() -> Idx.read(folder.resolve("none"))).hasMessageContaining("no such file");
    assertThatThrownBy(() -> Idx.read(folder)).isInstanceOf(DataException.class);
  }

  private Path plain(String hex) throws IOException {
    return Files.write(folder.resolve("data-idx"), HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private Path gzip(String hex) throws IOException {
    Path file = folder.resolve("data-idx.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
    return file;
  }
}
