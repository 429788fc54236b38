package dev.leibniz.optimize;

import java.util.Arrays;

/// A Jacobian with few entries in each row.
///
/// @param columns how many columns there are
/// @param places the columns with entries, ascending, for each row
/// @param values the entries, for each row
/// @param order the columns in an order that keeps the factors sparse
@SuppressWarnings("ArrayRecordComponent") // never compared
record SparseRows(int columns, int[][] places, double[][] values, int[] order)
    implements ResidualMatrix {
  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public SparseRows scaled(double[] factors) {
    double[][] result = new double[values.length][];
    for (int i = 0; i < result.length; i++) {
      result[i] = Vectors.scaled(values[i], factors[i]);
    }
    return new SparseRows(columns, places, result, order);
  }

  @Override
  public double[] columnNorms() {
    double[] largest = new double[columns];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        int j = places[i][k];
        largest[j] = Math.max(largest[j], Math.abs(values[i][k]));
      }
    }
    double[] norms = new double[columns];
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        int j = places[i][k];
        double part = largest[j] == 0 ? 0 : values[i][k] / largest[j];
        norms[j] = Math.fma(part, part, norms[j]);
      }
    }
    for (int j = 0; j < columns; j++) {
      norms[j] = largest[j] * Math.sqrt(norms[j]);
    }
    return norms;
  }

  @Override
  public void addProduct(double[] v, double[] sum) {
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        sum[i] = Math.fma(values[i][k], v[places[i][k]], sum[i]);
      }
    }
  }

  @Override
  public void addAbsoluteProduct(double[] v, double[] sum) {
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        sum[i] += Math.abs(values[i][k] * v[places[i][k]]);
      }
    }
  }

  @Override
  public double[] transposedTimes(double[] w) {
    Compensated[] sums = new Compensated[columns];
    Arrays.setAll(sums, j -> new Compensated());
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < values[i].length; k++) {
        sums[places[i][k]].plusProduct(values[i][k], w[i]);
      }
    }
    return Arrays.stream(sums).mapToDouble(Compensated::value).toArray();
  }

  @Override
  public SparseQr factors(boolean[] leftOut, double[] scale, double[] right) {
    int[] number = new int[columns];
    int count = 0;
    for (int j = 0; j < columns; j++) {
      number[j] = leftOut[j] ? -1 : count++;
    }
    int[] pivots = new int[count];
    int[] position = new int[columns];
    int next = 0;
    for (int column : order) {
      position[column] = leftOut[column] ? -1 : next;
      if (!leftOut[column]) {
        pivots[next++] = number[column];
      }
    }
    SparseQr factors = new SparseQr(pivots);
    for (int i = 0; i < values.length; i++) {
      factors.add(row(i, position, scale), right[i]);
    }
    return factors.finished();
  }

  private SparseQr.Row row(int i, int[] position, double[] scale) {
    int count = 0;
    int[] keys = new int[values[i].length];
    for (int k = 0; k < keys.length; k++) {
      if (position[places[i][k]] >= 0) {
        keys[count++] = k;
      }
    }
    long[] sorted = new long[count];
    for (int k = 0; k < count; k++) {
      sorted[k] = ((long) position[places[i][keys[k]]] << Integer.SIZE) | keys[k];
    }
    Arrays.sort(sorted);
    int[] at = new int[count];
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      int key = (int) sorted[k];
      at[k] = (int) (sorted[k] >> Integer.SIZE);
      numbers[k] = values[i][key] / scale[places[i][key]];
    }
    return new SparseQr.Row(at, numbers);
  }

  @Override
  public Determination determination() {
    double[] scale = columnNorms();
    for (int j = 0; j < columns; j++) {
      scale[j] = scale[j] == 0 ? 1 : scale[j];
    }
    SparseQr factors = factors(new boolean[columns], scale, new double[values.length]);
    double[] diagonal = factors.unpivot(factors.inverseDiagonal());
    for (int j = 0; j < columns; j++) {
      diagonal[j] = diagonal[j] / scale[j] / scale[j];
    }
    return new Determination(factors.rank(), new double[0][], diagonal);
  }
}
