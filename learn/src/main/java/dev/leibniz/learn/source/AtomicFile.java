package dev.leibniz.learn.source;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Replaces a file in one step: the new content goes to a temporary file beside it, which then
/// takes its name. Whoever reads sees the old file or the new one, whole; a failure leaves the old
/// one.
public final class AtomicFile {
  private AtomicFile() {}

  /// What writes the content.
  @FunctionalInterface
  public interface Content {
    /// Writes the whole content.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `content` to `file`, which is replaced if it exists. A symbolic link stays; what it
  /// points to is replaced.
  ///
  /// @throws dev.leibniz.error.DataException if the file cannot be written, or is a folder or a
  ///   device
  public static void write(Refusal refusal, Path file, Content content) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        throw refusal.of(
            "only a regular file can be replaced",
            Files.isDirectory(target) ? "a folder" : "a device or pipe",
            "give the name of a new file");
      }
      Path temporary =
          target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        writeAndForce(temporary, content);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw refusal.unwritable(failure);
    }
  }

  private static void writeAndForce(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }
}
