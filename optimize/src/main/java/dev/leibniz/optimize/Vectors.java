package dev.leibniz.optimize;

/// Vectors of doubles.
final class Vectors {
  private static final double SMALL_SQUARE = 0x1p-900;
  private static final double LARGE_SQUARE = 0x1p900;

  private Vectors() {}

  /// aᵀ·b in four partial sums, which a processor adds at the same time.
  static double dot(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int whole = a.length & -4;
    for (int i = 0; i < whole; i += 4) {
      first = Math.fma(a[i], b[i], first);
      second = Math.fma(a[i + 1], b[i + 1], second);
      third = Math.fma(a[i + 2], b[i + 2], third);
      fourth = Math.fma(a[i + 3], b[i + 3], fourth);
    }
    double sum = (first + second) + (third + fourth);
    for (int i = whole; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  /// The Euclidean norm, scaled where squares would overflow or underflow.
  static double norm(double[] a) {
    double square = dot(a, a);
    return square > SMALL_SQUARE && square < LARGE_SQUARE ? Math.sqrt(square) : scaledNorm(a);
  }

  private static double scaledNorm(double[] a) {
    double largest = 0;
    for (double each : a) {
      if (!(Math.abs(each) <= largest)) {
        largest = Math.abs(each);
      }
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double each : a) {
      double scaled = each / largest;
      sum = Math.fma(scaled, scaled, sum);
    }
    return largest * Math.sqrt(sum);
  }

  /// x + t·d.
  static double[] moved(double[] x, double t, double[] d) {
    double[] moved = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      moved[i] = Math.fma(t, d[i], x[i]);
    }
    return moved;
  }

  /// Adds t·d to x.
  static void move(double[] x, double t, double[] d) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(t, d[i], x[i]);
    }
  }

  static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  static double[] scaled(double[] a, double factor) {
    double[] scaled = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      scaled[i] = factor * a[i];
    }
    return scaled;
  }
}
