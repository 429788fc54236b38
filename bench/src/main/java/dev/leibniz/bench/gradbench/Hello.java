package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.UnivariateFunction;
import java.util.Map;

/// The eval `hello`: x² and its derivative.
final class Hello {
  private Hello() {}

  static double square(double x) {
    return x * x;
  }

  static Map<String, Task.Maker> functions() {
    UnivariateFunction slope = Calculus.derivative(Hello::square);
    return Map.of(
        "square",
        input -> {
          double x = input.doubleValue();
          return Task.of(() -> square(x));
        },
        "double",
        input -> {
          double x = input.doubleValue();
          return Task.of(() -> slope.applyAsDouble(x));
        });
  }
}
