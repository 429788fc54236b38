package dev.leibniz.learn.layer;

import dev.leibniz.function.Custom;
import dev.leibniz.function.ValueAndTangent;
import dev.leibniz.tensor.Tensor;
import java.util.function.Function;

/// A function applied to each element between layers.
public enum Activation implements PlainLayer {
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
  SILU,
  /// log(1 + eˣ), without overflow; its derivative is the sigmoid.
  SOFTPLUS;

  private static final double ROOT_HALF = Math.sqrt(0.5);

  /// Its parts have kinks at 0 that cancel; only a rule of its own gives the derivatives there.
  private static final Function<Tensor, Tensor> SMOOTH_SOFTPLUS =
      Custom.jvp(
          Activation::softplus,
          (Tensor x, Tensor v) -> new ValueAndTangent<>(softplus(x), x.sigmoid().times(v)));

  private static Tensor softplus(Tensor x) {
    return x.maximum(0).plus(x.abs().negate().exp().log1p());
  }

  /// The function of each element.
  @Override
  public Tensor apply(Tensor x) {
    return switch (this) {
      case IDENTITY -> x;
      case RELU -> x.relu();
      case GELU -> x.times(ROOT_HALF).erf().plus(1).times(x).times(0.5);
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
      case SILU -> x.times(x.sigmoid());
      case SOFTPLUS -> SMOOTH_SOFTPLUS.apply(x);
    };
  }
}
