package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.source.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// An open safetensors file, whose header has been read and checked and whose tensors are read one
/// by one.
///
/// ```java
/// try (SafetensorsFile file = SafetensorsFile.open(path)) {
///   TensorData firstHundred = file.readRows("embedding", 0, 100);
/// }
/// ```
public final class SafetensorsFile implements AutoCloseable {
  /// The longest header that the format allows.
  private static final long LARGEST_HEADER = 100_000_000;

  private final Refusal refusal;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataBegin;

  private SafetensorsFile(
      Refusal refusal, FileChannel channel, SafetensorsHeader header, long dataBegin) {
    this.refusal = refusal;
    this.channel = channel;
    this.header = header;
    this.dataBegin = dataBegin;
  }

  /// Opens a file and checks its header against its length; nothing is allocated for the tensors.
  ///
  /// @throws dev.leibniz.error.DataException if the file is truncated or longer than its tensors,
  ///   or if tensors overlap, leave gaps, share a name, have an unknown type, or bytes that are not
  ///   those of type and shape
  public static SafetensorsFile open(Path path) {
    Refusal refusal = new Refusal("SafetensorsFile.open", path.toString());
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        byte[] text = readHeader(refusal, channel);
        long dataBegin = (long) Long.BYTES + text.length;
        SafetensorsHeader header =
            SafetensorsHeader.parse(
                refusal, SafetensorsHeader.text(refusal, text), channel.size() - dataBegin);
        return new SafetensorsFile(refusal, channel, header, dataBegin);
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  private static byte[] readHeader(Refusal refusal, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw refusal.of(
          "the file must begin with 8 bytes that give the header's length", size + " bytes");
    }
    InputStream in = Channels.newInputStream(channel);
    long length =
        ByteBuffer.wrap(in.readNBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > size - Long.BYTES) {
      throw refusal.of(
          "the header must lie in the file",
          "header length = " + Long.toUnsignedString(length) + ", file of " + size + " bytes",
          "the file is truncated or no safetensors file");
    }
    if (length > LARGEST_HEADER) {
      throw refusal.of(
          "the header must be at most " + LARGEST_HEADER + " bytes long",
          "header length = " + length);
    }
    return in.readNBytes((int) length);
  }

  /// The names of the tensors, in the order of their bytes.
  public SequencedSet<String> names() {
    return header.tensors().sequencedKeySet();
  }

  /// The file's own texts by key.
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /// The type that a tensor has once it is read: half floats are f32, small integers i32, U32 i64.
  ///
  /// @throws ArgumentException if there is no such tensor
  public TensorType type(String name) {
    return entry("SafetensorsFile.type", name).type();
  }

  /// Reads one tensor.
  ///
  /// @throws ArgumentException if there is no such tensor
  /// @throws dev.leibniz.error.SizeException if it has more elements than one Java array can hold
  public TensorData read(String name) {
    SafetensorsHeader.Entry entry = entry("SafetensorsFile.read", name);
    return read(name, entry, entry.begin(), entry.type());
  }

  /// Reads the rows of a tensor, its slices along axis 0, from `from` (inclusive) to `to`
  /// (exclusive).
  ///
  /// @throws ArgumentException if there is no such tensor, or no such rows
  public TensorData readRows(String name, long from, long to) {
    SafetensorsHeader.Entry entry = entry("SafetensorsFile.readRows", name);
    if (entry.shape().rank() == 0 || from < 0 || from > to || to > entry.shape().extent(0)) {
      throw new ArgumentException(
          Explanation.of("SafetensorsFile.readRows", "the rows must be rows of the tensor")
              .got("from = " + from + ", to = " + to + ", " + name + " = " + entry.type()));
    }
    long rows = entry.shape().extent(0);
    long rowBytes = rows == 0 ? 0 : (entry.end() - entry.begin()) / rows;
    return read(
        name,
        entry,
        entry.begin() + from * rowBytes,
        entry.type().withShape(entry.shape().with(0, to - from)));
  }

  /// Reads all tensors, by name in the order of their bytes.
  public SequencedMap<String, TensorData> readAll() {
    SequencedMap<String, TensorData> tensors = new LinkedHashMap<>();
    for (String name : names()) {
      tensors.put(name, read(name));
    }
    return tensors;
  }

  private synchronized TensorData read(
      String name, SafetensorsHeader.Entry entry, long begin, TensorType type) {
    try {
      int count = type.shape().arrayLength("SafetensorsFile.read " + name);
      channel.position(dataBegin + begin);
      return TensorData.of(
          type,
          Elements.read(
              Channels.newInputStream(channel),
              true,
              entry.stored(),
              ByteOrder.LITTLE_ENDIAN,
              count));
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  private SafetensorsHeader.Entry entry(String operation, String name) {
    SafetensorsHeader.Entry entry = header.tensors().get(name);
    if (entry == null) {
      throw new ArgumentException(
          Explanation.of(operation, "the file must hold the tensor")
              .got("name = " + name + ", file = " + refusal.source() + " with " + names()));
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }
}
