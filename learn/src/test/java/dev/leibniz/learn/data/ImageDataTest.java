package dev.leibniz.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.DataException;
import dev.leibniz.learn.file.Checksum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageDataTest {
  private static final String TRAIN_IMAGES = "00000803 00000002 00000001 00000002 00ff ff00";
  private static final String TRAIN_LABELS = "00000801 00000002 0003";
  private static final String TEST_IMAGES = "00000803 00000001 00000001 00000002 ff33";
  private static final String TEST_LABELS = "00000801 00000001 02";

  @TempDir private Path folder;

  @Test
  void theFourFilesOfAFolderAreATrainingAndATestSet() throws IOException {
    write("train-images-idx3-ubyte.gz", TRAIN_IMAGES);
    write("train-labels-idx1-ubyte", TRAIN_LABELS);
    write("t10k-images-idx3-ubyte", TEST_IMAGES);
    write("t10k-labels-idx1-ubyte.gz", TEST_LABELS);
    ImageData data = ImageData.read(folder);
    assertThat(data.train().features()).hasToString("f32[2, 1, 2]{0.0, 1.0, 1.0, 0.0}");
    assertThat(data.train().targets()).hasToString("i32[2]{0, 3}");
    assertThat(data.test().features()).hasToString("f32[1, 1, 2]{1.0, 0.2}");
    assertThat(data.test().targets()).hasToString("i32[1]{2}");
    assertThat(data.classes()).isEqualTo(4);
    assertThat(data.sha256())
        .isEqualTo(
            Checksum.ofFiles(
                List.of(
                    folder.resolve("train-images-idx3-ubyte.gz"),
                    folder.resolve("train-labels-idx1-ubyte"),
                    folder.resolve("t10k-images-idx3-ubyte"),
                    folder.resolve("t10k-labels-idx1-ubyte.gz"))));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    write("train-images-idx3-ubyte", TRAIN_IMAGES);
    assertThatThrownBy(() -> ImageData.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("folder = " + folder + " without train-labels-idx1-ubyte");
  }

  @Test
  void numbersOfImagesAndLabelsMustAgree() throws IOException {
    Path images = write("images", TRAIN_IMAGES);
    Path labels = write("labels", TEST_LABELS);
    assertThatThrownBy(() -> ImageData.read(images, labels))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(images + " with 2 images, " + labels + " with 1 labels");
  }

  @Test
  void anEmptySetIsRefused() throws IOException {
    Path images = write("images", "00000803 00000000 00000001 00000002");
    Path labels = write("labels", "00000801 00000000");
    assertThatThrownBy(() -> ImageData.read(images, labels)).hasMessageContaining("at least one");
  }

  @Test
  void imagesOfBothSetsHaveOneSize() throws IOException {
    write("train-images-idx3-ubyte", TRAIN_IMAGES);
    write("train-labels-idx1-ubyte", TRAIN_LABELS);
    write("t10k-images-idx3-ubyte", "00000803 00000001 00000002 00000001 ff33");
    write("t10k-labels-idx1-ubyte", TEST_LABELS);
    assertThatThrownBy(() -> ImageData.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("f32[2, 1, 2]")
        .hasMessageContaining("f32[1, 2, 1]");
  }

  private Path write(String name, String hex) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
    return file;
  }
}
