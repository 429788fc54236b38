package dev.leibniz.optimize;

/// The Jacobian of residuals, a row for each residual and a column for each parameter.
sealed interface ResidualMatrix permits DenseRows, SparseRows {
  int rows();

  int columns();

  /// The matrix with each row times a number.
  ResidualMatrix scaled(double[] factors);

  /// The Euclidean norms of the columns.
  double[] columnNorms();

  /// Adds the matrix times v to a sum.
  void addProduct(double[] v, double[] sum);

  /// Adds Σ |aᵢⱼ vⱼ| to each element of a sum.
  void addAbsoluteProduct(double[] v, double[] sum);

  /// The transposed matrix times w, in compensated sums.
  double[] transposedTimes(double[] w);

  /// The QR factors of the columns that are not left out, each divided by its scale, with a
  /// right-hand side.
  TriangularFactors factors(boolean[] leftOut, double[] scale, double[] right);

  /// How well the matrix determines the parameters.
  Determination determination();

  /// How well a matrix A determines parameters.
  ///
  /// @param rank of A
  /// @param inverse (AᵀA)⁻¹ with infinities for what is not determined; empty for sparse matrices,
  ///   whose inverse is dense
  /// @param diagonal its diagonal
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Determination(int rank, double[][] inverse, double[] diagonal) {}
}
