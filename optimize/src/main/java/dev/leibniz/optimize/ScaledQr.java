package dev.leibniz.optimize;

import java.util.Arrays;

/// The QR factors of a matrix whose columns have been brought to norms between ½ and 1, so that the
/// rank does not depend on the units of the parameters. The scales are powers of two: scaling
/// rounds nothing.
final class ScaledQr {
  private static final double DETERMINED = 1e-8;

  private final HouseholderQr factors;
  private final double[] scales;
  private final int rank;

  private ScaledQr(HouseholderQr factors, double[] scales) {
    this.factors = factors;
    this.scales = scales;
    rank = factors.rank();
  }

  /// The factors of a matrix given row by row.
  static ScaledQr of(double[][] matrix, int columnCount) {
    int rows = Math.max(matrix.length, columnCount);
    double[][] columns = new double[columnCount][rows];
    double[] scales = new double[columnCount];
    for (int j = 0; j < columnCount; j++) {
      for (int i = 0; i < matrix.length; i++) {
        columns[j][i] = matrix[i][j];
      }
      double norm = HouseholderQr.norm(columns[j], 0);
      scales[j] = norm == 0 ? 1 : powerOfTwo(-Math.getExponent(norm) - 1);
      for (int i = 0; i < matrix.length; i++) {
        columns[j][i] *= scales[j];
      }
    }
    return new ScaledQr(HouseholderQr.ofColumns(columns, rows), scales);
  }

  private static double powerOfTwo(int exponent) {
    return Math.scalb(1.0, Math.clamp(exponent, Double.MIN_EXPONENT + 1, Double.MAX_EXPONENT - 1));
  }

  HouseholderQr factors() {
    return factors;
  }

  /// What column `j` was multiplied by.
  double scale(int j) {
    return scales[j];
  }

  int rank() {
    return rank;
  }

  /// (AᵀA)⁻¹, from R alone: R⁻¹R⁻ᵀ in the order and scale of A's columns. Where A has not full
  /// rank, the rows and columns of the parameters that A x does not determine hold infinities.
  double[][] inverseNormalMatrix() {
    int n = factors.size();
    boolean[] determined = determined();
    double[][] inverse = new double[rank][];
    for (int k = 0; k < rank; k++) {
      double[] unit = new double[rank];
      unit[k] = 1;
      inverse[k] = factors.solve(unit, rank);
    }
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double element =
            determined[i] && determined[j] ? product(inverse, i, j) : Double.POSITIVE_INFINITY;
        int row = factors.pivot(i);
        int column = factors.pivot(j);
        result[row][column] = element * scales[row] * scales[column];
        result[column][row] = result[row][column];
      }
    }
    return result;
  }

  private double product(double[][] inverse, int i, int j) {
    double sum = 0;
    for (int k = Math.max(i, j); k < rank; k++) {
      sum = Math.fma(inverse[k][i], inverse[k][j], sum);
    }
    return sum;
  }

  /// Whether the parameter at place `k` of R's order is the same in all solutions.
  private boolean[] determined() {
    boolean[] result = new boolean[factors.size()];
    Arrays.fill(result, 0, rank, true);
    for (int j = rank; j < factors.size(); j++) {
      double[] freedom = dependence(j);
      for (int k = 0; k < rank; k++) {
        result[k] &= Math.abs(freedom[k]) <= DETERMINED;
      }
    }
    return result;
  }

  /// R₁₁⁻¹ times column `j` of R₁₂: how the leading columns make up column `j`.
  double[] dependence(int j) {
    return factors.solve(factors.column(j, rank), rank);
  }

  /// The solution of least Euclidean norm among those that differ from `basic` by an element of A's
  /// null space; `basic` is in R's order and scale, the result in that of A's columns.
  double[] leastNorm(double[] basic) {
    int n = factors.size();
    int free = n - rank;
    double[] ordered = Arrays.copyOf(basic, n);
    if (free > 0) {
      double[][] system = new double[n][free];
      double[] right = new double[n];
      for (int j = 0; j < free; j++) {
        double[] dependence = dependence(rank + j);
        for (int k = 0; k < rank; k++) {
          system[k][j] = dependence[k] * scales[factors.pivot(k)];
        }
        system[rank + j][j] = -scales[factors.pivot(rank + j)];
      }
      for (int k = 0; k < rank; k++) {
        right[k] = basic[k] * scales[factors.pivot(k)];
      }
      HouseholderQr reduced = HouseholderQr.of(system, free);
      double[] amounts = reduced.unpivot(reduced.solve(reduced.transposeTimes(right), free));
      for (int j = 0; j < free; j++) {
        double[] dependence = dependence(rank + j);
        for (int k = 0; k < rank; k++) {
          ordered[k] = Math.fma(-amounts[j], dependence[k], ordered[k]);
        }
        ordered[rank + j] = amounts[j];
      }
    }
    double[] result = factors.unpivot(ordered);
    for (int j = 0; j < n; j++) {
      result[j] *= scales[j];
    }
    return result;
  }
}
