package dev.leibniz.bytecode.runtime;

/// Sets of arguments, the bits of a long, beside arrays of numbers.
public final class ArgumentSets {
  private ArgumentSets() {}

  /// Empty sets in the shape of `array`.
  public static long[] emptyLike(double[] array) {
    return new long[array.length];
  }

  /// Empty sets in the shape of `array`.
  public static long[] emptyLike(float[] array) {
    return new long[array.length];
  }

  /// Empty sets in the shape of `array`.
  public static long[][] emptyLike(double[][] array) {
    long[][] sets = new long[array.length][];
    for (int i = 0; i < array.length; i++) {
      sets[i] = emptyLike(array[i]);
    }
    return sets;
  }

  /// Empty sets in the shape of `array`.
  public static long[][] emptyLike(float[][] array) {
    long[][] sets = new long[array.length][];
    for (int i = 0; i < array.length; i++) {
      sets[i] = emptyLike(array[i]);
    }
    return sets;
  }

  /// Empty sets in the shape of `array`.
  public static long[][][] emptyLike(double[][][] array) {
    long[][][] sets = new long[array.length][][];
    for (int i = 0; i < array.length; i++) {
      sets[i] = emptyLike(array[i]);
    }
    return sets;
  }

  /// Empty sets in the shape of `array`.
  public static long[][][] emptyLike(float[][][] array) {
    long[][][] sets = new long[array.length][][];
    for (int i = 0; i < array.length; i++) {
      sets[i] = emptyLike(array[i]);
    }
    return sets;
  }

  /// The same set for each element of `array`.
  public static long[] filledLike(double[] array, long set) {
    long[] sets = new long[array.length];
    java.util.Arrays.fill(sets, set);
    return sets;
  }

  /// The arguments in any of the sets.
  public static long union(long[] sets) {
    long union = 0;
    for (long set : sets) {
      union |= set;
    }
    return union;
  }

  /// The arguments in any of the sets.
  public static long union(long[][] sets) {
    long union = 0;
    for (long[] row : sets) {
      union |= union(row);
    }
    return union;
  }

  /// The arguments in any of the sets.
  public static long union(long[][][] sets) {
    long union = 0;
    for (long[][] grid : sets) {
      union |= union(grid);
    }
    return union;
  }
}
