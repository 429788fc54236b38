package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The eval `ode`: y₀′ = x₀, yᵢ′ = xᵢ yᵢ₋₁, y(0) = 0, solved to t = 2 by the classical method of
/// order four.
record RungeKutta(int steps) {
  private static final double END = 2;

  double[] solve(double[] x) {
    int n = x.length;
    double h = END / steps;
    double[] y = new double[n];
    double[] moved = new double[n];
    double[] k1 = new double[n];
    double[] k2 = new double[n];
    double[] k3 = new double[n];
    double[] k4 = new double[n];
    for (int step = 0; step < steps; step++) {
      slope(x, y, k1);
      for (int i = 0; i < n; i++) {
        moved[i] = y[i] + h / 2 * k1[i];
      }
      slope(x, moved, k2);
      for (int i = 0; i < n; i++) {
        moved[i] = y[i] + h / 2 * k2[i];
      }
      slope(x, moved, k3);
      for (int i = 0; i < n; i++) {
        moved[i] = y[i] + h * k3[i];
      }
      slope(x, moved, k4);
      for (int i = 0; i < n; i++) {
        y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
    }
    return y;
  }

  double last(double[] x) {
    return solve(x)[x.length - 1];
  }

  private static void slope(double[] x, double[] y, double[] slope) {
    slope[0] = x[0];
    for (int i = 1; i < x.length; i++) {
      slope[i] = x[i] * y[i - 1];
    }
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "primal",
        input -> {
          RungeKutta method = of(input);
          double[] x = Json.numbers(input.required("x"));
          return Task.of(() -> method.solve(x));
        },
        "gradient",
        input -> {
          VectorFunction gradient = Calculus.gradient(of(input)::last);
          double[] x = Json.numbers(input.required("x"));
          return Task.of(() -> gradient.apply(x));
        });
  }

  private static RungeKutta of(JsonNode input) {
    return new RungeKutta(input.required("s").intValue());
  }
}
