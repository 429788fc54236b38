package dev.leibniz.data;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.lang.reflect.Array;

/// The elements of a tensor: a Java array in row-major order, and its type.
///
/// The array is shared, not copied; whoever makes one from an array gives the array away.
/// Everything outside the engine sees copies only.
public final class TensorData implements Value {
  private final TensorType type;
  private final Object array;

  private TensorData(TensorType type, Object array) {
    this.type = type;
    this.array = array;
  }

  /// The elements in `array`, which is given away by the caller.
  ///
  /// @throws ArgumentException if the array is not of the type's element type and number of
  ///   elements
  public static TensorData of(TensorType type, Object array) {
    int length = type.shape().arrayLength("tensor");
    if (!array.getClass().equals(type.dtype().newArray(0).getClass())
        || Array.getLength(array) != length) {
      throw new ArgumentException(
          Explanation.of("tensor", "the array must hold the elements that the type names")
              .got(
                  "type = "
                      + type
                      + " ("
                      + length
                      + " elements), array = "
                      + array.getClass().getSimpleName()
                      + " of length "
                      + Array.getLength(array)));
    }
    return new TensorData(type, array);
  }

  /// A tensor of zeros (`false` for [DType#BOOL]).
  public static TensorData zeros(TensorType type) {
    return new TensorData(type, type.dtype().newArray(type.shape().arrayLength("tensor")));
  }

  @Override
  public TensorType type() {
    return type;
  }

  /// The element type.
  public DType dtype() {
    return type.dtype();
  }

  /// The shape.
  public Shape shape() {
    return type.shape();
  }

  /// The number of elements.
  public int length() {
    return Array.getLength(array);
  }

  /// The array itself, of the Java type that the element type names.
  public Object array() {
    return array;
  }

  /// The array of an [DType#F32] tensor.
  public float[] floats() {
    return (float[]) array;
  }

  /// The array of an [DType#F64] tensor.
  public double[] doubles() {
    return (double[]) array;
  }

  /// The array of an [DType#I32] tensor.
  public int[] ints() {
    return (int[]) array;
  }

  /// The array of an [DType#I64] tensor.
  public long[] longs() {
    return (long[]) array;
  }

  /// The array of a [DType#BOOL] tensor.
  public boolean[] booleans() {
    return (boolean[]) array;
  }

  /// The same elements under another shape with as many elements; the array is shared.
  public TensorData withShape(Shape shape) {
    return of(type.withShape(shape), array);
  }

  /// Whether both have the same array.
  @SuppressWarnings("ReferenceEquality") // the same memory is meant
  public boolean sharesWith(Value other) {
    return other instanceof TensorData data && data.array == array;
  }

  /// Element `index` in row-major order as a `double`; a boolean is 0 or 1.
  public double elementAsDouble(int index) {
    return switch (dtype()) {
      case F32 -> floats()[index];
      case F64 -> doubles()[index];
      case I32 -> ints()[index];
      case I64 -> longs()[index];
      case BOOL -> booleans()[index] ? 1 : 0;
    };
  }

  /// The type, and the elements where there are few.
  @Override
  public String toString() {
    if (length() > 16) {
      return type.toString();
    }
    StringBuilder text = new StringBuilder(type.toString()).append('{');
    for (int i = 0; i < length(); i++) {
      text.append(i == 0 ? "" : ", ").append(Array.get(array, i));
    }
    return text.append('}').toString();
  }
}
