package dev.leibniz.bench.byhand;

/// The mean cross-entropy of a network with one hidden layer of tanh, in plain loops. The vector of
/// parameters holds the weights of the hidden layer, one row per input, its biases, the weights of
/// the last layer, one row per hidden unit, and its biases.
///
/// @param features the inputs of the examples, one example after the other
/// @param classes the class of each example
public record Network(int inputs, int hidden, int outputs, double[] features, int[] classes)
    implements WithGradient {
  @Override
  public double value(double[] x) {
    int biases = inputs * hidden;
    int last = biases + hidden;
    int lastBiases = last + hidden * outputs;
    double[] units = new double[hidden];
    double[] scores = new double[outputs];
    double loss = 0;
    for (int example = 0; example < classes.length; example++) {
      for (int j = 0; j < hidden; j++) {
        units[j] = x[biases + j];
      }
      for (int i = 0; i < inputs; i++) {
        double feature = features[example * inputs + i];
        for (int j = 0; j < hidden; j++) {
          units[j] += feature * x[i * hidden + j];
        }
      }
      for (int c = 0; c < outputs; c++) {
        scores[c] = x[lastBiases + c];
      }
      for (int j = 0; j < hidden; j++) {
        double unit = Math.tanh(units[j]);
        for (int c = 0; c < outputs; c++) {
          scores[c] += unit * x[last + j * outputs + c];
        }
      }
      double largest = scores[0];
      for (int c = 1; c < outputs; c++) {
        largest = Math.max(largest, scores[c]);
      }
      double sum = 0;
      for (int c = 0; c < outputs; c++) {
        sum += Math.exp(scores[c] - largest);
      }
      loss += largest + Math.log(sum) - scores[classes[example]];
    }
    return loss / classes.length;
  }

  @Override
  public double[] gradient(double[] x) {
    int biases = inputs * hidden;
    int last = biases + hidden;
    int lastBiases = last + hidden * outputs;
    double[] gradient = new double[x.length];
    double[] units = new double[hidden];
    double[] pulls = new double[hidden];
    double[] scores = new double[outputs];
    for (int example = 0; example < classes.length; example++) {
      System.arraycopy(x, biases, units, 0, hidden);
      for (int i = 0; i < inputs; i++) {
        double feature = features[example * inputs + i];
        for (int j = 0; j < hidden; j++) {
          units[j] += feature * x[i * hidden + j];
        }
      }
      System.arraycopy(x, lastBiases, scores, 0, outputs);
      for (int j = 0; j < hidden; j++) {
        units[j] = Math.tanh(units[j]);
        for (int c = 0; c < outputs; c++) {
          scores[c] += units[j] * x[last + j * outputs + c];
        }
      }
      DiagonalMixture.softmax(scores);
      scores[classes[example]] -= 1;
      for (int c = 0; c < outputs; c++) {
        scores[c] /= classes.length;
        gradient[lastBiases + c] += scores[c];
      }
      for (int j = 0; j < hidden; j++) {
        double pull = 0;
        for (int c = 0; c < outputs; c++) {
          gradient[last + j * outputs + c] += scores[c] * units[j];
          pull += scores[c] * x[last + j * outputs + c];
        }
        pulls[j] = pull * (1 - units[j] * units[j]);
        gradient[biases + j] += pulls[j];
      }
      for (int i = 0; i < inputs; i++) {
        double feature = features[example * inputs + i];
        for (int j = 0; j < hidden; j++) {
          gradient[i * hidden + j] += feature * pulls[j];
        }
      }
    }
    return gradient;
  }
}
