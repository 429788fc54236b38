package dev.leibniz.integrate;

import dev.leibniz.calculus.DerivativeBy;
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
  /// @throws ArgumentException if a time or a state is not finite, `y0` is empty, or f gives
  ///   another number of values
  public static OdeSolution solve(
      OdeFunction f, double t0, double[] y0, double t1, OdeOptions options) {
    check("Ode.solve", t0, y0, t1);
    Integration.Recording recording =
        options.dense() ? Integration.Recording.DENSE : Integration.Recording.NOTHING;
    return new Integration(f, t0, y0, t1, options, recording).run();
  }

  /// The state at the end, y(t₁): the form of [#solve] for code that is differentiated. It depends
  /// on what f captures, on `y0` and on both times, to every order.
  ///
  /// ```java
  /// MultivariateFunction decay =
  ///     p ->
  ///         Ode.end((t, y) -> new double[] {-p[0] * y[0]}, 0, new double[] {p[1]}, 1, OPTIONS)[0];
  /// double[] gradient = Calculus.gradient(decay).apply(new double[] {0.5, 2});
  /// ```
  ///
  /// @throws ArgumentException as [#solve], or if the solution does not reach `t1`
  @DerivativeBy(OdeRules.class)
  public static double[] end(OdeFunction f, double t0, double[] y0, double t1, OdeOptions options) {
    OdeSolution solution = solve(f, t0, y0, t1, options);
    if (!solution.status().converged()) {
      throw DiscreteSweeps.notReached("Ode.end", solution, t1);
    }
    return solution.yEnd();
  }

  /// A loss of the solution of y′ = f(t, y, θ) as a function of y₀ and θ, whose value, gradient and
  /// Hessian can be asked for many times.
  ///
  /// ```java
  /// OdeObjective misfit =
  ///     Ode.objective(
  ///         (t, y, theta) -> new double[] {-theta[0] * y[0]},
  ///         0,
  ///         new double[] {1, 2},
  ///         (states, theta) -> Math.pow(states[0][0] - 0.6, 2) + Math.pow(states[1][0] - 0.4, 2),
  ///         OdeOptions.defaults());
  /// OdeGradient gradient = misfit.gradient(new double[] {1}, new double[] {0.5});
  /// ```
  ///
  /// @param f the right-hand side, in the language of `Calculus`
  /// @param t0 the time of y₀
  /// @param times the times of the states that the loss depends on, in the order in which they are
  ///   reached; t₀ may be the first
  /// @param loss the loss, in the language of `Calculus`
  /// @param options tolerances, method, limits
  /// @throws ArgumentException if the times are not finite or not in order, or there are events
  /// @throws dev.leibniz.error.UnsupportedCodeException if f or the loss cannot be differentiated
  public static OdeObjective objective(
      OdeParameterFunction f, double t0, double[] times, OdeLoss loss, OdeOptions options) {
    return new OdeObjective(f, t0, times, loss, options);
  }

  /// The value and the gradient of a loss, once: [#objective] does it many times.
  public static OdeGradient gradient(
      OdeParameterFunction f,
      double t0,
      double[] y0,
      double[] times,
      double[] theta,
      OdeLoss loss,
      OdeOptions options) {
    return objective(f, t0, times, loss, options).gradient(y0, theta);
  }

  /// The states at given times with their derivatives by y₀ and θ: the steps that solve the
  /// equation are differentiated in their order.
  ///
  /// @param f the right-hand side, in the language of `Calculus`
  /// @param t0 the time of y₀
  /// @param y0 the state at t₀
  /// @param times the times that are asked for, in the order in which they are reached
  /// @param theta the parameters
  /// @param options tolerances, method, limits
  /// @throws ArgumentException as [#objective], or if the solution does not reach the last time
  public static OdeSensitivities sensitivities(
      OdeParameterFunction f,
      double t0,
      double[] y0,
      double[] times,
      double[] theta,
      OdeOptions options) {
    String operation = "Ode.sensitivities";
    double[] checked = OdeObjective.checked(operation, t0, times, options);
    DiscreteSweeps.Problem problem =
        new DiscreteSweeps.Problem(operation, new LinearizedSystem(f), t0, checked, options, 0);
    return DiscreteSweeps.run(problem, y0, theta).sensitivities();
  }

  static void check(String operation, double t0, double[] y0, double t1) {
    if (!Double.isFinite(t0) || !Double.isFinite(t1)) {
      throw new ArgumentException(
          Explanation.of(operation, "both times must be finite")
              .got("t0 = " + t0 + ", t1 = " + t1));
    }
    if (y0.length == 0) {
      throw new ArgumentException(
          Explanation.of(operation, "the state must have a component").got("y0 of length 0"));
    }
    for (int i = 0; i < y0.length; i++) {
      if (!Double.isFinite(y0[i])) {
        throw new ArgumentException(
            Explanation.of(operation, "the state must be finite").got("y0[" + i + "] = " + y0[i]));
      }
    }
  }
}
