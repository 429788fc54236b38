package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;

/// The eval `lse`: log Σ exp(xᵢ), safe from overflow.
final class LogSumExp {
  private LogSumExp() {}

  static double of(double[] x) {
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

  static Map<String, Task.Maker> functions() {
    VectorFunction gradient = Calculus.gradient(LogSumExp::of);
    return Map.of(
        "primal",
        input -> {
          double[] x = Json.numbers(input.required("x"));
          return Task.of(() -> of(x));
        },
        "gradient",
        input -> {
          double[] x = Json.numbers(input.required("x"));
          return Task.of(() -> gradient.apply(x));
        });
  }
}
