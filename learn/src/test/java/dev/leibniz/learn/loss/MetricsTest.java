package dev.leibniz.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private final Tensor logits =
      Tensor.of(new float[] {3, 1, 0, 0, 5, 1, 0, 1, 2, 9, 1, 0}, 4, 3); // 0, 1, 2, 0

  @Test
  void accuracyIsTheShareOfRightRows() {
    assertThat(Metrics.accuracy(logits, Tensor.of(new int[] {0, 1, 2, 2})).item()).isEqualTo(0.75);
    assertThat(Metrics.accuracy(logits, Tensor.of(new long[] {1, 2, 0, 1})).item()).isZero();
  }

  @Test
  void confusionCountsTrueClassesByRowAndTakenOnesByColumn() {
    assertThat(Metrics.confusion(logits, Tensor.of(new int[] {0, 1, 2, 2})).toIntArray())
        .containsExactly(1, 0, 0, 0, 1, 0, 1, 0, 1);
    assertThatThrownBy(() -> Metrics.confusion(logits, Tensor.of(new int[] {0, 1, 2, 3})))
        .isInstanceOf(IndexException.class);
  }

  @Test
  void rootMeanSquaredErrorIsInTheTargetsUnit() {
    Tensor x = Tensor.of(new float[] {1, 2, 3});
    assertThat(Metrics.rootMeanSquaredError(x, Tensor.of(new float[] {1, 2, 6})).item())
        .isCloseTo(Math.sqrt(3), within(1e-15));
    assertThatThrownBy(() -> Metrics.rootMeanSquaredError(x.reshape(3, 1), x))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void rSquaredIsOneForRightPredictionsAndZeroForTheMean() {
    Tensor target = Tensor.of(new float[] {1, 2, 6});
    assertThat(Metrics.rSquared(target, target).item()).isEqualTo(1);
    assertThat(Metrics.rSquared(Tensor.full(DType.F32, 3, 3), target).item()).isZero();
    assertThat(Metrics.rSquared(Tensor.of(new float[] {1, 2, 4}), target).item())
        .isCloseTo(1 - 4.0 / 14, within(1e-15));
  }

  @Test
  void rSquaredOfConstantTargetsIsOneOrZero() {
    Tensor target = Tensor.of(new float[] {2, 2});
    assertThat(Metrics.rSquared(target, target).item()).isEqualTo(1);
    assertThat(Metrics.rSquared(Tensor.of(new float[] {2, 9}), target).item()).isZero();
    assertThat(Metrics.rSquared(Tensor.of(new float[] {2, 2.1f}), target).item()).isZero();
  }
}
