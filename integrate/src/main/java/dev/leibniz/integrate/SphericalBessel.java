package dev.leibniz.integrate;

/// Spherical Bessel functions of the first kind.
final class SphericalBessel {
  private static final int EXTRA = 60;

  private SphericalBessel() {}

  /// j_0(x) to j_{count − 1}(x), for x other than zero. Upward recurrence while the order is under
  /// |x|, where it is stable, else downward from far above and scaled (Miller).
  static double[] upTo(int count, double x) {
    double[] values = new double[count];
    double first = Math.sin(x) / x;
    double second = first / x - Math.cos(x) / x;
    if (Math.abs(x) > count) {
      values[0] = first;
      values[1] = second;
      for (int k = 1; k + 1 < count; k++) {
        values[k + 1] = (2 * k + 1) / x * values[k] - values[k - 1];
      }
      return values;
    }
    double above = 0;
    double current = 1e-290;
    for (int k = count + EXTRA; k > 0; k--) {
      double below = (2 * k + 1) / x * current - above;
      above = current;
      current = below;
      if (k - 1 < count) {
        values[k - 1] = current;
      }
      if (Math.abs(current) > 1e200) {
        current *= 1e-200;
        above *= 1e-200;
        for (int i = k - 1; i < count; i++) {
          values[i] *= 1e-200;
        }
      }
    }
    boolean useFirst = Math.abs(first) > Math.abs(second);
    double scale = useFirst ? first / values[0] : second / values[1];
    for (int k = 0; k < count; k++) {
      values[k] *= scale;
    }
    return values;
  }
}
