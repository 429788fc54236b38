package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.Tensor;

/// What a [BatchNorm] has seen: averages over the batches of a training.
///
/// @param mean the running mean, [channels]
/// @param variance the running variance, [channels]
public record BatchStatistics(Tensor mean, Tensor variance) {
  /// Mean 0 and variance 1; f32.
  public static BatchStatistics init(int channels) {
    Sizes.requirePositive("BatchStatistics", "channels", channels);
    return new BatchStatistics(Tensor.zeros(DType.F32, channels), Tensor.ones(DType.F32, channels));
  }
}
