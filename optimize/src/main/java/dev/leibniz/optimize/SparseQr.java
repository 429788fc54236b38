package dev.leibniz.optimize;

import java.util.Arrays;

/// A P = Q R for a sparse matrix, rotated into the triangle row by row. Q is not kept: the
/// right-hand side is rotated along.
///
/// Source: George and Heath, Solution of sparse linear least squares problems using Givens
/// rotations (1980). The factors are backward stable as Householder's are; but the columns stand in
/// an order that keeps R sparse, not in one that shows the rank: a diagonal element below max(rows,
/// columns) ε times its column's norm counts as zero, its variable stays where it is, and a matrix
/// that is nearly singular without such an element passes for regular.
final class SparseQr implements TriangularFactors, TriangularFactors.Damped {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double DETERMINED = 1e-8;
  private static final Row EMPTY = new Row(new int[0], new double[0]);

  private final int[] pivots;
  private final Row[] triangle;
  private final double[] right;
  private final double[] squares;
  private final boolean[] dropped;
  private int rows;

  /// Entries of a row.
  ///
  /// @param at their columns, ascending
  /// @param values their values
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(int[] at, double[] values) {
    Row tail(int from) {
      return new Row(
          Arrays.copyOfRange(at, from, at.length), Arrays.copyOfRange(values, from, at.length));
    }
  }

  /// Of no rows yet.
  ///
  /// @param pivots which column of the matrix is the k-th one here
  SparseQr(int[] pivots) {
    this.pivots = pivots;
    triangle = new Row[pivots.length];
    Arrays.fill(triangle, EMPTY);
    right = new double[pivots.length];
    squares = new double[pivots.length];
    dropped = new boolean[pivots.length];
  }

  /// Rotates a row into the triangle.
  void add(Row row, double rightHandSide) {
    rows++;
    for (int k = 0; k < row.at.length; k++) {
      squares[row.at[k]] = Math.hypot(squares[row.at[k]], row.values[k]);
    }
    insert(row, rightHandSide);
  }

  private void insert(Row row, double rightHandSide) {
    Row left = row;
    double leftRight = rightHandSide;
    while (left.at.length > 0) {
      int k = left.at[0];
      Row above = triangle[k];
      if (above.at.length == 0) {
        triangle[k] = left;
        right[k] = leftRight;
        return;
      }
      if (left.values[0] == 0) {
        left = left.tail(1);
        continue;
      }
      double length = Math.hypot(above.values[0], left.values[0]);
      double cosine = above.values[0] / length;
      double sine = left.values[0] / length;
      left = rotate(k, left, cosine, sine, length);
      double old = right[k];
      right[k] = cosine * old + sine * leftRight;
      leftRight = cosine * leftRight - sine * old;
    }
  }

  /// Rotates row k of the triangle and another one that begins at the same place; what is left of
  /// the other.
  private Row rotate(int k, Row other, double cosine, double sine, double length) {
    int[] at = union(triangle[k].at, other.at);
    double[] above = spread(triangle[k], at);
    double[] below = spread(other, at);
    for (int i = 1; i < at.length; i++) {
      double old = above[i];
      above[i] = cosine * old + sine * below[i];
      below[i] = cosine * below[i] - sine * old;
    }
    above[0] = length;
    triangle[k] = new Row(at, above);
    return new Row(at, below).tail(1);
  }

  private static int[] union(int[] a, int[] b) {
    int[] all = new int[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      int left = i < a.length ? a[i] : Integer.MAX_VALUE;
      int right = j < b.length ? b[j] : Integer.MAX_VALUE;
      all[count++] = Math.min(left, right);
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    return count == a.length ? a : Arrays.copyOf(all, count);
  }

  private static double[] spread(Row row, int[] at) {
    if (row.at.length == at.length) {
      return row.values.clone();
    }
    double[] values = new double[at.length];
    int next = 0;
    for (int i = 0; i < at.length && next < row.at.length; i++) {
      if (at[i] == row.at[next]) {
        values[i] = row.values[next++];
      }
    }
    return values;
  }

  /// These factors, when all rows have been added.
  SparseQr finished() {
    double threshold = Math.max(rows, pivots.length) * EPSILON;
    for (int k = 0; k < pivots.length; k++) {
      dropped[k] =
          triangle[k].at.length == 0 || !(Math.abs(triangle[k].values[0]) > threshold * squares[k]);
    }
    return this;
  }

  @Override
  public int size() {
    return pivots.length;
  }

  @Override
  public int rank() {
    int rank = 0;
    for (boolean each : dropped) {
      rank += each ? 0 : 1;
    }
    return rank;
  }

  @Override
  public double[] right() {
    return right;
  }

  @Override
  public double[] solve() {
    double[] x = new double[pivots.length];
    for (int k = x.length - 1; k >= 0; k--) {
      if (!dropped[k]) {
        Row row = triangle[k];
        double sum = right[k];
        for (int i = 1; i < row.at.length; i++) {
          sum = Math.fma(-row.values[i], x[row.at[i]], sum);
        }
        x[k] = sum / row.values[0];
      }
    }
    return x;
  }

  @Override
  public double[] solveTransposed(double[] b) {
    double[] y = b.clone();
    for (int k = 0; k < y.length; k++) {
      eliminate(k, y);
    }
    return y;
  }

  private void eliminate(int k, double[] y) {
    if (dropped[k] || y[k] == 0) {
      return;
    }
    Row row = triangle[k];
    y[k] /= row.values[0];
    for (int i = 1; i < row.at.length; i++) {
      y[row.at[i]] = Math.fma(-row.values[i], y[k], y[row.at[i]]);
    }
  }

  /// The diagonal of (RᵀR)⁻¹, an element from each solution of Rᵀ y = eⱼ; infinite for variables
  /// that the matrix does not determine.
  double[] inverseDiagonal() {
    double[] diagonal = new double[pivots.length];
    for (int j = 0; j < diagonal.length; j++) {
      double[] y = new double[diagonal.length];
      y[j] = 1;
      double sum = 0;
      for (int k = j; k < y.length; k++) {
        eliminate(k, y);
        boolean isOutside = dropped[k] && Math.abs(y[k]) > DETERMINED;
        sum = isOutside ? Double.POSITIVE_INFINITY : Math.fma(y[k], y[k], sum);
      }
      diagonal[j] = sum;
    }
    return diagonal;
  }

  @Override
  public double[] times(double[] v) {
    double[] result = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      Row row = triangle[k];
      for (int i = 0; i < row.at.length; i++) {
        result[k] = Math.fma(row.values[i], v[row.at[i]], result[k]);
      }
    }
    return result;
  }

  @Override
  public double[] transposedTimes(double[] b) {
    double[] result = new double[b.length];
    for (int k = 0; k < b.length; k++) {
      Row row = triangle[k];
      for (int i = 0; i < row.at.length; i++) {
        result[row.at[i]] = Math.fma(row.values[i], b[k], result[row.at[i]]);
      }
    }
    return result;
  }

  @Override
  public Damped damped(double s) {
    SparseQr copy = new SparseQr(pivots);
    System.arraycopy(triangle, 0, copy.triangle, 0, triangle.length);
    System.arraycopy(right, 0, copy.right, 0, right.length);
    for (int k = 0; k < pivots.length; k++) {
      copy.insert(new Row(new int[] {k}, new double[] {s}), 0);
    }
    return copy;
  }

  @Override
  public double[] unpivot(double[] ordered) {
    double[] result = new double[ordered.length];
    for (int k = 0; k < ordered.length; k++) {
      result[pivots[k]] = ordered[k];
    }
    return result;
  }
}
