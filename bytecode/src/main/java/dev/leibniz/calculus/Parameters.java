package dev.leibniz.calculus;

import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;

/// How functions that a method takes depend on what they capture: for rules of such methods (see
/// [DerivativeBy]), and only there.
///
/// What the functions capture and is being differentiated, p, is one vector: the captured numbers
/// and arrays, function by function, in their order.
///
/// ```java
/// static double valueTangent(UnivariateFunction f, double from, double to, double value) {
///   return Integrate.of(Parameters.tangent(f), from, to).value();
/// }
/// ```
@SuppressWarnings("DoNotCallSuggester") // a rule is read, not run
public final class Parameters {
  private Parameters() {}

  /// x ↦ ∂f(x)/∂p · ṗ, with the tangent ṗ of what is captured.
  public static UnivariateFunction tangent(UnivariateFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ.
  public static MultivariateFunction tangent(MultivariateFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ.
  public static VectorFunction tangent(VectorFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ.
  public static PathFunction tangent(PathFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p.
  public static PathFunction gradient(UnivariateFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p.
  public static VectorFunction gradient(MultivariateFunction f) {
    throw outside();
  }

  /// x ↦ (∂f(x)/∂p)ᵀ · w, with the same w for all x.
  public static PathFunction pullback(PathFunction f, double[] w) {
    throw outside();
  }

  /// (x, w) ↦ (∂f(x)/∂p)ᵀ · w.
  public static DirectionalFunction pullback(VectorFunction f) {
    throw outside();
  }

  private static DerivativeException outside() {
    return new DerivativeException(
        Explanation.of("Parameters", "the derivative by what is captured exists in rules only")
            .fix("call it in a method of a class that @DerivativeBy names"));
  }
}
