package dev.leibniz.learn.loss;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.tensor.Tensor;

/// Losses: what a prediction costs, as the mean over a batch, a single number.
///
/// Predictions and targets have the same shape; shapes that stretch, such as [n, 1] and [n], would
/// compare each prediction with each target and are refused.
public final class Losses {
  private Losses() {}

  /// mean (prediction − target)².
  ///
  /// @throws ShapeException if the shapes differ
  public static Tensor squaredError(Tensor prediction, Tensor target) {
    requireSame("squaredError", "prediction", prediction, target);
    return prediction.minus(target).square().mean();
  }

  /// The mean over rows of −log softmax(logits)[label], without overflow.
  ///
  /// @param logits [n, classes]
  /// @param labels whole numbers, [n], from 0 to classes − 1
  /// @throws ShapeException if there is not one label per row
  /// @throws dev.leibniz.error.IndexException if a label is no class, when the program runs
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    requireLabels("crossEntropy", logits, labels);
    Tensor logProbabilities = logits.logSoftmax(-1);
    Tensor chosen = logProbabilities.takeAlongAxis(labels.expandAxis(-1), -1);
    return chosen.mean().negate();
  }

  /// The mean of log(1 + eˣ) − x·t for logits x and targets t in [0, 1], without overflow: minus
  /// the log-likelihood of t under the probability 1 / (1 + e⁻ˣ).
  ///
  /// @throws ShapeException if the shapes differ
  public static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    requireSame("binaryCrossEntropy", "logits", logits, targets);
    return Activation.SOFTPLUS.apply(logits).minus(logits.times(targets)).mean();
  }

  /// mean max(0, 1 − t·x) for scores x and targets t of −1 or 1.
  ///
  /// @throws ShapeException if the shapes differ
  public static Tensor hinge(Tensor scores, Tensor targets) {
    requireSame("hinge", "scores", scores, targets);
    return scores.times(targets).negate().plus(1).relu().mean();
  }

  /// The mean of ½·r² where |r| ≤ delta and delta·(|r| − ½·delta) elsewhere, for r = prediction −
  /// target.
  ///
  /// Source: Huber: Robust estimation of a location parameter (1964).
  ///
  /// @throws ArgumentException if delta is not positive
  /// @throws ShapeException if the shapes differ
  public static Tensor huber(Tensor prediction, Tensor target, double delta) {
    if (!(delta > 0)) {
      throw new ArgumentException(
          Explanation.of("huber", "delta must be positive").got("delta = " + delta));
    }
    requireSame("huber", "prediction", prediction, target);
    Tensor residual = prediction.minus(target);
    Tensor size = residual.abs();
    Tensor square = residual.square().times(0.5);
    Tensor line = size.minus(0.5 * delta).times(delta);
    return size.lessEqual(delta).select(square, line).mean();
  }

  static void requireSame(String operation, String name, Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new ShapeException(
          Explanation.of(operation, "predictions and targets must have the same shape")
              .got(name + " = " + prediction.type() + ", target = " + target.type())
              .fix("bring both to one shape, such as prediction.reshape(-1)"));
    }
  }

  static void requireLabels(String operation, Tensor logits, Tensor labels) {
    boolean fits =
        logits.shape().rank() == 2
            && labels.shape().equals(logits.shape().remove(1))
            && labels.dtype().isInteger();
    if (!fits) {
      throw new ShapeException(
          Explanation.of(operation, "there must be a row of logits and a whole number per example")
              .got("logits = " + logits.type() + ", labels = " + labels.type())
              .fix("use logits [n, classes] and labels i32[n]"));
    }
  }
}
