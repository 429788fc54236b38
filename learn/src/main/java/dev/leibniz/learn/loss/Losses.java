package dev.leibniz.learn.loss;

import dev.leibniz.tensor.Tensor;

/// Losses: means over all elements, or over the rows of a batch.
public final class Losses {
  private Losses() {}

  /// mean (prediction − target)².
  public static Tensor squaredError(Tensor prediction, Tensor target) {
    return prediction.minus(target).square().mean();
  }

  /// The mean over rows of −log softmax(logits)[label], without overflow.
  ///
  /// @param logits [n, classes]
  /// @param labels whole numbers, [n], from 0 to classes − 1
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    Tensor logProbabilities = logits.logSoftmax(-1);
    Tensor chosen = logProbabilities.takeAlongAxis(labels.expandAxis(-1), -1);
    return chosen.mean().negate();
  }

  /// The mean of log(1 + eˣ) − x·t for logits x and targets t in [0, 1], without overflow.
  public static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    Tensor softplus = logits.relu().plus(logits.abs().negate().exp().log1p());
    return softplus.minus(logits.times(targets)).mean();
  }

  /// mean max(0, 1 − t·x) for scores x and targets t of −1 or 1.
  public static Tensor hinge(Tensor scores, Tensor targets) {
    return scores.times(targets).negate().plus(1).relu().mean();
  }

  /// The mean of ½·r² where |r| ≤ delta and delta·(|r| − ½·delta) elsewhere, for r = prediction −
  /// target.
  ///
  /// Source: Huber: Robust estimation of a location parameter (1964).
  public static Tensor huber(Tensor prediction, Tensor target, double delta) {
    Tensor residual = prediction.minus(target);
    Tensor size = residual.abs();
    Tensor square = residual.square().times(0.5);
    Tensor line = size.minus(0.5 * delta).times(delta);
    return size.lessEqual(delta).select(square, line).mean();
  }
}
