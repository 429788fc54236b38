package dev.leibniz.bench.byhand;

/// The gradient of GradBench's `gmm` by hand, for the parameters of its objective: logarithms of
/// the weights, means, logarithms of the diagonals of the factors, what is below the diagonals.
public final class FullMixture {
  private final int d;
  private final int components;
  private final double[] points;
  private final int diagonals;
  private final int lowers;

  /// For points whose coordinates stand one point after the other.
  public FullMixture(int dimensions, int components, double[] points) {
    this.d = dimensions;
    this.components = components;
    this.points = points;
    this.diagonals = components + components * d;
    this.lowers = diagonals + components * d;
  }

  /// The gradient with a prior of the scale `gamma`, no further degrees of freedom, and a sign.
  public double[] gradient(double[] x, double gamma, int priorSign) {
    double[] gradient = new double[x.length];
    double[] scales = new double[components * d];
    double[] sums = new double[components];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Math.exp(x[diagonals + i]);
      sums[i / d] += x[diagonals + i];
    }
    double[] centred = new double[components * d];
    double[] scaled = new double[components * d];
    double[] terms = new double[components];
    double[] pull = new double[d];
    for (int point = 0; point < points.length; point += d) {
      for (int k = 0; k < components; k++) {
        double square = transform(x, k, point, scales, centred, scaled);
        terms[k] = x[k] + sums[k] - 0.5 * square;
      }
      DiagonalMixture.softmax(terms);
      for (int k = 0; k < components; k++) {
        add(x, k, terms[k], scales, centred, scaled, pull, gradient);
      }
    }
    double[] weights = new double[components];
    System.arraycopy(x, 0, weights, 0, components);
    DiagonalMixture.softmax(weights);
    int n = points.length / d;
    for (int k = 0; k < components; k++) {
      gradient[k] -= n * weights[k];
    }
    double strength = -priorSign * gamma * gamma;
    for (int i = 0; i < scales.length; i++) {
      gradient[diagonals + i] += strength * scales[i] * scales[i];
    }
    for (int i = lowers; i < x.length; i++) {
      gradient[i] += strength * x[i];
    }
    return gradient;
  }

  private double transform(
      double[] x, int k, int point, double[] scales, double[] centred, double[] scaled) {
    int from = k * d;
    for (int j = 0; j < d; j++) {
      centred[from + j] = points[point + j] - x[components + from + j];
      scaled[from + j] = scales[from + j] * centred[from + j];
    }
    int entry = lowers + k * d * (d - 1) / 2;
    for (int column = 0; column < d; column++) {
      double c = centred[from + column];
      int shift = entry - column - 1;
      for (int row = column + 1; row < d; row++) {
        scaled[from + row] += x[shift + row] * c;
      }
      entry += d - 1 - column;
    }
    double square = 0;
    for (int j = 0; j < d; j++) {
      square += scaled[from + j] * scaled[from + j];
    }
    return square;
  }

  private void add(
      double[] x,
      int k,
      double weight,
      double[] scales,
      double[] centred,
      double[] scaled,
      double[] pull,
      double[] gradient) {
    int from = k * d;
    gradient[k] += weight;
    for (int j = 0; j < d; j++) {
      pull[j] = -weight * scaled[from + j];
    }
    int entry = lowers + k * d * (d - 1) / 2;
    for (int column = 0; column < d; column++) {
      double c = centred[from + column];
      double back = pull[column] * scales[from + column];
      gradient[diagonals + from + column] += weight + back * c;
      int shift = entry - column - 1;
      for (int row = column + 1; row < d; row++) {
        gradient[shift + row] += pull[row] * c;
      }
      for (int row = column + 1; row < d; row++) {
        back += pull[row] * x[shift + row];
      }
      gradient[components + from + column] -= back;
      entry += d - 1 - column;
    }
  }
}
