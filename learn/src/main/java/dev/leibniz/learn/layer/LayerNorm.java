package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;

/// Layer normalisation along the last axis: y = (x − mean) / √(variance + ε) · scale + shift.
///
/// Source: Ba, Kiros, Hinton: Layer normalization (arXiv:1607.06450).
///
/// @param scale [features]
/// @param shift [features]
/// @param epsilon ε
public record LayerNorm(Tensor scale, Tensor shift, double epsilon) implements PlainLayer {
  /// Checks ε.
  ///
  /// @throws ArgumentException if it is not positive
  public LayerNorm {
    if (!(epsilon > 0)) {
      throw new ArgumentException(
          Explanation.of("LayerNorm", "epsilon must be positive").got("epsilon = " + epsilon));
    }
  }

  /// A layer that begins as plain normalisation; f32, ε = 1e-5.
  ///
  /// @throws ArgumentException if `features` is below 1
  public static LayerNorm init(int features) {
    Sizes.requirePositive("LayerNorm", "features", features);
    return new LayerNorm(Tensor.ones(DType.F32, features), Tensor.zeros(DType.F32, features), 1e-5);
  }

  /// The normalised rows.
  ///
  /// @param x [n, …, features]
  /// @throws dev.leibniz.error.ShapeException if the rows have another length
  @Override
  public Tensor apply(Tensor x) {
    Sizes.requireExtent("LayerNorm", "features", x, -1, scale);
    Tensor centred = x.minus(x.meanKeep(-1));
    Tensor variance = centred.square().meanKeep(-1);
    return centred.times(variance.plus(epsilon).rsqrt()).times(scale).plus(shift);
  }
}
