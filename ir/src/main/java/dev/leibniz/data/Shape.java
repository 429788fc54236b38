package dev.leibniz.data;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.SizeException;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/// The extents of a tensor, one per axis; `[]` is the shape of a single number.
///
/// Extents are `long` and their product is exact: a shape may describe more elements than one Java
/// array can hold, and only making such an array is refused.
public final class Shape {
  private static final Shape SCALAR = new Shape(new long[0]);

  private final long[] extents;

  private Shape(long[] extents) {
    this.extents = extents;
  }

  /// The shape of a single number.
  public static Shape scalar() {
    return SCALAR;
  }

  /// A shape with the given extents.
  ///
  /// @throws ArgumentException if an extent is negative
  public static Shape of(long... extents) {
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] < 0) {
        throw new ArgumentException(
            Explanation.of("shape", "extents must not be negative")
                .got("axis " + axis + " = " + extents[axis]));
      }
    }
    return new Shape(extents.clone());
  }

  /// A shape with the given extents.
  public static Shape of(int[] extents) {
    return of(IntStream.of(extents).asLongStream().toArray());
  }

  /// A shape with the given extents.
  public static Shape of(List<Long> extents) {
    return of(extents.stream().mapToLong(Long::longValue).toArray());
  }

  /// The number of axes.
  public int rank() {
    return extents.length;
  }

  /// The extent of an axis, counted from 0.
  public long extent(int axis) {
    return extents[axis];
  }

  /// The extents, as a copy.
  public long[] toArray() {
    return extents.clone();
  }

  /// The number of elements, the exact product of the extents.
  ///
  /// @throws SizeException if the product exceeds a `long`
  public long elements() {
    long product = 1;
    for (long extent : extents) {
      if (extent == 0) {
        return 0;
      }
    }
    for (long extent : extents) {
      long high = Math.multiplyHigh(product, extent);
      product *= extent;
      if (high != 0 || product < 0) {
        throw new SizeException(
            Explanation.of("shape", "the number of elements must fit into 63 bits")
                .got("shape = " + this));
      }
    }
    return product;
  }

  /// The number of elements as the length of one Java array.
  ///
  /// @param operation the operation that needs the array, for the message
  /// @throws SizeException if there are more than 2³¹ − 1 elements
  public int arrayLength(String operation) {
    long elements = elements();
    if (elements > Integer.MAX_VALUE) {
      throw new SizeException(
          Explanation.of(operation, "a materialised array holds at most 2147483647 elements")
              .got("shape = " + this + " (" + elements + " elements)")
              .fix("work on slices or batches of it"));
    }
    return (int) elements;
  }

  /// An axis counted from 0, where −1 means the last one.
  ///
  /// @param operation the operation that names the axis, for the message
  /// @throws ShapeException if there is no such axis
  public int axis(String operation, int axis) {
    int counted = axis < 0 ? axis + rank() : axis;
    if (counted < 0 || counted >= rank()) {
      throw new ShapeException(
          Explanation.of(operation, "the axis must be one of the shape's")
              .got("axis = " + axis + ", shape = " + this)
              .fix(
                  rank() == 0
                      ? "a single number has no axes; leave the axis out"
                      : "use an axis from 0 to "
                          + (rank() - 1)
                          + ", or from -"
                          + rank()
                          + " to -1"));
    }
    return counted;
  }

  /// The same with an axis of the given size put before axis `axis`.
  public Shape insert(int axis, long size) {
    long[] result = new long[rank() + 1];
    System.arraycopy(extents, 0, result, 0, axis);
    result[axis] = size;
    System.arraycopy(extents, axis, result, axis + 1, rank() - axis);
    return of(result);
  }

  /// The same without axis `axis`.
  public Shape remove(int axis) {
    long[] result = new long[rank() - 1];
    System.arraycopy(extents, 0, result, 0, axis);
    System.arraycopy(extents, axis + 1, result, axis, rank() - axis - 1);
    return new Shape(result);
  }

  /// The same with another extent of axis `axis`.
  public Shape with(int axis, long size) {
    long[] result = extents.clone();
    result[axis] = size;
    return of(result);
  }

  /// The axes from `from` (inclusive) to `to` (exclusive).
  public Shape slice(int from, int to) {
    return new Shape(Arrays.copyOfRange(extents, from, to));
  }

  /// This shape's axes followed by another's.
  public Shape append(Shape other) {
    long[] result = Arrays.copyOf(extents, rank() + other.rank());
    System.arraycopy(other.extents, 0, result, rank(), other.rank());
    return new Shape(result);
  }

  /// The distance in a row-major array between neighbours along each axis.
  public long[] strides() {
    long[] strides = new long[rank()];
    long stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= extents[axis];
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /// The extents as `[3, 4]`.
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (long extent : extents) {
      text.add(Long.toString(extent));
    }
    return text.toString();
  }
}
