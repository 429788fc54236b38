package dev.leibniz.optimize;

/// A Jacobian that is full of numbers.
///
/// @param values row by row
/// @param columns how many columns there are
@SuppressWarnings("ArrayRecordComponent") // never compared
record DenseRows(double[][] values, int columns) implements ResidualMatrix {
  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public DenseRows scaled(double[] factors) {
    double[][] result = new double[values.length][];
    for (int i = 0; i < result.length; i++) {
      result[i] = Vectors.scaled(values[i], factors[i]);
    }
    return new DenseRows(result, columns);
  }

  @Override
  public double[] columnNorms() {
    double[] result = new double[columns];
    double[] column = new double[values.length];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < values.length; i++) {
        column[i] = values[i][j];
      }
      result[j] = HouseholderQr.norm(column, 0);
    }
    return result;
  }

  @Override
  public void addProduct(double[] v, double[] sum) {
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < columns; j++) {
        sum[i] = Math.fma(values[i][j], v[j], sum[i]);
      }
    }
  }

  @Override
  public void addAbsoluteProduct(double[] v, double[] sum) {
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < columns; j++) {
        sum[i] += Math.abs(values[i][j] * v[j]);
      }
    }
  }

  @Override
  public double[] transposedTimes(double[] w) {
    double[] result = new double[columns];
    for (int j = 0; j < columns; j++) {
      Compensated sum = new Compensated();
      for (int i = 0; i < values.length; i++) {
        sum.plusProduct(values[i][j], w[i]);
      }
      result[j] = sum.value();
    }
    return result;
  }

  @Override
  public TriangularFactors factors(boolean[] leftOut, double[] scale, double[] right) {
    int count = 0;
    for (boolean each : leftOut) {
      count += each ? 0 : 1;
    }
    double[][] scaled = new double[values.length][count];
    for (int i = 0; i < values.length; i++) {
      int next = 0;
      for (int j = 0; j < columns; j++) {
        if (!leftOut[j]) {
          scaled[i][next++] = values[i][j] / scale[j];
        }
      }
    }
    return DenseFactors.of(scaled, count, right);
  }

  @Override
  public Determination determination() {
    ScaledQr factors = ScaledQr.of(values, columns);
    double[][] inverse = factors.inverseNormalMatrix();
    double[] diagonal = new double[columns];
    for (int j = 0; j < columns; j++) {
      diagonal[j] = inverse[j][j];
    }
    return new Determination(factors.rank(), inverse, diagonal);
  }
}
