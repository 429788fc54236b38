package dev.leibniz.bench.byhand;

/// A function and its gradient by hand.
public interface WithGradient {
  /// The function.
  double value(double[] x);

  /// Its gradient.
  double[] gradient(double[] x);
}
