package dev.leibniz.learn.file;

import static dev.leibniz.learn.file.TestFiles.bytes;
import static dev.leibniz.learn.file.TestFiles.elements;
import static dev.leibniz.learn.file.TestFiles.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NpzTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void readsWhatNumPyWrote(String name) {
    SequencedMap<String, TensorData> arrays = Npz.read(path(name));
    assertThat(arrays.sequencedKeySet()).containsExactly("x", "layer/weight", "scalar");
    assertThat(arrays.get("x")).hasToString("f32[2, 3]{0.0, 1.0, 2.0, 3.0, 100.0, 127.0}");
    assertThat(arrays.get("layer/weight")).hasToString("i64[2, 3]{0, 1, 2, 3, 100, 127}");
    assertThat(arrays.get("scalar")).hasToString("f64[]{2.5}");
  }

  @Test
  void readsAnArchiveOfAnotherLibrary() {
    SequencedMap<String, TensorData> arrays = Npz.read(path("djl-list.npz"));
    assertThat(arrays.sequencedKeySet()).containsExactlyInAnyOrder("bool8", "arr_0");
    assertThat(arrays.get("bool8")).hasToString("bool[1]{true}");
    assertThat(arrays.get("arr_0")).hasToString("i32[1]{1}");
  }

  @Test
  void writingAndReadingKeepsNamesOrderAndEveryBit() {
    SequencedMap<String, TensorData> arrays = new LinkedHashMap<>();
    NpyTest.samples().forEach(tensor -> arrays.put("name é/" + (9 - arrays.size()), tensor));
    Path stored = folder.resolve("stored.npz");
    Path deflated = folder.resolve("deflated.npz");
    Npz.write(stored, arrays);
    Npz.writeCompressed(deflated, arrays);
    for (Path file : new Path[] {stored, deflated}) {
      SequencedMap<String, TensorData> read = Npz.read(file);
      assertThat(read.sequencedKeySet()).containsExactlyElementsOf(arrays.keySet());
      assertThat(Checksum.ofTensors(read)).isEqualTo(Checksum.ofTensors(arrays));
    }
    assertThat(deflated.toFile().length()).isLessThan(stored.toFile().length());
  }

  @Test
  void equalArraysGiveEqualBytes() throws IOException {
    Map<String, TensorData> arrays = Map.of("a", NpyTest.samples().getFirst());
    Npz.write(folder.resolve("1.npz"), arrays);
    Npz.write(folder.resolve("2.npz"), arrays);
    assertThat(folder.resolve("1.npz")).hasSameBinaryContentAs(folder.resolve("2.npz"));
  }

  @Test
  void anEmptyArchiveIsAnEmptyMap() {
    Path file = folder.resolve("empty.npz");
    Npz.write(file, Map.of());
    assertThat(Npz.read(file)).isEmpty();
  }

  @Test
  void refusesAnEntryThatIsNoArray() throws IOException {
    Path file = folder.resolve("other.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("notes.txt"));
      out.write('x');
    }
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("every entry must be a .npy file")
        .hasMessageContaining("entry = notes.txt");
  }

  @Test
  void aDamagedEntryIsNamed() throws IOException {
    Path file = folder.resolve("damaged.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("x.npy"));
      out.write(Arrays.copyOf(bytes("little-f4.npy"), 140));
    }
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("damaged.npz!x.npy")
        .hasMessageContaining("ends after 3 of 6 elements");
  }

  @Test
  void refusesAnEntryWhoseChecksumDiffers() throws IOException {
    byte[] archive = bytes("stored.npz");
    Path file = folder.resolve("flipped.npz");
    int lastElement = indexOfElement(archive);
    archive[lastElement] ^= 1;
    Files.write(file, archive);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("checksum that the archive states");
  }

  private static int indexOfElement(byte[] archive) {
    byte[] element = {0, 0, (byte) 0xFE, 0x42};
    for (int i = 0; i < archive.length; i++) {
      if (Arrays.equals(element, 0, 4, archive, i, i + 4)) {
        return i + 2;
      }
    }
    throw new IllegalStateException("127f not found");
  }

  @Test
  void refusesATruncatedArchive() throws IOException {
    byte[] archive = bytes("stored.npz");
    for (int length = 0; length < archive.length; length += 7) {
      Path file = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(archive, length));
      assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void aMissingArchiveIsNamed() {
    assertThatThrownBy(() -> Npz.read(folder.resolve("none.npz")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none.npz")
        .hasMessageContaining("no such file");
  }

  @Test
  void readsTheSameElementsAsTheSingleFile() {
    assertThat(elements(Npz.read(path("stored.npz")).get("x")))
        .isEqualTo(elements(Npy.read(path("version2.npy"))));
  }
}
