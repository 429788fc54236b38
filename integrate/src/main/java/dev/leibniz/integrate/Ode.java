package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// Ordinary differential equations y′ = f(t, y), y(t₀) = y₀.
public final class Ode {
  private Ode() {}

  /// Solves y′ = f(t, y) from `t0` to `t1`, forward or back in time.
  ///
  /// ```java
  /// OdeSolution circle =
  ///     Ode.solve((t, y) -> new double[] {y[1], -y[0]}, 0, new double[] {0, 1}, Math.PI, options);
  /// double middle = circle.y(Math.PI / 2)[0]; // 1
  /// ```
  ///
  /// Where f is not finite or throws, where the steps become too small, or where a limit is
  /// reached, the solution ends early, and its status names the time.
  ///
  /// @param f the right-hand side, as many values as y₀ has
  /// @param t0 the time of `y0`
  /// @param y0 the state at `t0`
  /// @param t1 where to end
  /// @param options tolerances, method, limits, events
  /// @throws ArgumentException if a time or a state is not finite, `y0` is empty, or f gives another
  ///     number of values
  public static OdeSolution solve(
      OdeFunction f, double t0, double[] y0, double t1, OdeOptions options) {
    check(t0, y0, t1);
    return new Integration(f, t0, y0, t1, options).run();
  }

  static void check(double t0, double[] y0, double t1) {
    if (!Double.isFinite(t0) || !Double.isFinite(t1)) {
      throw new ArgumentException(
          Explanation.of("Ode.solve", "both times must be finite")
              .got("t0 = " + t0 + ", t1 = " + t1));
    }
    if (y0.length == 0) {
      throw new ArgumentException(
          Explanation.of("Ode.solve", "the state must have a component").got("y0 of length 0"));
    }
    for (int i = 0; i < y0.length; i++) {
      if (!Double.isFinite(y0[i])) {
        throw new ArgumentException(
            Explanation.of("Ode.solve", "the state must be finite")
                .got("y0[" + i + "] = " + y0[i]));
      }
    }
  }
}
