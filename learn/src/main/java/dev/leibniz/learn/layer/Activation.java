package dev.leibniz.learn.layer;

import dev.leibniz.tensor.Tensor;

/// A function applied to each element between layers.
public enum Activation {
  /// x.
  IDENTITY,
  /// max(x, 0).
  RELU,
  /// x · Φ(x) = ½ · x · (1 + erf(x / √2)). Source: Hendrycks, Gimpel (arXiv:1606.08415).
  GELU,
  /// tanh x.
  TANH,
  /// 1 / (1 + e⁻ˣ).
  SIGMOID,
  /// x / (1 + e⁻ˣ).
  SILU;

  private static final double ROOT_HALF = Math.sqrt(0.5);

  /// The function of each element.
  public Tensor apply(Tensor x) {
    return switch (this) {
      case IDENTITY -> x;
      case RELU -> x.relu();
      case GELU -> x.times(ROOT_HALF).erf().plus(1).times(x).times(0.5);
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case SILU -> x.times(x.sigmoid());
    };
  }
}
