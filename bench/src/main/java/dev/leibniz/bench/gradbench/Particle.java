package dev.leibniz.bench.gradbench;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;

/// The eval `particle`: the height w of a charge at (10, 10 − w) that, with another one at (10, 0),
/// lets a particle cross the axis at the origin. The particle follows the gradient of the potential
/// by Euler's method; the square of where it crosses is minimized by steepest descent.
///
/// @param outer how the gradient by w is made
/// @param inner how the gradient of the potential is made within
record Particle(double w, Mode outer, Mode inner) {
  private static final double STEP = 0.1;

  private static double potential(double[] x, double[] w) {
    return 1 / Math.hypot(x[0] - 10, x[1] - 10 + w[0]) + 1 / Math.hypot(x[0] - 10, x[1]);
  }

  double crossing(double[] w) {
    VectorFunction force = inner.gradient(x -> potential(x, w));
    double[] x = {0, 8};
    double[] velocity = {0.75, 0};
    while (true) {
      double[] slope = force.apply(x);
      x[0] += STEP * velocity[0];
      x[1] += STEP * velocity[1];
      if (x[1] <= 0) {
        double where = x[0] - x[1] / velocity[1] * velocity[0];
        return where * where;
      }
      velocity[0] -= STEP * slope[0];
      velocity[1] -= STEP * slope[1];
    }
  }

  double control() {
    MultivariateFunction crossing = this::crossing;
    return Descent.argmin(crossing, outer.gradient(crossing), new double[] {w})[0];
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "ff", task(new Mode.Forward(), new Mode.Forward()),
        "fr", task(new Mode.Forward(), new Mode.Reverse()),
        "rf", task(new Mode.Reverse(), new Mode.Forward()),
        "rr", task(new Mode.Reverse(), new Mode.Reverse()));
  }

  private static Task.Maker task(Mode outer, Mode inner) {
    return input -> Task.of(new Particle(input.required("w").doubleValue(), outer, inner)::control);
  }
}
