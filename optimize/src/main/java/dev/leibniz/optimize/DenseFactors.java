package dev.leibniz.optimize;

import java.util.Arrays;

/// Householder's factors with a right-hand side.
///
/// @param factors A P = Q R
/// @param right the leading elements of Qᵀ b
@SuppressWarnings("ArrayRecordComponent") // never compared
record DenseFactors(HouseholderQr factors, double[] right) implements TriangularFactors {
  /// Of a matrix given row by row.
  static DenseFactors of(double[][] matrix, int columns, double[] right) {
    HouseholderQr factors = HouseholderQr.of(matrix, columns);
    return new DenseFactors(factors, Arrays.copyOf(factors.transposeTimes(right), columns));
  }

  @Override
  public int size() {
    return right.length;
  }

  @Override
  public int rank() {
    return factors.rank();
  }

  @Override
  public double[] solve() {
    return Arrays.copyOf(factors.solve(right, factors.rank()), right.length);
  }

  @Override
  public double[] solveTransposed(double[] b) {
    return factors.solveTransposed(b, b.length);
  }

  @Override
  public double[] times(double[] v) {
    double[] result = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      for (int j = i; j < v.length; j++) {
        result[i] = Math.fma(factors.r(i, j), v[j], result[i]);
      }
    }
    return result;
  }

  @Override
  public double[] transposedTimes(double[] b) {
    double[] result = new double[b.length];
    for (int j = 0; j < result.length; j++) {
      for (int i = 0; i <= j; i++) {
        result[j] = Math.fma(factors.r(i, j), b[i], result[j]);
      }
    }
    return result;
  }

  @Override
  public Damped damped(double s) {
    return new DampedTriangle(factors, right, s);
  }

  @Override
  public double[] unpivot(double[] ordered) {
    return factors.unpivot(ordered);
  }
}
