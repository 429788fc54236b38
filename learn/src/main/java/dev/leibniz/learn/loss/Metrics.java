package dev.leibniz.learn.loss;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.Tensor;

/// How good predictions are, for people.
public final class Metrics {
  private Metrics() {}

  /// The share of rows whose largest logit is that of the label; f64[].
  public static Tensor accuracy(Tensor logits, Tensor labels) {
    return logits.argMax(-1).equalTo(labels).convert(DType.F64).mean();
  }

  /// √ mean (prediction − target)²; f64[].
  public static Tensor rootMeanSquaredError(Tensor prediction, Tensor target) {
    return prediction.minus(target).convert(DType.F64).square().mean().sqrt();
  }

  /// 1 − Σ (target − prediction)² / Σ (target − mean)²; f64[].
  public static Tensor rSquared(Tensor prediction, Tensor target) {
    Tensor t = target.convert(DType.F64);
    Tensor residual = t.minus(prediction.convert(DType.F64)).square().sum();
    return residual.div(t.minus(t.mean()).square().sum()).negate().plus(1);
  }

  /// How often each class (row) was taken for each class (column); i32[classes, classes].
  public static Tensor confusion(Tensor logits, Tensor labels, int classes) {
    Tensor places = labels.times(classes).plus(logits.argMax(-1));
    Tensor ones = Tensor.ones(DType.I32, Math.toIntExact(places.shape().extent(0)));
    return Tensor.zeros(DType.I32, classes * classes)
        .scatterAdd(places, ones, 0)
        .reshape(classes, classes);
  }
}
