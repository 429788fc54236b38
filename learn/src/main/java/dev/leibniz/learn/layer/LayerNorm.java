package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.Tensor;

/// Layer normalisation along the last axis: y = (x − mean) / √(variance + ε) · scale + shift.
///
/// Source: Ba, Kiros, Hinton: Layer normalization (arXiv:1607.06450).
///
/// @param scale [features]
/// @param shift [features]
/// @param epsilon ε
public record LayerNorm(Tensor scale, Tensor shift, double epsilon) {

  /// A layer that begins as plain normalisation; f32, ε = 1e-5.
  public static LayerNorm init(int features) {
    return new LayerNorm(Tensor.ones(DType.F32, features), Tensor.zeros(DType.F32, features), 1e-5);
  }

  /// The normalised rows.
  public Tensor apply(Tensor x) {
    Tensor centred = x.minus(x.meanKeep(-1));
    Tensor variance = centred.square().meanKeep(-1);
    return centred.times(variance.plus(epsilon).rsqrt()).times(scale).plus(shift);
  }
}
