package dev.leibniz.learn.file;

import dev.leibniz.data.DType;
import java.nio.ByteBuffer;

/// How a file stores one element, and the type that it becomes: small integers widen to i32,
/// unsigned 32-bit ones to i64, half floats to f32. Every stored value but a pixel's is kept
/// exactly.
enum StoredType {
  BOOL(1, DType.BOOL),
  I8(1, DType.I32),
  U8(1, DType.I32),
  I16(2, DType.I32),
  U16(2, DType.I32),
  I32(4, DType.I32),
  U32(4, DType.I64),
  I64(8, DType.I64),
  F16(2, DType.F32),
  BF16(2, DType.F32),
  F32(4, DType.F32),
  F64(8, DType.F64),
  /// A grey value from 0 to 255, read as a float from 0 to 1: the value / 255, correctly rounded.
  PIXEL(1, DType.F32);

  private final int bytes;
  private final DType dtype;

  StoredType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /// The size of one element in the file.
  int bytes() {
    return bytes;
  }

  /// The type of the elements once they are read.
  DType dtype() {
    return dtype;
  }

  /// How elements of a type are written: as they are.
  static StoredType of(DType dtype) {
    return switch (dtype) {
      case F32 -> F32;
      case F64 -> F64;
      case I32 -> I32;
      case I64 -> I64;
      case BOOL -> BOOL;
    };
  }

  /// Reads `count` elements from the buffer's position, in the buffer's byte order, into `array`
  /// from `offset` on.
  void decode(ByteBuffer from, Object array, int offset, int count) {
    switch (dtype) {
      case F32 -> decodeFloats(from, (float[]) array, offset, count);
      case F64 -> from.asDoubleBuffer().get((double[]) array, offset, count);
      case I32 -> decodeInts(from, (int[]) array, offset, count);
      case I64 -> decodeLongs(from, (long[]) array, offset, count);
      case BOOL -> {
        boolean[] booleans = (boolean[]) array;
        for (int i = 0; i < count; i++) {
          booleans[offset + i] = from.get() != 0;
        }
      }
    }
  }

  private void decodeFloats(ByteBuffer from, float[] to, int offset, int count) {
    if (this == F32) {
      from.asFloatBuffer().get(to, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[offset + i] =
          this == PIXEL
              ? Byte.toUnsignedInt(from.get()) / 255f
              : this == F16
                  ? Float.float16ToFloat(from.getShort())
                  : Float.intBitsToFloat(from.getShort() << 16);
    }
  }

  private void decodeInts(ByteBuffer from, int[] to, int offset, int count) {
    if (this == I32) {
      from.asIntBuffer().get(to, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[offset + i] =
          bytes == 2
              ? this == I16 ? from.getShort() : Short.toUnsignedInt(from.getShort())
              : this == I8 ? from.get() : Byte.toUnsignedInt(from.get());
    }
  }

  private void decodeLongs(ByteBuffer from, long[] to, int offset, int count) {
    if (this == I64) {
      from.asLongBuffer().get(to, offset, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      to[offset + i] = Integer.toUnsignedLong(from.getInt());
    }
  }
}
