package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;

/// Batch normalisation per channel, the axis after the first: y = (x − mean) / √(variance + ε) ·
/// scale + shift.
///
/// While training, mean and variance are the batch's, and running averages follow them; afterwards
/// the running ones are used. Nothing is changed in place: [#train] gives the layer with its new
/// averages.
///
/// Source: Ioffe, Szegedy: Batch normalization (ICML 2015), algorithms 1 and 2.
///
/// @param scale [channels]
/// @param shift [channels]
/// @param mean the running mean, [channels]
/// @param variance the running variance, [channels]
/// @param epsilon ε
/// @param momentum how much of the running averages a batch replaces
public record BatchNorm(
    Tensor scale, Tensor shift, Tensor mean, Tensor variance, double epsilon, double momentum) {

  /// What a training batch gives.
  ///
  /// @param output the normalised batch
  /// @param layer the layer with its new running averages
  public record Trained(Tensor output, BatchNorm layer) {}

  /// A layer that begins as plain normalisation; f32, ε = 1e-5, momentum 0.1.
  public static BatchNorm init(int channels) {
    return new BatchNorm(
        Tensor.ones(DType.F32, channels),
        Tensor.zeros(DType.F32, channels),
        Tensor.zeros(DType.F32, channels),
        Tensor.ones(DType.F32, channels),
        1e-5,
        0.1);
  }

  private static Tensor perChannel(Tensor vector, Tensor like) {
    int[] shape = new int[like.shape().rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = -1;
    return vector.reshape(shape);
  }

  private static int[] allButChannels(Tensor x) {
    int rank = x.shape().rank();
    int[] axes = new int[rank - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return axes;
  }

  /// The batch normalised by the running averages.
  public Tensor apply(Tensor x) {
    return normalised(x, mean, variance);
  }

  /// The batch normalised by its own mean and variance, and the layer that has seen it.
  public Trained train(Tensor x) {
    int[] axes = allButChannels(x);
    Tensor batchMean = x.mean(axes);
    Tensor batchVariance = x.minus(perChannel(batchMean, x)).square().mean(axes);
    double count = x.shape().elements() / (double) Math.max(1, batchMean.shape().elements());
    double unbiased = count > 1 ? count / (count - 1) : 1;
    BatchNorm next =
        new BatchNorm(
            scale,
            shift,
            mean.times(1 - momentum).plus(batchMean.stopGradient().times(momentum)),
            variance
                .times(1 - momentum)
                .plus(batchVariance.stopGradient().times(momentum * unbiased)),
            epsilon,
            momentum);
    return new Trained(normalised(x, batchMean, batchVariance), next);
  }

  private Tensor normalised(Tensor x, Tensor centre, Tensor spread) {
    Tensor factor = spread.plus(epsilon).rsqrt().times(scale);
    return x.minus(perChannel(centre, x)).times(perChannel(factor, x)).plus(perChannel(shift, x));
  }
}
