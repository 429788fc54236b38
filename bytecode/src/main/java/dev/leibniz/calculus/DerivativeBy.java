package dev.leibniz.calculus;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says in which class the derivative of a static method is written down, so that differentiated
/// code calls the method as it is, and its derivative by rule.
///
/// For a method `m(a₀, a₁, …)` whose value `v` is a number the class has, for each argument that
/// the value depends on, a static method named `mBy0`, `mBy1`, …:
///
/// - `double mBy0(a₀, …, v, double t)`: t · ∂m/∂a₀ for a number,
/// - `double[] mBy0(a₀, …, v, double t)`: t · ∂m/∂a₀ for an array.
///
/// Where the value is an array, it has `double[] mBy0(a₀, …, v)`, the partial derivatives by a
/// number, and for an array `mTangentBy0(a₀, …, v, ȧ₀)` and `mCotangentBy0(a₀, …, v, w)`: the
/// Jacobian times ȧ₀, its transpose times w.
///
/// For a method that takes functions it has, beside those,
///
/// - `mTangent(a₀, …, v)`: the tangent of the value that comes from what the functions capture,
///   written with [Parameters],
/// - `mCotangent(a₀, …, v, w)`: the cotangent of what the functions capture, as a `double[]` in the
///   order of [Parameters];
///
/// an argument of such a method for which there is no rule, a first guess for example, has no
/// influence.
///
/// A method that gives a record has these methods for each component that has a derivative, named
/// after the component. They are written in the language of differentiated code themselves, so that
/// derivatives of every order follow.
///
/// ```java
/// @DerivativeBy(SlowRules.class)
/// static double slow(double x) { … }
///
/// final class SlowRules {
///   static double slowBy0(double x, double v, double t) {
///     return 2 * x * t;
///   }
/// }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DerivativeBy {
  /// The class with the derivatives.
  Class<?> value();
}
