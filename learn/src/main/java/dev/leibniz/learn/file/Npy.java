package dev.leibniz.learn.file;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.learn.source.AtomicFile;
import dev.leibniz.learn.source.Refusal;
import dev.leibniz.learn.source.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/// Reads and writes NumPy's `.npy` files, versions 1.0, 2.0 and 3.0, either byte order, C and
/// Fortran order.
///
/// Half floats become f32, integers of 1 and 2 bytes i32, unsigned ones of 4 bytes i64; all else
/// keeps its type. Source: NumPy's format description, `numpy.lib.format`.
///
/// ```java
/// Npy.write(Path.of("weights.npy"), tensor);
/// TensorData same = Npy.read(Path.of("weights.npy"));
/// ```
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LARGEST_HEADER = 1 << 20;
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /// Reads a file, compressed by gzip or not.
  ///
  /// @throws dev.leibniz.error.DataException if it is no `.npy` file, holds Python objects,
  ///   structures or another type that has no exact counterpart, or is longer or shorter than its
  ///   header announces
  public static TensorData read(Path file) {
    Refusal refusal = new Refusal("Npy.read", file.toString());
    try (Source source = Source.open(file)) {
      return read(refusal, source);
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  static TensorData read(Refusal refusal, Source source) throws IOException {
    byte[] magic = source.read(MAGIC.length + 2);
    int version = magic[MAGIC.length];
    if (!HexFormat.of().formatHex(magic).startsWith(HexFormat.of().formatHex(MAGIC))
        || version < 1
        || version > 3) {
      throw refusal.of(
          "a .npy file begins with 93 4e 55 4d 50 59 and the version 1, 2 or 3",
          "first bytes = " + HexFormat.ofDelimiter(" ").formatHex(magic));
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer lengthField =
        ByteBuffer.wrap(source.read(lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    long headerLength =
        version == 1
            ? Short.toUnsignedLong(lengthField.getShort())
            : Integer.toUnsignedLong(lengthField.getInt());
    if (headerLength > LARGEST_HEADER) {
      throw refusal.of(
          "the header of an array of numbers is at most " + LARGEST_HEADER + " bytes long",
          "header length = " + headerLength);
    }
    byte[] text = source.read((int) headerLength);
    NpyHeader header =
        NpyHeader.parse(
            refusal,
            new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    requireLength(refusal, source, header, magic.length + lengthBytes + headerLength);
    return readElements(refusal, source, header);
  }

  private static void requireLength(Refusal refusal, Source source, NpyHeader header, long before) {
    if (source.length().isEmpty()) {
      return;
    }
    BigInteger announced = Elements.byteCount(header.type(), header.shape().toArray());
    long present = source.length().getAsLong() - before;
    if (!announced.equals(BigInteger.valueOf(present))) {
      throw refusal.of(
          "the elements must be as many bytes as the header announces",
          "type = "
              + header.type()
              + ", shape = "
              + header.shape()
              + " ("
              + announced
              + " bytes), "
              + present
              + " bytes after the header");
    }
  }

  private static TensorData readElements(Refusal refusal, Source source, NpyHeader header)
      throws IOException {
    Shape shape = header.shape();
    int count = shape.arrayLength(refusal.operation());
    Object array =
        Elements.read(
            source.bytes(), source.length().isPresent(), header.type(), header.order(), count);
    if (!source.atEnd()) {
      throw refusal.of(
          "the file must hold one array and no more", "more bytes after shape = " + shape);
    }
    return TensorData.of(
        new TensorType(header.type().dtype(), shape),
        header.fortran() && shape.rank() > 1 ? rowMajor(array, shape) : array);
  }

  /// The elements in row-major order, from an array in which the first axis varies fastest.
  private static Object rowMajor(Object array, Shape shape) {
    int count = Array.getLength(array);
    Object result = Array.newInstance(array.getClass().getComponentType(), count);
    long[] strides = shape.strides();
    int[] index = new int[shape.rank()];
    int target = 0;
    for (int source = 0; source < count; source++) {
      System.arraycopy(array, source, result, target, 1);
      for (int axis = 0; axis < index.length; axis++) {
        target += (int) strides[axis];
        if (++index[axis] < shape.extent(axis)) {
          break;
        }
        target -= (int) (strides[axis] * index[axis]);
        index[axis] = 0;
      }
    }
    return result;
  }

  /// Writes a tensor to a file, which is replaced in one step if it exists: little-endian, C order.
  ///
  /// @throws dev.leibniz.error.DataException if the file cannot be written
  public static void write(Path file, TensorData tensor) {
    AtomicFile.write(new Refusal("Npy.write", file.toString()), file, out -> write(out, tensor));
  }

  static void write(OutputStream out, TensorData tensor) throws IOException {
    String descr =
        switch (tensor.dtype()) {
          case F32 -> "<f4";
          case F64 -> "<f8";
          case I32 -> "<i4";
          case I64 -> "<i8";
          case BOOL -> "|b1";
        };
    String extents = tensor.shape().toString();
    String tuple =
        extents.substring(1, extents.length() - 1) + (tensor.shape().rank() == 1 ? "," : "");
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(descr, tuple);
    boolean short16 = text.length() < 0xFFFF - 2 * ALIGNMENT;
    int before = MAGIC.length + 2 + (short16 ? Short.BYTES : Integer.BYTES);
    int total = (before + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(before).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) (short16 ? 1 : 2)).put((byte) 0);
    if (short16) {
      header.putShort((short) (total - before));
    } else {
      header.putInt(total - before);
    }
    out.write(header.array());
    String line = text + " ".repeat(total - before - text.length() - 1) + "\n";
    out.write(line.getBytes(StandardCharsets.US_ASCII));
    Elements.write(tensor, out);
  }
}
