package dev.leibniz.optimize;

/// Vectors of doubles.
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  /// The Euclidean norm, scaled against overflow.
  static double norm(double[] a) {
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
