package dev.leibniz.integrate;

/// A number as the sum of two doubles, to about 32 digits. Source: Dekker, A floating-point
/// technique for extending the available precision (1971).
///
/// @param high the number rounded
/// @param low the rest
record Twin(double high, double low) {
  static final Twin ONE = of(1);

  static Twin of(double value) {
    return new Twin(value, 0);
  }

  /// a + b without error.
  static Twin sum(double a, double b) {
    double sum = a + b;
    double part = sum - a;
    return new Twin(sum, (a - (sum - part)) + (b - part));
  }

  /// a · b without error.
  static Twin product(double a, double b) {
    double product = a * b;
    return new Twin(product, Math.fma(a, b, -product));
  }

  Twin plus(double other) {
    Twin sum = sum(high, other);
    return sum(sum.high, sum.low + low);
  }

  Twin plus(Twin other) {
    Twin sum = sum(high, other.high);
    return sum(sum.high, sum.low + low + other.low);
  }

  Twin times(double factor) {
    Twin product = product(high, factor);
    return sum(product.high, Math.fma(low, factor, product.low));
  }

  Twin times(Twin other) {
    Twin product = product(high, other.high);
    return sum(product.high, product.low + (high * other.low + low * other.high));
  }

  Twin over(Twin divisor) {
    double first = high / divisor.high;
    Twin rest = plus(divisor.times(-first));
    double second = rest.high / divisor.high;
    Twin last = rest.plus(divisor.times(-second));
    return sum(first, second).plus(last.high / divisor.high);
  }

  Twin root() {
    double first = Math.sqrt(high);
    Twin rest = plus(product(first, first).times(-1));
    return sum(first, rest.high / (2 * first));
  }
}
