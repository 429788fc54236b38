package dev.leibniz.integrate;

/// A randomised sequence of points, of which the first 2ᵏ fill the unit cube evenly.
sealed interface Points permits Sobol, Lattice {
  /// Writes the point with an index, each coordinate strictly between 0 and 1.
  void point(int index, double[] coordinates);
}
