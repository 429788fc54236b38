package dev.leibniz.bytecode.runtime;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/// The array methods of the JDK as plain loops, so that they can be differentiated.
@SuppressWarnings("ReferenceEquality") // the same array, not an equal one
public final class ArrayMethods {
  private ArrayMethods() {}

  public static void fill(double[] array, double value) {
    for (int i = 0; i < array.length; i++) {
      array[i] = value;
    }
  }

  public static void fill(double[] array, int from, int to, double value) {
    for (int i = from; i < to; i++) {
      array[i] = value;
    }
  }

  public static double[] copyOf(double[] array, int length) {
    double[] copy = new double[length];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static double[] copyOfRange(double[] array, int from, int to) {
    int length = to - from;
    double[] copy = new double[length];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static double[] clone(double[] array) {
    int length = array.length;
    double[] copy = new double[length];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(double[] from, int start, double[] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static void fill(float[] array, float value) {
    for (int i = 0; i < array.length; i++) {
      array[i] = value;
    }
  }

  public static void fill(float[] array, int from, int to, float value) {
    for (int i = from; i < to; i++) {
      array[i] = value;
    }
  }

  public static float[] copyOf(float[] array, int length) {
    float[] copy = new float[length];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static float[] copyOfRange(float[] array, int from, int to) {
    int length = to - from;
    float[] copy = new float[length];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static float[] clone(float[] array) {
    int length = array.length;
    float[] copy = new float[length];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(float[] from, int start, float[] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static void fill(int[] array, int value) {
    for (int i = 0; i < array.length; i++) {
      array[i] = value;
    }
  }

  public static void fill(int[] array, int from, int to, int value) {
    for (int i = from; i < to; i++) {
      array[i] = value;
    }
  }

  public static int[] copyOf(int[] array, int length) {
    int[] copy = new int[length];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static int[] copyOfRange(int[] array, int from, int to) {
    int length = to - from;
    int[] copy = new int[length];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static int[] clone(int[] array) {
    int length = array.length;
    int[] copy = new int[length];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(int[] from, int start, int[] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static void fill(long[] array, long value) {
    for (int i = 0; i < array.length; i++) {
      array[i] = value;
    }
  }

  public static void fill(long[] array, int from, int to, long value) {
    for (int i = from; i < to; i++) {
      array[i] = value;
    }
  }

  public static long[] copyOf(long[] array, int length) {
    long[] copy = new long[length];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static long[] copyOfRange(long[] array, int from, int to) {
    int length = to - from;
    long[] copy = new long[length];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static long[] clone(long[] array) {
    int length = array.length;
    long[] copy = new long[length];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(long[] from, int start, long[] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static void fill(boolean[] array, boolean value) {
    for (int i = 0; i < array.length; i++) {
      array[i] = value;
    }
  }

  public static void fill(boolean[] array, int from, int to, boolean value) {
    for (int i = from; i < to; i++) {
      array[i] = value;
    }
  }

  public static boolean[] copyOf(boolean[] array, int length) {
    boolean[] copy = new boolean[length];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static boolean[] copyOfRange(boolean[] array, int from, int to) {
    int length = to - from;
    boolean[] copy = new boolean[length];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static boolean[] clone(boolean[] array) {
    int length = array.length;
    boolean[] copy = new boolean[length];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(boolean[] from, int start, boolean[] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static double[][] copyOf(double[][] array, int length) {
    double[][] copy = new double[length][];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static double[][] copyOfRange(double[][] array, int from, int to) {
    int length = to - from;
    double[][] copy = new double[length][];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static double[][] clone(double[][] array) {
    int length = array.length;
    double[][] copy = new double[length][];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(double[][] from, int start, double[][] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static int[][] copyOf(int[][] array, int length) {
    int[][] copy = new int[length][];
    int count = length < array.length ? length : array.length;
    for (int i = 0; i < count; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static int[][] copyOfRange(int[][] array, int from, int to) {
    int length = to - from;
    int[][] copy = new int[length][];
    int count = length < array.length - from ? length : array.length - from;
    for (int i = 0; i < count; i++) {
      copy[i] = array[from + i];
    }
    return copy;
  }

  public static int[][] clone(int[][] array) {
    int length = array.length;
    int[][] copy = new int[length][];
    for (int i = 0; i < length; i++) {
      copy[i] = array[i];
    }
    return copy;
  }

  public static void arraycopy(int[][] from, int start, int[][] to, int target, int count) {
    if (from == to && start < target) {
      for (int i = count - 1; i >= 0; i--) {
        to[target + i] = from[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[target + i] = from[start + i];
      }
    }
  }

  public static double[][] gridDouble(int rows, int columns) {
    double[][] grid = new double[rows][];
    for (int i = 0; i < rows; i++) {
      grid[i] = new double[columns];
    }
    return grid;
  }

  public static double[][][] cubeDouble(int planes, int rows, int columns) {
    double[][][] cube = new double[planes][][];
    for (int i = 0; i < planes; i++) {
      double[][] grid = new double[rows][];
      for (int j = 0; j < rows; j++) {
        grid[j] = new double[columns];
      }
      cube[i] = grid;
    }
    return cube;
  }

  public static float[][] gridFloat(int rows, int columns) {
    float[][] grid = new float[rows][];
    for (int i = 0; i < rows; i++) {
      grid[i] = new float[columns];
    }
    return grid;
  }

  public static float[][][] cubeFloat(int planes, int rows, int columns) {
    float[][][] cube = new float[planes][][];
    for (int i = 0; i < planes; i++) {
      float[][] grid = new float[rows][];
      for (int j = 0; j < rows; j++) {
        grid[j] = new float[columns];
      }
      cube[i] = grid;
    }
    return cube;
  }

  public static int[][] gridInt(int rows, int columns) {
    int[][] grid = new int[rows][];
    for (int i = 0; i < rows; i++) {
      grid[i] = new int[columns];
    }
    return grid;
  }

  public static int[][][] cubeInt(int planes, int rows, int columns) {
    int[][][] cube = new int[planes][][];
    for (int i = 0; i < planes; i++) {
      int[][] grid = new int[rows][];
      for (int j = 0; j < rows; j++) {
        grid[j] = new int[columns];
      }
      cube[i] = grid;
    }
    return cube;
  }

  public static long[][] gridLong(int rows, int columns) {
    long[][] grid = new long[rows][];
    for (int i = 0; i < rows; i++) {
      grid[i] = new long[columns];
    }
    return grid;
  }

  public static long[][][] cubeLong(int planes, int rows, int columns) {
    long[][][] cube = new long[planes][][];
    for (int i = 0; i < planes; i++) {
      long[][] grid = new long[rows][];
      for (int j = 0; j < rows; j++) {
        grid[j] = new long[columns];
      }
      cube[i] = grid;
    }
    return cube;
  }

  public static boolean[][] gridBoolean(int rows, int columns) {
    boolean[][] grid = new boolean[rows][];
    for (int i = 0; i < rows; i++) {
      grid[i] = new boolean[columns];
    }
    return grid;
  }

  public static boolean[][][] cubeBoolean(int planes, int rows, int columns) {
    boolean[][][] cube = new boolean[planes][][];
    for (int i = 0; i < planes; i++) {
      boolean[][] grid = new boolean[rows][];
      for (int j = 0; j < rows; j++) {
        grid[j] = new boolean[columns];
      }
      cube[i] = grid;
    }
    return cube;
  }

  /// Zeros in the shape of `array`.
  public static double[] zerosLike(double[] array) {
    return new double[array.length];
  }

  /// Zeros in the shape of `array`.
  public static double[][] zerosLike(double[][] array) {
    double[][] zeros = new double[array.length][];
    for (int i = 0; i < array.length; i++) {
      zeros[i] = new double[array[i].length];
    }
    return zeros;
  }

  /// Zeros in the shape of `array`.
  public static double[][][] zerosLike(double[][][] array) {
    double[][][] zeros = new double[array.length][][];
    for (int i = 0; i < array.length; i++) {
      double[][] grid = new double[array[i].length][];
      for (int j = 0; j < grid.length; j++) {
        grid[j] = new double[array[i][j].length];
      }
      zeros[i] = grid;
    }
    return zeros;
  }

  /// Zeros in the shape of `array`.
  public static double[] zerosLike(float[] array) {
    return new double[array.length];
  }

  /// Zeros in the shape of `array`.
  public static double[][] zerosLike(float[][] array) {
    double[][] zeros = new double[array.length][];
    for (int i = 0; i < array.length; i++) {
      zeros[i] = new double[array[i].length];
    }
    return zeros;
  }

  /// Zeros in the shape of `array`.
  public static double[][][] zerosLike(float[][][] array) {
    double[][][] zeros = new double[array.length][][];
    for (int i = 0; i < array.length; i++) {
      double[][] grid = new double[array[i].length][];
      for (int j = 0; j < grid.length; j++) {
        grid[j] = new double[array[i][j].length];
      }
      zeros[i] = grid;
    }
    return zeros;
  }

  /// Adds `from` to `to`, element by element.
  public static void add(double[] to, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  public static void setAll(double[] array, IntToDoubleFunction f) {
    for (int i = 0; i < array.length; i++) {
      array[i] = f.applyAsDouble(i);
    }
  }

  public static void setAll(int[] array, IntUnaryOperator f) {
    for (int i = 0; i < array.length; i++) {
      array[i] = f.applyAsInt(i);
    }
  }

  public static void setAll(long[] array, IntToLongFunction f) {
    for (int i = 0; i < array.length; i++) {
      array[i] = f.applyAsLong(i);
    }
  }

  /// Heapsort: Williams, "Algorithm 232" (1964). It orders as the JDK does, −0 before 0 and NaN
  /// last; of equal elements each keeps its own derivative.
  public static void sort(double[] array) {
    for (int i = array.length / 2 - 1; i >= 0; i--) {
      sink(array, i, array.length);
    }
    for (int last = array.length - 1; last > 0; last--) {
      double largest = array[0];
      array[0] = array[last];
      array[last] = largest;
      sink(array, 0, last);
    }
  }

  private static void sink(double[] heap, int from, int size) {
    int parent = from;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && Double.compare(heap[child + 1], heap[child]) > 0) {
        child++;
      }
      if (Double.compare(heap[child], heap[parent]) <= 0) {
        return;
      }
      double above = heap[parent];
      heap[parent] = heap[child];
      heap[child] = above;
      parent = child;
    }
  }
}
