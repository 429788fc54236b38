package dev.leibniz.bench.gradbench;

import dev.leibniz.calculus.MultivariateFunction;
import java.util.Map;

/// The eval `saddle`: min over x of max over y of (x₀² + x₁²) − (y₀² + y₁²), both by steepest
/// descent; so the outer gradient passes through a whole inner descent.
///
/// @param outer how the gradient by x is made
/// @param inner how the gradient by y is made within
record Saddle(double[] start, Mode outer, Mode inner) {
  private static double height(double[] x, double[] y) {
    return x[0] * x[0] + x[1] * x[1] - (y[0] * y[0] + y[1] * y[1]);
  }

  private static double[] highest(double[] x, Mode mode, double[] start) {
    MultivariateFunction depth = y -> -height(x, y);
    return Descent.argmin(depth, mode.gradient(depth), start);
  }

  private double ridge(double[] x) {
    return height(x, highest(x, inner, start));
  }

  /// The point, x before y.
  double[] point() {
    MultivariateFunction ridge = this::ridge;
    double[] x = Descent.argmin(ridge, outer.gradient(ridge), start);
    double[] y = highest(x, outer, start);
    return new double[] {x[0], x[1], y[0], y[1]};
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "ff", task(new Mode.Forward(), new Mode.Forward()),
        "fr", task(new Mode.Forward(), new Mode.Reverse()),
        "rf", task(new Mode.Reverse(), new Mode.Forward()),
        "rr", task(new Mode.Reverse(), new Mode.Reverse()));
  }

  private static Task.Maker task(Mode outer, Mode inner) {
    return input -> Task.of(new Saddle(Json.numbers(input.required("start")), outer, inner)::point);
  }
}
