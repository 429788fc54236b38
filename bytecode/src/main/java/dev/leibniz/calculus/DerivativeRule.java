package dev.leibniz.calculus;

import dev.leibniz.bytecode.RuledMethod;

/// The derivative of a static method, given by hand: `Calculus.with(rule)` differentiates with it.
/// For methods that cannot be read, that are faster by a formula, or that iterate to a solution.
///
/// The derivative is code that is differentiated itself where a second derivative is asked for.
///
/// ```java
/// DerivativeRule rule = DerivativeRule.univariate(Physics::lookUp, x -> 2 * x);
/// UnivariateFunction slope = Calculus.with(rule).derivative(x -> Physics.lookUp(x) * x);
/// ```
///
/// @param method the method and where its derivative is written down
public record DerivativeRule(RuledMethod method) {
  /// The derivative of a method `double m(double)`.
  ///
  /// @param method a reference to the method, such as `Physics::lookUp`
  /// @param derivative x ↦ m′(x)
  /// @throws dev.leibniz.error.ArgumentException if `method` is no reference to a static method
  public static DerivativeRule univariate(
      UnivariateFunction method, UnivariateFunction derivative) {
    return new DerivativeRule(RuledMethod.of(method, "univariate", derivative));
  }

  /// The gradient of a method `double m(double[])`.
  ///
  /// @param method a reference to the method
  /// @param gradient x ↦ ∇m(x)
  /// @throws dev.leibniz.error.ArgumentException if `method` is no reference to a static method
  public static DerivativeRule multivariate(MultivariateFunction method, VectorFunction gradient) {
    return new DerivativeRule(RuledMethod.of(method, "multivariate", gradient));
  }

  /// The derivative of a method `double[] m(double[])`.
  ///
  /// @param method a reference to the method
  /// @param jvp (x, v) ↦ J(x)·v
  /// @param vjp (x, w) ↦ J(x)ᵀ·w
  /// @throws dev.leibniz.error.ArgumentException if `method` is no reference to a static method
  public static DerivativeRule vector(
      VectorFunction method, DirectionalFunction jvp, DirectionalFunction vjp) {
    return new DerivativeRule(RuledMethod.of(method, "vector", jvp, vjp));
  }
}
