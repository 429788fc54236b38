package dev.leibniz.compile;

import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.eval.View;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/// The values of one run of a plan: per value an array and where in it the value begins, or a tape.
final class Frame {
  final @Nullable Object[] arrays;
  final int[] offsets;

  /// @param values the number of values
  Frame(int values) {
    arrays = new @Nullable Object[values];
    offsets = new int[values];
  }

  /// Forgets a value.
  void clear(int value) {
    arrays[value] = null;
  }

  /// The array of a value.
  Object array(int value) {
    Object array = arrays[value];
    if (array == null) {
      throw new IllegalStateException("value " + value + " is used before it is computed");
    }
    return array;
  }

  void set(int value, Object array, int offset) {
    arrays[value] = array;
    offsets[value] = offset;
  }

  /// A value in place.
  View view(int value, TensorType type) {
    return new View(type, array(value), offsets[value]);
  }

  /// A value by itself; a tensor that does not fill its array is copied.
  Value value(int value, Type type) {
    Object array = array(value);
    return switch (type) {
      case TensorType tensor -> {
        int length = tensor.shape().arrayLength("tensor");
        boolean fills = offsets[value] == 0 && Array.getLength(array) == length;
        Object own = fills ? array : tensor.dtype().newArray(length);
        if (!fills) {
          System.arraycopy(array, offsets[value], own, 0, length);
        }
        yield TensorData.of(tensor, own);
      }
      case TapeType tape -> (TapeData) array;
    };
  }

  /// Puts a value in.
  void put(int value, Value content) {
    switch (content) {
      case TensorData tensor -> set(value, tensor.array(), 0);
      case TapeData tape -> set(value, tape, 0);
    }
  }
}
