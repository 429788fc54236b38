package dev.leibniz.learn.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/// A stream of bytes whose length may be known beforehand.
///
/// @param bytes the stream, read from its beginning
/// @param length the number of bytes; empty where only reading tells, as in a compressed file
public record Source(InputStream bytes, OptionalLong length) implements AutoCloseable {
  private static final int GZIP_MAGIC = 0x1f8b;

  /// Opens a file, and decompresses it if it is a gzip file by its first two bytes.
  public static Source open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
      buffered.mark(2);
      int magic = buffered.read() << 8 | buffered.read();
      buffered.reset();
      return magic == GZIP_MAGIC
          ? new Source(new GZIPInputStream(buffered, 1 << 16), OptionalLong.empty())
          : new Source(buffered, OptionalLong.of(Files.size(file)));
    } catch (IOException failure) {
      raw.close();
      throw failure;
    }
  }

  /// Reads exactly `count` bytes.
  ///
  /// @throws EOFException if the source ends before
  public byte[] read(int count) throws IOException {
    byte[] result = bytes.readNBytes(count);
    if (result.length < count) {
      throw new EOFException("ends after " + result.length + " of " + count + " bytes of a header");
    }
    return result;
  }

  /// Whether the source ends here. At the end of a compressed file this checks its checksum too.
  public boolean atEnd() throws IOException {
    return bytes.read() < 0;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
