package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/// Elements of tensors as the bytes of a file.
final class Elements {
  private static final int CHUNK_BYTES = 1 << 16;

  private Elements() {}

  /// The number of bytes of a tensor in a file, exactly, however large its extents are.
  static BigInteger byteCount(StoredType type, long[] extents) {
    return LongStream.of(extents)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.valueOf(type.bytes()), BigInteger::multiply);
  }

  /// Reads `count` elements into a new array of the type's Java type.
  ///
  /// @param sizeKnown whether the caller has checked that the source holds that many; if not, the
  ///   array grows with what arrives, so that a false count takes no memory
  /// @throws EOFException if the source ends before
  static Object read(InputStream in, boolean sizeKnown, StoredType type, ByteOrder order, int count)
      throws IOException {
    int chunk = CHUNK_BYTES / type.bytes();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(order);
    int capacity = sizeKnown ? count : Math.min(count, chunk);
    Object array = type.dtype().newArray(capacity);
    int done = 0;
    while (done < count) {
      if (done == capacity) {
        capacity = (int) Math.min(count, 2L * capacity);
        Object larger = type.dtype().newArray(capacity);
        System.arraycopy(array, 0, larger, 0, done);
        array = larger;
      }
      int step = Math.min(chunk, capacity - done);
      int read = in.readNBytes(buffer.array(), 0, step * type.bytes());
      if (read < step * type.bytes()) {
        throw new EOFException(
            "ends after " + (done + read / type.bytes()) + " of " + count + " elements");
      }
      type.decode(buffer.position(0), array, done, step);
      done += step;
    }
    return array;
  }

  /// Writes the elements of a tensor in row-major order, little-endian; a boolean is one byte, 0 or
  /// 1.
  static void write(TensorData tensor, OutputStream out) throws IOException {
    int bytes = tensor.dtype().bytes();
    int chunk = CHUNK_BYTES / bytes;
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < tensor.length(); done += chunk) {
      int step = Math.min(chunk, tensor.length() - done);
      encode(tensor, done, step, buffer.position(0));
      out.write(buffer.array(), 0, step * bytes);
    }
  }

  private static void encode(TensorData tensor, int offset, int count, ByteBuffer to) {
    switch (tensor.dtype()) {
      case F32 -> to.asFloatBuffer().put(tensor.floats(), offset, count);
      case F64 -> to.asDoubleBuffer().put(tensor.doubles(), offset, count);
      case I32 -> to.asIntBuffer().put(tensor.ints(), offset, count);
      case I64 -> to.asLongBuffer().put(tensor.longs(), offset, count);
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          to.put((byte) (tensor.booleans()[offset + i] ? 1 : 0));
        }
      }
    }
  }
}
