package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import dev.leibniz.learn.source.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// SHA-256 checksums (FIPS 180-4) of data and of weights, as 64 lower-case hexadecimal digits.
public final class Checksum {
  private Checksum() {}

  /// The checksum of the files' bytes, one file after the other as they are on disk. For one file
  /// it is what `sha256sum` prints.
  ///
  /// @throws dev.leibniz.error.DataException if a file cannot be read
  public static String ofFiles(List<Path> files) {
    MessageDigest digest = sha256();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      } catch (IOException failure) {
        throw new Refusal("Checksum.ofFiles", file.toString()).unreadable(failure);
      }
    }
    return hex(digest);
  }

  /// The checksum of bytes.
  public static String ofBytes(byte[] bytes) {
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  /// The checksum of named tensors: for each in the order of names (as [String#compareTo] orders
  /// them) the length of the name in UTF-8 as 8 little-endian bytes, the name, its type such as
  /// `f32[3, 4]` as US-ASCII, a zero byte, and the elements in row-major order, little-endian, a
  /// boolean as one byte. It depends on names, types and bits alone, not on the file or the order
  /// that holds them.
  public static String ofTensors(Map<String, TensorData> tensors) {
    MessageDigest digest = sha256();
    DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    new TreeMap<>(tensors)
        .forEach((name, tensor) -> {
          byte[] text = name.getBytes(StandardCharsets.UTF_8);
          digest.update(
              ByteBuffer.allocate(Long.BYTES).putLong(Long.reverseBytes(text.length)).flip());
          digest.update(text);
          digest.update(tensor.type().toString().getBytes(StandardCharsets.US_ASCII));
          digest.update((byte) 0);
          try {
            Elements.write(tensor, out);
          } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
          }
        });
    return hex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
