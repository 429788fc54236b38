package dev.leibniz.integrate;

/// What an integrand does near a point where an integration had trouble.
final class Ends {
  private static final int PROBES = 12;

  private Ends() {}

  /// The power p of |f| ~ δ^(−p) at distance δ → 0 from the point, on the side of the sign; −∞
  /// where it cannot be told.
  static double power(Sampler sampler, double point, int sign, double scale) {
    double least = Math.max(1024 * Math.ulp(point), 1e-250);
    double reach = Math.min(scale, 1) * 0.01;
    double factor = Math.pow(Math.max(least / reach, 1e-12), 1.0 / PROBES);
    return slope(sampler, point, sign, reach, factor);
  }

  /// The power p of |f| ~ δ^(−p) at distance δ → ∞; +∞ where it cannot be told.
  static double decay(Sampler sampler, double edge, int sign) {
    double power = slope(sampler, edge, sign, 1024 * Math.max(1, Math.abs(edge)), 8);
    return power == Double.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : power;
  }

  private static double slope(
      Sampler sampler, double point, int sign, double start, double factor) {
    double[] sizes = new double[PROBES];
    double distance = start;
    for (int i = 0; i < PROBES; i++, distance *= factor) {
      if (!sampler.affords(1)) {
        return Double.NEGATIVE_INFINITY;
      }
      sizes[i] = Math.abs(sampler.raw(point + sign * distance));
      if (!(sizes[i] > 0 && sizes[i] <= Double.MAX_VALUE)) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    double total = Math.log(sizes[PROBES - 1] / sizes[PROBES - 4]);
    return -total / (3 * Math.log(factor));
  }

  /// Where |f| is largest between two points, by golden-section search.
  static double peak(Sampler sampler, double from, double to) {
    double shrink = 0.5 * (Math.sqrt(5) - 1);
    double low = from;
    double high = to;
    double left = high - shrink * (high - low);
    double right = low + shrink * (high - low);
    double leftSize = size(sampler, left);
    double rightSize = size(sampler, right);
    while (high - low > 4 * Math.ulp(high) && high - low > 4 * Math.ulp(low)) {
      if (!sampler.affords(1)) {
        break;
      }
      if (leftSize > rightSize) {
        high = right;
        right = left;
        rightSize = leftSize;
        left = high - shrink * (high - low);
        leftSize = size(sampler, left);
      } else {
        low = left;
        left = right;
        leftSize = rightSize;
        right = low + shrink * (high - low);
        rightSize = size(sampler, right);
      }
    }
    return leftSize > rightSize ? left : right;
  }

  private static double size(Sampler sampler, double x) {
    double size = Math.abs(sampler.raw(x));
    return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
  }
}
