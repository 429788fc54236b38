package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;

/// The eval `lstm`: the loss of a long short-term memory whose matrices are diagonal, so that its
/// `width` channels meet in the normalization alone.
///
/// The vector of parameters holds for each layer four weights and four biases per channel, in the
/// order forget, ingate, outgate, change, then the weights of the input, the weights of the output
/// and its biases.
///
/// @param state hidden values and cells of each layer at the start
/// @param sequence one vector after the other
record Lstm(int layers, int width, double[] state, double[] sequence) {
  double loss(double[] x) {
    double[] memory = state.clone();
    double[] output = new double[width];
    int steps = sequence.length / width - 1;
    double total = 0;
    for (int t = 0; t < steps; t++) {
      predict(x, t, memory, output);
      double sum = 2;
      for (int i = 0; i < width; i++) {
        sum += Math.exp(output[i]);
      }
      double normalizer = Math.log(sum);
      for (int i = 0; i < width; i++) {
        total += sequence[(t + 1) * width + i] * (output[i] - normalizer);
      }
    }
    return -total / (steps * width);
  }

  private void predict(double[] x, int t, double[] memory, double[] output) {
    int extra = 8 * width * layers;
    for (int i = 0; i < width; i++) {
      double signal = sequence[t * width + i] * x[extra + i];
      for (int layer = 0; layer < layers; layer++) {
        int w = 8 * width * layer + i;
        int b = w + 4 * width;
        int at = 2 * width * layer + i;
        double hidden = memory[at];
        double forget = sigmoid(signal * x[w] + x[b]);
        double ingate = sigmoid(hidden * x[w + width] + x[b + width]);
        double outgate = sigmoid(signal * x[w + 2 * width] + x[b + 2 * width]);
        double change = Math.tanh(hidden * x[w + 3 * width] + x[b + 3 * width]);
        double cell = memory[at + width] * forget + ingate * change;
        signal = outgate * Math.tanh(cell);
        memory[at] = signal;
        memory[at + width] = cell;
      }
      output[i] = signal * x[extra + width + i] + x[extra + 2 * width + i];
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "objective",
        input -> {
          Lstm network = of(input);
          double[] parameters = parameters(input);
          return Task.of(() -> network.loss(parameters));
        },
        "jacobian",
        input -> {
          VectorFunction gradient = Calculus.gradient(of(input)::loss);
          double[] parameters = parameters(input);
          return Task.of(() -> gradient.apply(parameters));
        });
  }

  static Lstm of(JsonNode input) {
    JsonNode main = input.required("main_params");
    return new Lstm(
        main.size() / 2,
        main.required(0).size() / 4,
        Json.numbers(input.required("state")),
        Json.numbers(input.required("sequence")));
  }

  static double[] parameters(JsonNode input) {
    return DoubleStream.concat(
            DoubleStream.of(Json.numbers(input.required("main_params"))),
            DoubleStream.of(Json.numbers(input.required("extra_params"))))
        .toArray();
  }
}
