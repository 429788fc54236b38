package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;

/// A root of a function of one variable, f(x) = 0; and the ways to roots of one and many variables.
///
/// ```java
/// Root root = Root.of(x -> Math.cos(x) - x, 0, 1); // 0.7390851332151607
/// SystemRoot both = Root.system(x -> new double[] {x[0] * x[1] - 1, x[0] - x[1]}, new double[] {2, 3});
/// ```
///
/// @param point where the search ended: the root, or the place nearest to one that was seen
/// @param value f(point)
/// @param from the lower end of the smallest interval known to hold a change of sign; NaN where
///   none is
/// @param to its upper end
/// @param evaluations how often f was evaluated
/// @param derivativeEvaluations how often f′ was evaluated
/// @param status how it ended
public record Root(
    double point,
    double value,
    double from,
    double to,
    int evaluations,
    int derivativeEvaluations,
    Status status) {

  /// The root between two points where f has opposite signs, by Brent's method, to about two units
  /// in the last place of x: Brent, Algorithms for Minimization without Derivatives (1973), chapter
  /// 4.
  @DerivativeBy(RootRules.class)
  public static Root of(UnivariateFunction f, double from, double to) {
    return of(f, from, to, RootOptions.defaults());
  }

  /// The same with other tolerances and limits.
  @DerivativeBy(RootRules.class)
  public static Root of(UnivariateFunction f, double from, double to, RootOptions options) {
    return new Bracket("Root.of", f, from, to, options).brent();
  }

  /// The root between two points where f has opposite signs, by Newton's method with the exact
  /// derivative; a step that would leave the bracket or does not halve quickly enough is replaced
  /// by bisection (Press et al., Numerical Recipes, 3rd ed., 9.4).
  @DerivativeBy(RootRules.class)
  public static Root newton(UnivariateFunction f, double from, double to) {
    return newton(f, from, to, RootOptions.defaults());
  }

  /// The same with other tolerances and limits.
  @DerivativeBy(RootRules.class)
  public static Root newton(UnivariateFunction f, double from, double to, RootOptions options) {
    return new Bracket("Root.newton", f, from, to, options).newton();
  }

  /// A root of n equations in n unknowns from a start, by Powell's hybrid method with an exact
  /// Jacobian: Powell (1970), as in MINPACK's HYBRJ.
  @DerivativeBy(SystemRules.class)
  public static SystemRoot system(VectorFunction f, double[] start) {
    return system(f, start, SystemOptions.defaults());
  }

  /// The same with another method, tolerances or limits.
  @DerivativeBy(SystemRules.class)
  public static SystemRoot system(VectorFunction f, double[] start, SystemOptions options) {
    return EquationSearch.of(f, start, options);
  }
}
