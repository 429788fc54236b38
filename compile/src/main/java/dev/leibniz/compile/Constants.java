package dev.leibniz.compile;

import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Literal;
import java.util.Arrays;

/// Constants in memory.
final class Constants {
  private Constants() {}

  /// A constant with all of its elements.
  static Value of(Literal literal) {
    return switch (literal.type()) {
      case TapeType tape -> TapeData.empty(tape);
      case TensorType type -> {
        TensorData data = TensorData.zeros(type);
        fill(data.array(), 0, data.length(), literal, type);
        yield data;
      }
    };
  }

  /// Writes a constant into a part of an array.
  static void fill(Object array, int from, int to, Literal literal, TensorType type) {
    switch (type.dtype()) {
      case F32 -> Arrays.fill((float[]) array, from, to, literal.value().floatValue());
      case F64 -> Arrays.fill((double[]) array, from, to, literal.value().doubleValue());
      case I32 -> Arrays.fill((int[]) array, from, to, literal.value().intValue());
      case I64 -> Arrays.fill((long[]) array, from, to, literal.value().longValue());
      case BOOL -> Arrays.fill((boolean[]) array, from, to, literal.value().longValue() != 0);
    }
  }
}
