package dev.leibniz.optimize;

import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.MultivariateFunction;

/// Minimization of plain Java functions. The derivatives come from `Calculus`, exact, so that the
/// user gives the function and nothing else.
///
/// ```java
/// Optimum best =
///     Minimize.of(
///         x -> 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2), new double[] {-1.2, 1});
/// // best.point() is [1, 1]
/// Optimum other = Minimize.with(Method.lbfgs()).iterations(50).of(f, start);
/// ```
///
/// A minimum ends with a [dev.leibniz.Status] in all cases: NaN, exceptions, limits and functions
/// that have no minimum are outcomes, with the best point so far. Sizes that do not agree and
/// starts that are not finite are an ArgumentException.
public final class Minimize {
  private Minimize() {}

  /// A local minimum near the start, by the method that suits the function. Where the call stands
  /// in code that is differentiated, point and value are differentiated by the implicit function
  /// theorem.
  @DerivativeBy(OptimumRules.class)
  public static Optimum of(MultivariateFunction f, double[] start) {
    return Minimizer.DEFAULT.of(f, start);
  }

  /// The same by another method, and with limits of one's own. In code that is differentiated, the
  /// settings are made outside of it; elsewhere `Minimize.with(…).of(…)` is the same.
  @DerivativeBy(OptimumRules.class)
  public static Optimum of(MultivariateFunction f, double[] start, Minimizer settings) {
    return settings.of(f, start);
  }

  /// A local minimum in a box; bounds may be infinite. It is differentiated in the bounds, too.
  @DerivativeBy(BoundedOptimumRules.class)
  public static Optimum of(MultivariateFunction f, double[] start, double[] lower, double[] upper) {
    return Minimizer.DEFAULT.of(f, start, lower, upper);
  }

  /// The same by another method, and with limits of one's own.
  @DerivativeBy(BoundedOptimumRules.class)
  public static Optimum of(
      MultivariateFunction f, double[] start, double[] lower, double[] upper, Minimizer settings) {
    return settings.of(f, start, lower, upper);
  }

  /// The lowest minimum in a box with finite bounds that 200 random starts and their evolution
  /// find, as [GlobalSearch] describes.
  ///
  /// ```java
  /// Optimum lowest = Minimize.global(f, new double[] {-5, -5}, new double[] {5, 5});
  /// ```
  @DerivativeBy(GlobalOptimumRules.class)
  public static Optimum global(MultivariateFunction f, double[] lower, double[] upper) {
    return GlobalSearch.defaults().of(f, lower, upper);
  }

  /// The same with other starts, seeds, local searches and limits.
  @DerivativeBy(GlobalOptimumRules.class)
  public static Optimum global(
      MultivariateFunction f, double[] lower, double[] upper, GlobalSearch settings) {
    return settings.of(f, lower, upper);
  }

  /// Minimization by another method, and with limits of one's own.
  public static Minimizer with(Method method) {
    return Minimizer.DEFAULT.method(method);
  }
}
