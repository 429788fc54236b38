package dev.leibniz.function;

/// The value of a function at a point, and the linear map from cotangents of the value to
/// cotangents of the argument; see [Vjp].
///
/// @param <A> the type of the argument
/// @param <B> the type of the value
public final class Pullback<A, B> {
  private final A argument;
  private final B value;
  private final Transformed pullback;

  Pullback(A argument, B value, Transformed pullback) {
    this.argument = argument;
    this.value = value;
    this.pullback = pullback;
  }

  /// The value of the function.
  public B value() {
    return value;
  }

  /// J(x)ᵀ·w for a cotangent w of the value's tree and types.
  ///
  /// @throws dev.leibniz.error.TreeException if `cotangent` has another tree or other types
  public A apply(B cotangent) {
    return Gradients.cast(pullback.apply(argument, cotangent));
  }
}
