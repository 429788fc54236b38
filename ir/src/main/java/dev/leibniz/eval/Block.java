package dev.leibniz.eval;

import dev.leibniz.data.DType;

/// A run of elements of one type that a [BlockScalar] computes with.
///
/// @param dtype the element type
/// @param array the elements, in an array of that type
record Block(DType dtype, Object array) {
  float[] floats() {
    return (float[]) array;
  }

  double[] doubles() {
    return (double[]) array;
  }

  int[] ints() {
    return (int[]) array;
  }

  long[] longs() {
    return (long[]) array;
  }

  boolean[] booleans() {
    return (boolean[]) array;
  }
}
