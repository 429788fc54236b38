package dev.leibniz.bytecode.runtime;

/// Numbers and arrays in one vector, one after the other. Lifted, so that it can be differentiated.
public final class Packing {
  private Packing() {}

  /// Puts a number at `offset` and gives the next free place.
  public static int put(double[] all, int offset, double value) {
    all[offset] = value;
    return offset + 1;
  }

  /// Puts an array from `offset` on and gives the next free place.
  public static int put(double[] all, int offset, double[] values) {
    for (int i = 0; i < values.length; i++) {
      all[offset + i] = values[i];
    }
    return offset + values.length;
  }

  /// Puts a matrix from `offset` on, row by row, and gives the next free place.
  public static int put(double[] all, int offset, double[][] rows) {
    int next = offset;
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      for (int j = 0; j < row.length; j++) {
        all[next + j] = row[j];
      }
      next += row.length;
    }
    return next;
  }

  /// How many places a number takes.
  public static int size(double value) {
    return 1;
  }

  /// How many places an array takes.
  public static int size(double[] values) {
    return values.length;
  }

  /// How many places a matrix takes.
  public static int size(double[][] rows) {
    int size = 0;
    for (int i = 0; i < rows.length; i++) {
      size += rows[i].length;
    }
    return size;
  }

  /// The number at `offset`.
  public static double take(double[] all, int offset, double like) {
    return all[offset];
  }

  /// The array of the length of `like` at `offset`.
  public static double[] take(double[] all, int offset, double[] like) {
    double[] values = new double[like.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[offset + i];
    }
    return values;
  }

  /// The matrix of the shape of `like` at `offset`.
  public static double[][] take(double[] all, int offset, double[][] like) {
    double[][] rows = new double[like.length][];
    int next = offset;
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[like[i].length];
      for (int j = 0; j < row.length; j++) {
        row[j] = all[next + j];
      }
      next += row.length;
      rows[i] = row;
    }
    return rows;
  }

  /// Adds what stands at `offset` to an array.
  public static void add(double[] all, int offset, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += all[offset + i];
    }
  }

  /// Adds what stands at `offset` to a matrix.
  public static void add(double[] all, int offset, double[][] to) {
    int next = offset;
    for (int i = 0; i < to.length; i++) {
      double[] row = to[i];
      for (int j = 0; j < row.length; j++) {
        row[j] += all[next + j];
      }
      next += row.length;
    }
  }

  /// The sum of two vectors.
  public static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  /// A vector times a number.
  public static double[] scale(double[] a, double factor) {
    double[] scaled = new double[a.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = a[i] * factor;
    }
    return scaled;
  }

  /// The scalar product.
  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
