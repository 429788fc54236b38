package dev.leibniz.optimize;

import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// Least squares: the parameters p with the smallest Σ rᵢ(p)².
///
/// ```java
/// double[] x = {77.6, 114.9, 141.1, 190.8};
/// double[] y = {10.07, 14.73, 17.94, 23.93};
/// Fit fit =
///     LeastSquares.of(
///         p -> {
///           double[] r = new double[x.length];
///           for (int i = 0; i < r.length; i++) {
///             r[i] = y[i] - p[0] * (1 - Math.exp(-p[1] * x[i]));
///           }
///           return r;
///         },
///         new double[] {500, 1e-4});
/// ```
///
/// Fits end with a [dev.leibniz.Status] in all cases: residuals that are NaN or throw, singular
/// Jacobians and limits are outcomes with the best parameters so far. What could never work (sizes
/// that do not agree, a start outside the bounds) is an ArgumentException.
public final class LeastSquares {
  private LeastSquares() {}

  /// The nonlinear fit from a start, with [FitOptions#defaults()]: Levenberg–Marquardt in a scaled
  /// trust region, with the exact Jacobian of the residuals as `Calculus.jacobian` derives it.
  ///
  /// @param residuals the function from n parameters to m residuals, plain Java
  /// @param start n parameters
  @DerivativeBy(FitRules.class)
  public static Fit of(VectorFunction residuals, double[] start) {
    return of(residuals, start, FitOptions.defaults());
  }

  /// The nonlinear fit from a start. In code that is differentiated, options are made outside of
  /// it.
  @DerivativeBy(FitRules.class)
  public static Fit of(VectorFunction residuals, double[] start, FitOptions options) {
    return NonlinearFit.of(residuals, start, options);
  }

  /// The fit of a curve to points, yᵢ ≈ model(xᵢ, p): the residuals are yᵢ − model(xᵢ, p), and R²
  /// is known.
  ///
  /// ```java
  /// Fit fit = LeastSquares.curve((x, p) -> p[0] * Math.exp(-p[1] * x), x, y, new double[] {1, 1});
  /// ```
  public static Fit curve(CurveModel model, double[] x, double[] y, double[] start) {
    return curve(model, x, y, start, FitOptions.defaults());
  }

  /// The same with other options.
  public static Fit curve(
      CurveModel model, double[] x, double[] y, double[] start, FitOptions options) {
    if (x.length != y.length) {
      throw new ArgumentException(
          Explanation.of("LeastSquares.curve", "x and y must have the same length")
              .got("x with " + x.length + " elements, y with " + y.length)
              .fix("give one x for each y"));
    }
    double[] places = x.clone();
    double[] observations = y.clone();
    VectorFunction residuals =
        p -> {
          double[] r = new double[observations.length];
          for (int i = 0; i < r.length; i++) {
            r[i] = observations[i] - model.at(places[i], p);
          }
          return r;
        };
    return of(residuals, start, options.observations(observations));
  }

  /// The linear fit y ≈ x p: no intercept is added, give a column of ones for one.
  ///
  /// Householder QR with column pivoting and iterative refinement, never normal equations: Björck,
  /// Numerical Methods for Least Squares Problems (1996), 2.4 and 2.9. Where the columns are
  /// dependent the rank says so and the parameters are the shortest of all solutions.
  ///
  /// ```java
  /// Fit line = LeastSquares.linear(new double[][] {{1, 0}, {1, 1}, {1, 2}}, new double[] {1, 3, 5});
  /// ```
  ///
  /// @param x a row for each observation, a column for each parameter
  /// @param y an observation for each row
  public static Fit linear(double[][] x, double[] y) {
    return LinearLeastSquares.fit(x, y);
  }
}
