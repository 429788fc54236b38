package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import dev.leibniz.learn.source.AtomicFile;
import dev.leibniz.learn.source.Refusal;
import dev.leibniz.learn.source.Source;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Reads and writes NumPy's `.npz` files: zip archives of [Npy] files, one per named array.
///
/// ```java
/// Npz.write(Path.of("data.npz"), Map.of("x", x, "y", y));
/// TensorData x = Npz.read(Path.of("data.npz")).get("x");
/// ```
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /// Reads all arrays of an archive, stored or deflated, by name in the archive's order.
  ///
  /// @throws dev.leibniz.error.DataException if it is no zip archive, an entry is no `.npy` file or
  ///   occurs twice, or its checksum (CRC-32) does not agree
  public static SequencedMap<String, TensorData> read(Path file) {
    Refusal refusal = new Refusal("Npz.read", file.toString());
    SequencedMap<String, TensorData> arrays = new LinkedHashMap<>();
    try (ZipFile archive = new ZipFile(file.toFile())) {
      for (ZipEntry entry : List.copyOf(Collections.list(archive.entries()))) {
        if (!entry.getName().endsWith(SUFFIX)) {
          throw refusal.of(
              "every entry must be a .npy file",
              "entry = " + entry.getName(),
              "remove it from the archive");
        }
        String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
        if (arrays.put(name, readEntry(refusal, archive, entry)) != null) {
          throw refusal.of("each name must occur once", "entry = " + entry.getName() + " twice");
        }
      }
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
    return arrays;
  }

  private static TensorData readEntry(Refusal refusal, ZipFile archive, ZipEntry entry)
      throws IOException {
    Refusal inner = new Refusal(refusal.operation(), refusal.source() + "!" + entry.getName());
    CRC32 crc = new CRC32();
    try (InputStream bytes = archive.getInputStream(entry);
        InputStream checked = new CheckedInputStream(new BufferedInputStream(bytes), crc)) {
      TensorData tensor = Npy.read(inner, new Source(checked, OptionalLong.empty()));
      if (crc.getValue() != entry.getCrc()) {
        throw inner.of(
            "the entry's bytes must have the checksum that the archive states",
            "CRC-32 = %08x, stated %08x".formatted(crc.getValue(), entry.getCrc()));
      }
      return tensor;
    } catch (IOException failure) {
      throw inner.unreadable(failure);
    }
  }

  /// Writes an archive without compression, as `numpy.savez` does; a file that exists is replaced
  /// in one step. Equal arrays in equal order give equal bytes.
  ///
  /// @throws dev.leibniz.error.DataException if the file cannot be written
  public static void write(Path file, Map<String, TensorData> arrays) {
    write(file, arrays, ZipEntry.STORED);
  }

  /// Writes a deflated archive, as `numpy.savez_compressed` does; a file that exists is replaced in
  /// one step.
  ///
  /// @throws dev.leibniz.error.DataException if the file cannot be written
  public static void writeCompressed(Path file, Map<String, TensorData> arrays) {
    write(file, arrays, ZipEntry.DEFLATED);
  }

  private static void write(Path file, Map<String, TensorData> arrays, int method) {
    AtomicFile.write(
        new Refusal("Npz.write", file.toString()),
        file,
        out -> {
          ZipOutputStream archive = new ZipOutputStream(out);
          for (Map.Entry<String, TensorData> array : arrays.entrySet()) {
            archive.putNextEntry(entry(array.getKey(), array.getValue(), method));
            Npy.write(archive, array.getValue());
            archive.closeEntry();
          }
          archive.finish();
        });
  }

  private static ZipEntry entry(String name, TensorData tensor, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(FIXED_TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      CountingOutput counting = new CountingOutput();
      try (OutputStream out = new BufferedOutputStream(new CheckedOutputStream(counting, crc))) {
        Npy.write(out, tensor);
      }
      entry.setCrc(crc.getValue());
      entry.setSize(counting.count);
    }
    return entry;
  }

  private static final class CountingOutput extends OutputStream {
    private long count;

    @Override
    public void write(int value) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
