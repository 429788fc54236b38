package dev.leibniz.integrate;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The weights of Clenshaw–Curtis rules on [−1, 1], whose points are cos(jπ/n).
///
/// w_j = c_j/n · (1 − Σ_{k=1}^{n/2} b_k/(4k² − 1) cos(2jkπ/n)) with c = 1 at the ends and 2
/// between, b = 1 for k = n/2 and 2 before. Source: Waldvogel, Fast construction of the Fejér and
/// Clenshaw–Curtis quadrature rules (2006), (2.4).
final class ChebyshevWeights {
  /// At most a dozen sizes are ever asked for through the cache: the powers of two of [Waves].
  private static final ConcurrentMap<Integer, double[]> KNOWN = new ConcurrentHashMap<>();

  private ChebyshevWeights() {}

  /// The cached weights of the rule with n + 1 points, not to be changed.
  static double[] of(int n) {
    return KNOWN.computeIfAbsent(n, ChebyshevWeights::make);
  }

  /// The weights of the rule with n + 1 points, n at least 1.
  static double[] make(int n) {
    double[] cosines = new double[2 * n];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Math.cos(i * Math.PI / n);
    }
    double[] weights = new double[n + 1];
    for (int j = 0; 2 * j <= n; j++) {
      double sum = 0;
      for (int k = n / 2; k > 0; k--) {
        double share = 2 * k == n ? 1 : 2;
        sum += share / (4.0 * k * k - 1) * cosines[(int) (2L * j * k % (2L * n))];
      }
      double weight = (j == 0 ? 1 : 2) * (1 - sum) / n;
      weights[j] = weight;
      weights[n - j] = weight;
    }
    return weights;
  }
}
