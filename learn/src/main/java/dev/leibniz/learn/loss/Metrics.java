package dev.leibniz.learn.loss;

import dev.leibniz.data.DType;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.Tensor;

/// How good predictions are, for people.
public final class Metrics {
  private Metrics() {}

  /// The share of rows whose largest logit is that of the label; f64[].
  ///
  /// @param logits [n, classes]
  /// @param labels whole numbers, [n]
  /// @throws ShapeException if there is not one label per row
  public static Tensor accuracy(Tensor logits, Tensor labels) {
    Losses.requireLabels("accuracy", logits, labels);
    return logits.argMax(-1).equalTo(labels.convert(DType.I32)).convert(DType.F64).mean();
  }

  /// √ mean (prediction − target)²; f64[].
  ///
  /// @throws ShapeException if the shapes differ
  public static Tensor rootMeanSquaredError(Tensor prediction, Tensor target) {
    Losses.requireSame("rootMeanSquaredError", "prediction", prediction, target);
    return prediction.convert(DType.F64).minus(target.convert(DType.F64)).square().mean().sqrt();
  }

  /// 1 − Σ (target − prediction)² / Σ (target − mean)²; f64[]. For targets that are all the same it
  /// is 1 if all predictions are right, else 0.
  ///
  /// @throws ShapeException if the shapes differ
  public static Tensor rSquared(Tensor prediction, Tensor target) {
    Losses.requireSame("rSquared", "prediction", prediction, target);
    Tensor t = target.convert(DType.F64);
    Tensor residual = t.minus(prediction.convert(DType.F64)).square().sum();
    Tensor total = t.minus(t.mean()).square().sum();
    Tensor isConstant = total.equalTo(0);
    Tensor share = residual.div(isConstant.select(1, total));
    return isConstant.select(share.minimum(1).sign(), share).negate().plus(1);
  }

  /// How often each class (row) was taken for each class (column); i32[classes, classes].
  ///
  /// @param logits [n, classes]
  /// @param labels i32[n]
  /// @throws ShapeException if there is not one label per row
  /// @throws dev.leibniz.error.IndexException if a label is no class
  public static Tensor confusion(Tensor logits, Tensor labels) {
    Losses.requireLabels("confusion", logits, labels);
    int classes = Math.toIntExact(logits.shape().extent(1));
    Tensor places = labels.times(classes).plus(logits.argMax(-1));
    Tensor ones = Tensor.ones(DType.I32, Math.toIntExact(labels.shape().extent(0)));
    return Tensor.zeros(DType.I32, classes * classes)
        .scatterAdd(places, ones, 0)
        .reshape(classes, classes);
  }
}
