package dev.leibniz.optimize;

import java.util.Arrays;

/// A P = Q R by Householder reflections with column pivoting: Q orthogonal, R upper triangular with
/// diagonal elements that fall in size, P a permutation of the columns.
///
/// Source: Golub and Van Loan, Matrix Computations (4th ed.), algorithm 5.4.1; the norms of the
/// remaining columns are updated as LINPACK's xQRDC does and computed anew when cancellation has
/// eaten them. The computed factors are those of a matrix within a few ε of A, column by column
/// (Higham, Accuracy and Stability of Numerical Algorithms, theorem 19.4). A matrix with fewer rows
/// than columns is treated as if rows of zeros followed.
final class HouseholderQr {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double CANCELLED = 0.05;

  private final int rows;
  private final double[][] columns;
  private final double[] diagonal;
  private final int[] pivots;
  private final double[] norms;

  private HouseholderQr(int rows, double[][] columns) {
    this.rows = rows;
    this.columns = columns;
    diagonal = new double[columns.length];
    pivots = new int[columns.length];
    norms = new double[columns.length];
  }

  /// The factors of a matrix given row by row; it is left as it is.
  static HouseholderQr of(double[][] matrix, int columns) {
    int rows = Math.max(matrix.length, columns);
    double[][] byColumn = new double[columns][rows];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < columns; j++) {
        byColumn[j][i] = matrix[i][j];
      }
    }
    return ofColumns(byColumn, rows);
  }

  /// The factors of a matrix given column by column, with at least as many rows as columns; the
  /// arrays are overwritten.
  static HouseholderQr ofColumns(double[][] columns, int rows) {
    HouseholderQr factors = new HouseholderQr(rows, columns);
    factors.factorize();
    return factors;
  }

  private void factorize() {
    int n = columns.length;
    double[] remaining = new double[n];
    double[] reference = new double[n];
    for (int j = 0; j < n; j++) {
      pivots[j] = j;
      norms[j] = norm(columns[j], 0);
      remaining[j] = norms[j];
      reference[j] = norms[j];
    }
    for (int k = 0; k < n; k++) {
      bringLargestTo(k, remaining, reference);
      reflectColumn(k);
      for (int j = k + 1; j < n; j++) {
        reflect(k, columns[j]);
        downdate(k, j, remaining, reference);
      }
    }
  }

  private void bringLargestTo(int k, double[] remaining, double[] reference) {
    int largest = k;
    for (int j = k + 1; j < columns.length; j++) {
      if (remaining[j] > remaining[largest]) {
        largest = j;
      }
    }
    if (largest != k) {
      double[] column = columns[k];
      columns[k] = columns[largest];
      columns[largest] = column;
      int pivot = pivots[k];
      pivots[k] = pivots[largest];
      pivots[largest] = pivot;
      remaining[largest] = remaining[k];
      reference[largest] = reference[k];
    }
  }

  /// Stores the vector v of the reflection 1 − v vᵀ / v_k in place of the column, and R's diagonal.
  private void reflectColumn(int k) {
    double[] column = columns[k];
    double norm = norm(column, k);
    if (norm == 0) {
      diagonal[k] = 0;
      return;
    }
    double signed = column[k] < 0 ? -norm : norm;
    for (int i = k; i < rows; i++) {
      column[i] /= signed;
    }
    column[k] += 1;
    diagonal[k] = -signed;
  }

  private void reflect(int k, double[] vector) {
    double[] v = columns[k];
    if (diagonal[k] == 0) {
      return;
    }
    double sum = 0;
    for (int i = k; i < rows; i++) {
      sum = Math.fma(v[i], vector[i], sum);
    }
    double factor = -sum / v[k];
    for (int i = k; i < rows; i++) {
      vector[i] = Math.fma(factor, v[i], vector[i]);
    }
  }

  private void downdate(int k, int j, double[] remaining, double[] reference) {
    if (remaining[j] == 0) {
      return;
    }
    double ratio = columns[j][k] / remaining[j];
    remaining[j] *= Math.sqrt(Math.max(0, 1 - ratio * ratio));
    double left = remaining[j] / reference[j];
    if (CANCELLED * left * left <= EPSILON) {
      remaining[j] = norm(columns[j], k + 1);
      reference[j] = remaining[j];
    }
  }

  /// The number of columns.
  int size() {
    return columns.length;
  }

  /// R's element in row `i` and column `j`, i ≤ j.
  double r(int i, int j) {
    return i == j ? diagonal[i] : columns[j][i];
  }

  /// Which column of the matrix is the `k`-th of A P.
  int pivot(int k) {
    return pivots[k];
  }

  /// The Euclidean norm of the matrix's column `j`.
  double columnNorm(int j) {
    return norms[j];
  }

  /// How many diagonal elements of R are larger than max(rows, columns) ε |R₁₁|.
  int rank() {
    double threshold = diagonal.length == 0 ? 0 : rows * EPSILON * Math.abs(diagonal[0]);
    int rank = 0;
    while (rank < diagonal.length && Math.abs(diagonal[rank]) > threshold) {
      rank++;
    }
    return rank;
  }

  /// Qᵀ b; `b` may be shorter than the columns are.
  double[] transposeTimes(double[] b) {
    double[] result = Arrays.copyOf(b, rows);
    for (int k = 0; k < columns.length; k++) {
      reflect(k, result);
    }
    return result;
  }

  /// Q b.
  double[] times(double[] b) {
    double[] result = Arrays.copyOf(b, rows);
    for (int k = columns.length - 1; k >= 0; k--) {
      reflect(k, result);
    }
    return result;
  }

  /// The solution y of R₁₁ y = b, R₁₁ the leading `size` rows and columns.
  double[] solve(double[] b, int size) {
    double[] y = Arrays.copyOf(b, size);
    for (int j = size - 1; j >= 0; j--) {
      y[j] /= diagonal[j];
      for (int i = 0; i < j; i++) {
        y[i] = Math.fma(-columns[j][i], y[j], y[i]);
      }
    }
    return y;
  }

  /// The solution y of R₁₁ᵀ y = b, R₁₁ the leading `size` rows and columns.
  double[] solveTransposed(double[] b, int size) {
    double[] y = Arrays.copyOf(b, size);
    for (int j = 0; j < size; j++) {
      double sum = y[j];
      for (int i = 0; i < j; i++) {
        sum = Math.fma(-columns[j][i], y[i], sum);
      }
      y[j] = sum / diagonal[j];
    }
    return y;
  }

  /// The part R₁₂ of R: row `i` of the leading `size` rows, columns `size` and on.
  double[] column(int j, int size) {
    return Arrays.copyOf(columns[j], size);
  }

  /// The vector in the order of the matrix's columns, from one in the order of R's; elements that
  /// are missing count as zeros.
  double[] unpivot(double[] ordered) {
    double[] result = new double[columns.length];
    for (int k = 0; k < ordered.length; k++) {
      result[pivots[k]] = ordered[k];
    }
    return result;
  }

  /// The vector in the order of R's columns.
  double[] pivoted(double[] vector) {
    double[] result = new double[columns.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = vector[pivots[k]];
    }
    return result;
  }

  /// √(Σ vᵢ²) from element `from` on, without overflow or underflow on the way.
  static double norm(double[] v, int from) {
    double sum = 0;
    for (int i = from; i < v.length; i++) {
      sum = Math.fma(v[i], v[i], sum);
    }
    if (sum > 1e-280 && sum < 1e280) {
      return Math.sqrt(sum);
    }
    double largest = 0;
    for (int i = from; i < v.length; i++) {
      largest = Math.max(largest, Math.abs(v[i]));
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    sum = 0;
    for (int i = from; i < v.length; i++) {
      double scaled = v[i] / largest;
      sum = Math.fma(scaled, scaled, sum);
    }
    return largest * Math.sqrt(sum);
  }
}
