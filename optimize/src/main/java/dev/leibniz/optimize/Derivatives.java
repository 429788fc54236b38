package dev.leibniz.optimize;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.ValueAndGradientFunction;
import java.util.Optional;

/// Derivatives of a function that its user has; those that are missing come from `Calculus`.
///
/// @param valueAndGradient f(x) and ∇f(x)
/// @param hessian ∇²f(x), row by row
/// @param hessianVectorProduct ∇²f(x)·v
public record Derivatives(
    Optional<ValueAndGradientFunction> valueAndGradient,
    Optional<MatrixFunction> hessian,
    Optional<DirectionalFunction> hessianVectorProduct) {
  /// None.
  public static Derivatives none() {
    return new Derivatives(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The same with value and gradient.
  public Derivatives valueAndGradient(ValueAndGradientFunction given) {
    return new Derivatives(Optional.of(given), hessian, hessianVectorProduct);
  }

  /// The same with the Hessian.
  public Derivatives hessian(MatrixFunction given) {
    return new Derivatives(valueAndGradient, Optional.of(given), hessianVectorProduct);
  }

  /// The same with the Hessian's product with a vector.
  public Derivatives hessianVectorProduct(DirectionalFunction given) {
    return new Derivatives(valueAndGradient, hessian, Optional.of(given));
  }
}
