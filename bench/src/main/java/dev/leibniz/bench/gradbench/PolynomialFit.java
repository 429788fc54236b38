package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The eval `llsq`: half the sum of squares of sign(t) − Σⱼ xⱼ tʲ at points t evenly spread over
/// \[−1, 1\].
record PolynomialFit(int points) {
  double objective(double[] x) {
    double sum = 0;
    for (int i = 0; i < points; i++) {
      double t = -1 + i * 2.0 / (points - 1);
      double residual = Math.signum(t);
      double power = 1;
      for (int j = 0; j < x.length; j++) {
        residual -= x[j] * power;
        power *= t;
      }
      sum += residual * residual;
    }
    return sum / 2;
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "primal",
        input -> {
          PolynomialFit fit = of(input);
          double[] x = Json.numbers(input.required("x"));
          return Task.of(() -> fit.objective(x));
        },
        "gradient",
        input -> {
          VectorFunction gradient = Calculus.gradient(of(input)::objective);
          double[] x = Json.numbers(input.required("x"));
          return Task.of(() -> gradient.apply(x));
        });
  }

  private static PolynomialFit of(JsonNode input) {
    return new PolynomialFit(input.required("n").intValue());
  }
}
