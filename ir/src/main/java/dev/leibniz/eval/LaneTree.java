package dev.leibniz.eval;

/// The last part of a reduction by the law of sums: its lanes become one number. Compiled loops
/// call it.
public final class LaneTree {
  /// The number of lanes of `float` sums.
  public static final int FLOATS = 64;

  /// The number of lanes of `double` sums.
  public static final int DOUBLES = 32;

  private LaneTree() {}

  /// The sum of the first `width` lanes, which it overwrites.
  public static float sum(float[] lanes, int width) {
    return FloatReduce.tree(Fold.SUM, lanes, width);
  }

  /// The product of the first `width` lanes, which it overwrites.
  public static float product(float[] lanes, int width) {
    return FloatReduce.tree(Fold.PROD, lanes, width);
  }

  /// The largest of the first `width` lanes, which it overwrites.
  public static float max(float[] lanes, int width) {
    return FloatReduce.tree(Fold.MAX, lanes, width);
  }

  /// The smallest of the first `width` lanes, which it overwrites.
  public static float min(float[] lanes, int width) {
    return FloatReduce.tree(Fold.MIN, lanes, width);
  }

  /// The sum of the first `width` lanes, which it overwrites.
  public static double sum(double[] lanes, int width) {
    return DoubleReduce.tree(Fold.SUM, lanes, width);
  }

  /// The product of the first `width` lanes, which it overwrites.
  public static double product(double[] lanes, int width) {
    return DoubleReduce.tree(Fold.PROD, lanes, width);
  }

  /// The largest of the first `width` lanes, which it overwrites.
  public static double max(double[] lanes, int width) {
    return DoubleReduce.tree(Fold.MAX, lanes, width);
  }

  /// The smallest of the first `width` lanes, which it overwrites.
  public static double min(double[] lanes, int width) {
    return DoubleReduce.tree(Fold.MIN, lanes, width);
  }
}
