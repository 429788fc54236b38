package dev.leibniz.optimize;

/// Sums of products as if computed with twice the digits and then rounded.
///
/// Source: Ogita, Rump, Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26 (2005),
/// algorithm 5.3 (Dot2): |result − exact| ≤ ε |exact| + n² ε² Σ|aᵢ bᵢ|, products by fused
/// multiply-add.
final class Compensated {
  private double sum;
  private double error;

  /// Adds a number.
  Compensated plus(double value) {
    double total = sum + value;
    double part = total - sum;
    error += (sum - (total - part)) + (value - part);
    sum = total;
    return this;
  }

  /// Adds a product, rounding nothing away of it.
  Compensated plusProduct(double a, double b) {
    double product = a * b;
    error += Math.fma(a, b, -product);
    return plus(product);
  }

  double value() {
    return sum + error;
  }

  static double sumOfSquares(double[] values) {
    Compensated total = new Compensated();
    for (double value : values) {
      total.plusProduct(value, value);
    }
    return total.value();
  }
}
