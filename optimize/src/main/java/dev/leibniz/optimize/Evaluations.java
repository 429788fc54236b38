package dev.leibniz.optimize;

/// How often a function and its derivatives were evaluated. A sweep that gives value and gradient
/// at once counts as one gradient.
///
/// @param function values alone
/// @param gradient gradients, with the value
/// @param hessian Hessians
/// @param hessianVector products of the Hessian with a vector
public record Evaluations(int function, int gradient, int hessian, int hessianVector) {
  /// All of them.
  public int total() {
    return function + gradient + hessian + hessianVector;
  }

  /// These and others.
  public Evaluations plus(Evaluations others) {
    return new Evaluations(
        function + others.function,
        gradient + others.gradient,
        hessian + others.hessian,
        hessianVector + others.hessianVector);
  }
}
