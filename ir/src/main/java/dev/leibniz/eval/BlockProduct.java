package dev.leibniz.eval;

/// Multiplies matrices by the block law, which the package documentation states.
@FunctionalInterface
public interface BlockProduct {
  /// Overwrites y[rows, n] with the product of a[rows, k] and b[k, n].
  void rows(View a, View b, View y, int rows, int n, int k);
}
