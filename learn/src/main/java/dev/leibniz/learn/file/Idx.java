package dev.leibniz.learn.file;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.learn.source.Refusal;
import dev.leibniz.learn.source.Source;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;

/// Reads IDX files, the format of MNIST and Fashion-MNIST, compressed by gzip or not.
///
/// A file is two zero bytes, a byte for the element type, a byte for the number of axes, the
/// extents as big-endian 32-bit integers, and the elements, big-endian. Source: Y. LeCun, C.
/// Cortes, C. Burges, "The MNIST database".
///
/// Each method refuses a file with another magic number, an unknown element type, fewer or more
/// bytes than its header announces, or a damaged compression, with a
/// [dev.leibniz.error.DataException] that says which.
public final class Idx {
  private Idx() {}

  private record Header(StoredType type, Shape shape) {}

  /// Reads any IDX file: bytes, signed bytes, shorts and ints become i32, floats f32, doubles f64.
  public static TensorData read(Path file) {
    Refusal refusal = new Refusal("Idx.read", file.toString());
    try (Source source = Source.open(file)) {
      return readElements(refusal, source, readHeader(refusal, source));
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  /// Reads labels, one unsigned byte each, as i32 `[n]`.
  public static TensorData readLabels(Path file) {
    Refusal refusal = new Refusal("Idx.readLabels", file.toString());
    try (Source source = Source.open(file)) {
      return readElements(refusal, source, readBytesHeader(refusal, source, "labels", 1));
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  /// Reads grey images, one unsigned byte a pixel, as f32 `[n, rows, columns]` from 0 to 1: pixel /
  /// 255.
  public static TensorData readImages(Path file) {
    Refusal refusal = new Refusal("Idx.readImages", file.toString());
    try (Source source = Source.open(file)) {
      Header bytes = readBytesHeader(refusal, source, "images", 3);
      return readElements(refusal, source, new Header(StoredType.PIXEL, bytes.shape()));
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  private static Header readBytesHeader(Refusal refusal, Source source, String what, int rank)
      throws IOException {
    Header header = readHeader(refusal, source);
    if (header.type() != StoredType.U8 || header.shape().rank() != rank) {
      throw refusal.of(
          what + " must be unsigned bytes with " + rank + (rank == 1 ? " axis" : " axes"),
          "type = " + header.type() + ", shape = " + header.shape(),
          "check that the files of images and labels are not swapped");
    }
    return header;
  }

  private static Header readHeader(Refusal refusal, Source source) throws IOException {
    byte[] magic = source.read(4);
    if (magic[0] != 0 || magic[1] != 0 || magic[3] == 0) {
      throw refusal.of(
          "an IDX file begins with two zero bytes, the element type and the number of axes",
          "first bytes = " + HexFormat.ofDelimiter(" ").formatHex(magic));
    }
    StoredType type =
        switch (magic[2]) {
          case 0x08 -> StoredType.U8;
          case 0x09 -> StoredType.I8;
          case 0x0B -> StoredType.I16;
          case 0x0C -> StoredType.I32;
          case 0x0D -> StoredType.F32;
          case 0x0E -> StoredType.F64;
          default ->
              throw refusal.of(
                  "the element type must be 0x08, 0x09, 0x0b, 0x0c, 0x0d or 0x0e",
                  "type = 0x" + HexFormat.of().toHexDigits(magic[2]));
        };
    int rank = Byte.toUnsignedInt(magic[3]);
    ByteBuffer bytes = ByteBuffer.wrap(source.read(4 * rank));
    long[] extents = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] = bytes.getInt();
      if (extents[axis] < 0) {
        throw refusal.of("extents must not be negative", "axis " + axis + " = " + extents[axis]);
      }
    }
    requireLength(refusal, source, type, extents);
    return new Header(type, Shape.of(extents));
  }

  private static void requireLength(
      Refusal refusal, Source source, StoredType type, long[] extents) {
    if (source.length().isEmpty()) {
      return;
    }
    BigInteger announced =
        Elements.byteCount(type, extents).add(BigInteger.valueOf(4L + 4L * extents.length));
    if (!announced.equals(BigInteger.valueOf(source.length().getAsLong()))) {
      throw refusal.of(
          "the file must be as long as its header announces",
          "shape = "
              + Shape.of(extents)
              + " ("
              + announced
              + " bytes with the header), file of "
              + source.length().getAsLong()
              + " bytes");
    }
  }

  private static TensorData readElements(Refusal refusal, Source source, Header header)
      throws IOException {
    int count = header.shape().arrayLength(refusal.operation());
    Object array =
        Elements.read(
            source.bytes(),
            source.length().isPresent(),
            header.type(),
            ByteOrder.BIG_ENDIAN,
            count);
    requireEnd(refusal, source, header);
    return TensorData.of(new TensorType(header.type().dtype(), header.shape()), array);
  }

  private static void requireEnd(Refusal refusal, Source source, Header header) throws IOException {
    if (!source.atEnd()) {
      throw refusal.of(
          "the file must end where its header announces",
          "more bytes after the elements of shape = " + header.shape());
    }
  }
}
