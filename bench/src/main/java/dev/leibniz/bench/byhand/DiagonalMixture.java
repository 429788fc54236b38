package dev.leibniz.bench.byhand;

/// Minus the log-likelihood of a mixture of Gaussians with diagonal covariances. The vector of
/// parameters holds the logarithms of the weights (k), the means (k·d) and the logarithms of the
/// inverse scales (k·d).
///
/// @param points the coordinates of the points, one point after the other
public record DiagonalMixture(int dimensions, int components, double[] points)
    implements WithGradient {
  @Override
  public double value(double[] x) {
    int scales = components + components * dimensions;
    double[] terms = new double[components];
    double total = 0;
    for (int point = 0; point < points.length; point += dimensions) {
      for (int k = 0; k < components; k++) {
        double term = x[k];
        for (int j = 0; j < dimensions; j++) {
          int at = k * dimensions + j;
          double scaled = (points[point + j] - x[components + at]) * Math.exp(x[scales + at]);
          term += x[scales + at] - 0.5 * scaled * scaled;
        }
        terms[k] = term;
      }
      total += logSumExp(terms);
    }
    double[] weights = new double[components];
    System.arraycopy(x, 0, weights, 0, components);
    int n = points.length / dimensions;
    return n * logSumExp(weights) - total;
  }

  private static double logSumExp(double[] x) {
    double largest = x[0];
    for (int i = 1; i < x.length; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.exp(x[i] - largest);
    }
    return largest + Math.log(sum);
  }

  @Override
  public double[] gradient(double[] x) {
    int scales = components + components * dimensions;
    double[] gradient = new double[x.length];
    double[] terms = new double[components];
    double[] scaled = new double[components * dimensions];
    double[] inverse = new double[components * dimensions];
    for (int at = 0; at < inverse.length; at++) {
      inverse[at] = Math.exp(x[scales + at]);
    }
    for (int point = 0; point < points.length; point += dimensions) {
      for (int k = 0; k < components; k++) {
        double term = x[k];
        for (int j = 0; j < dimensions; j++) {
          int at = k * dimensions + j;
          scaled[at] = (points[point + j] - x[components + at]) * inverse[at];
          term += x[scales + at] - 0.5 * scaled[at] * scaled[at];
        }
        terms[k] = term;
      }
      softmax(terms);
      for (int k = 0; k < components; k++) {
        gradient[k] -= terms[k];
        for (int j = 0; j < dimensions; j++) {
          int at = k * dimensions + j;
          gradient[components + at] -= terms[k] * scaled[at] * inverse[at];
          gradient[scales + at] -= terms[k] * (1 - scaled[at] * scaled[at]);
        }
      }
    }
    double[] weights = new double[components];
    System.arraycopy(x, 0, weights, 0, components);
    softmax(weights);
    int n = points.length / dimensions;
    for (int k = 0; k < components; k++) {
      gradient[k] += n * weights[k];
    }
    return gradient;
  }

  static void softmax(double[] x) {
    double largest = x[0];
    for (int i = 1; i < x.length; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.exp(x[i] - largest);
      sum += x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= sum;
    }
  }
}
