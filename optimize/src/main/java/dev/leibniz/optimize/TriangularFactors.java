package dev.leibniz.optimize;

/// A P = Q R together with Qᵀ b for one right-hand side b. Vectors are in the order of R's columns.
sealed interface TriangularFactors permits DenseFactors, SparseQr {
  /// The number of columns.
  int size();

  int rank();

  /// The leading elements of Qᵀ b, one for each column.
  double[] right();

  /// The x with the smallest ‖A P x − b‖; zero where R's diagonal counts as zero.
  double[] solve();

  /// The solution y of Rᵀ y = b.
  double[] solveTransposed(double[] b);

  /// R v.
  double[] times(double[] v);

  /// Rᵀ b.
  double[] transposedTimes(double[] b);

  /// The factors with s I below R and zeros below the right-hand side.
  Damped damped(double s);

  /// The vector in the order of the matrix's columns.
  double[] unpivot(double[] ordered);

  /// The triangle S with SᵀS = RᵀR + s² I.
  interface Damped {
    /// The x with the smallest ‖R x − right‖² + s² ‖x‖².
    double[] solve();

    /// The solution y of Sᵀ y = b.
    double[] solveTransposed(double[] b);
  }
}
