package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Batch normalisation per channel, the axis after the first: y = (x − mean) / √(variance + ε) ·
/// scale + shift.
///
/// While training, mean and variance are the batch's own, over all other axes, and running averages
/// follow them: average ← (1 − momentum) · average + momentum · batch's, the variance with n − 1.
/// Afterwards the running averages are used. They are no parameters but a state beside the layer,
/// which [#train] takes and gives.
///
/// ```java
/// BatchNorm norm = BatchNorm.init(24);
/// BatchStatistics statistics = BatchStatistics.init(24);
/// BatchNorm.Trained step = norm.train(x, statistics);
/// Tensor y = norm.apply(x, step.statistics());
/// ```
///
/// Source: Ioffe, Szegedy: Batch normalization (ICML 2015), algorithms 1 and 2.
///
/// @param scale [channels]
/// @param shift [channels]
/// @param epsilon ε
/// @param momentum how much of the running averages a batch replaces
public record BatchNorm(Tensor scale, Tensor shift, double epsilon, double momentum)
    implements Layer {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if ε is not positive or the momentum not in [0, 1]
  public BatchNorm {
    if (!(epsilon > 0 && momentum >= 0 && momentum <= 1)) {
      throw new ArgumentException(
          Explanation.of("BatchNorm", "epsilon must be positive, and momentum from 0 to 1")
              .got("epsilon = " + epsilon + ", momentum = " + momentum));
    }
  }

  /// What a training batch gives.
  ///
  /// @param output the normalised batch
  /// @param statistics the new running averages
  public record Trained(Tensor output, BatchStatistics statistics) {}

  /// A layer that begins as plain normalisation; f32, ε = 1e-5, momentum 0.1.
  ///
  /// @throws ArgumentException if `channels` is below 1
  public static BatchNorm init(int channels) {
    Sizes.requirePositive("BatchNorm", "channels", channels);
    return new BatchNorm(
        Tensor.ones(DType.F32, channels), Tensor.zeros(DType.F32, channels), 1e-5, 0.1);
  }

  /// The batch normalised by the running averages.
  ///
  /// @param x [n, channels, …]
  /// @throws ShapeException if x has another number of channels
  public Tensor apply(Tensor x, BatchStatistics statistics) {
    Sizes.requireExtent("BatchNorm", "channels", x, 1, scale);
    return normalised(x, statistics.mean(), statistics.variance());
  }

  /// The batch normalised by its own mean and variance, and the averages that have seen it.
  ///
  /// @param x [n, channels, …]
  /// @throws ShapeException if x has another number of channels, or fewer than two numbers per
  ///   channel
  public Trained train(Tensor x, BatchStatistics statistics) {
    Sizes.requireExtent("BatchNorm", "channels", x, 1, scale);
    double count = x.shape().remove(1).elements();
    if (count < 2) {
      throw new ShapeException(
          Explanation.of("BatchNorm", "a variance takes at least two numbers per channel")
              .got("x = " + x.type())
              .fix("train with larger batches, and choose sizes that leave no batch of one"));
    }
    int[] axes = IntStream.range(0, x.shape().rank()).filter(axis -> axis != 1).toArray();
    Tensor mean = x.mean(axes);
    Tensor variance = x.minus(perChannel(mean, x)).square().mean(axes);
    BatchStatistics next =
        new BatchStatistics(
            follow(statistics.mean(), mean),
            follow(statistics.variance(), variance.times(count / (count - 1))));
    return new Trained(normalised(x, mean, variance), next);
  }

  private Tensor follow(Tensor average, Tensor now) {
    return average.times(1 - momentum).plus(now.stopGradient().times(momentum));
  }

  private Tensor normalised(Tensor x, Tensor centre, Tensor spread) {
    Tensor factor = spread.plus(epsilon).rsqrt().times(scale);
    return x.minus(perChannel(centre, x)).times(perChannel(factor, x)).plus(perChannel(shift, x));
  }

  private static Tensor perChannel(Tensor vector, Tensor like) {
    int[] shape = new int[like.shape().rank() - 1];
    Arrays.fill(shape, 1);
    shape[0] = -1;
    return vector.reshape(shape);
  }
}
