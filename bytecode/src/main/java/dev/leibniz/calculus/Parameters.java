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
///   return Integrate.of(Parameters.univariateTangent(f), from, to).value();
/// }
/// ```
@SuppressWarnings("DoNotCallSuggester") // a rule is read, not run
public final class Parameters {
  private Parameters() {}

  /// The number of elements of p.
  public static int size() {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ, with the tangent ṗ of what is captured.
  public static UnivariateFunction univariateTangent(UnivariateFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ.
  public static MultivariateFunction multivariateTangent(MultivariateFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ.
  public static VectorFunction vectorTangent(VectorFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p · ṗ.
  public static PathFunction pathTangent(PathFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p.
  public static PathFunction univariateGradient(UnivariateFunction f) {
    throw outside();
  }

  /// x ↦ ∂f(x)/∂p.
  public static VectorFunction multivariateGradient(MultivariateFunction f) {
    throw outside();
  }

  /// x ↦ (∂f(x)/∂p)ᵀ · w, with the same w for all x.
  public static PathFunction pathPullback(PathFunction f, double[] w) {
    throw outside();
  }

  /// (x, w) ↦ (∂f(x)/∂p)ᵀ · w.
  public static DirectionalFunction vectorPullback(VectorFunction f) {
    throw outside();
  }

  private static DerivativeException outside() {
    return new DerivativeException(
        Explanation.of("Parameters", "the derivative by what is captured exists in rules only")
            .fix("call it in a method of a class that @DerivativeBy names"));
  }
}
