package dev.leibniz.learn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  private static final Refusal REFUSAL = new Refusal("Test.write", "the file");

  @TempDir private Path folder;

  @Test
  void aNewFileAndAnOldOneHoldTheContent() {
    Path file = folder.resolve("x");
    AtomicFile.write(REFUSAL, file, out -> out.write("first".getBytes(StandardCharsets.US_ASCII)));
    assertThat(file).hasContent("first");
    AtomicFile.write(REFUSAL, file, out -> out.write("second".getBytes(StandardCharsets.US_ASCII)));
    assertThat(file).hasContent("second");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    assertThatThrownBy(() ->
            AtomicFile.write(
                REFUSAL,
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "Test.write: the file must be writable; got file = the file, reason = disk full");
    assertThatThrownBy(() ->
            AtomicFile.write(
                REFUSAL,
                file,
                out -> {
                  throw new IllegalStateException("stopped");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("x");
  }

  @Test
  void aLinkStaysAndItsFileIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(REFUSAL, link, out -> out.write("new".getBytes(StandardCharsets.US_ASCII)));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void aFolderADeviceAndAMissingFolderAreRefused() {
    assertThatThrownBy(() -> AtomicFile.write(REFUSAL, folder, out -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("got file = the file, a folder");
    Path device = Path.of("/dev/null");
    if (Files.exists(device)) {
      assertThatThrownBy(() -> AtomicFile.write(REFUSAL, device, out -> {}))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("a device or pipe");
    }
    assertThatThrownBy(() -> AtomicFile.write(REFUSAL, folder.resolve("none/x"), out -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the file must be writable");
  }
}
