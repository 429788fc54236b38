package dev.leibniz.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.function.GradCheck;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class BatchNormTest {
  private final RandomKey key = RandomKey.of(3);

  @Test
  void aTrainingBatchGetsMeanZeroAndVarianceOnePerChannel() {
    Tensor x = key.normal(DType.F32, 8, 3, 5, 5).times(4).plus(7);
    BatchNorm.Trained trained = BatchNorm.init(3).train(x, BatchStatistics.init(3));
    Tensor y = trained.output().convert(DType.F64);
    assertThat(y.mean(0, 2, 3).abs().max().item()).isLessThan(1e-5);
    assertThat(y.var(0, 2, 3).minus(1).abs().max().item()).isLessThan(1e-5);
  }

  /// Channel 0 of the batch is 1, 2, 6: mean 3, variance 14/3 with n and 7 with n − 1.
  @Test
  void runningStatisticsFollowTheBatches() {
    Tensor x = Tensor.of(new float[] {1, 0, 2, 0, 6, 0}, 3, 2);
    BatchNorm norm = BatchNorm.init(2);
    BatchStatistics statistics = norm.train(x, BatchStatistics.init(2)).statistics();
    assertThat(statistics.mean().toFloatArray())
        .containsExactly(new float[] {0.3f, 0}, within(1e-7f));
    assertThat(statistics.variance().toFloatArray())
        .containsExactly(new float[] {0.9f + 0.7f, 0.9f}, within(1e-6f));
    BatchStatistics twice = norm.train(x, statistics).statistics();
    assertThat(twice.mean().toFloatArray()[0]).isCloseTo(0.9f * 0.3f + 0.3f, within(1e-6f));
  }

  @Test
  void afterTrainingTheStatisticsCountAndNotTheBatch() {
    BatchNorm norm =
        new BatchNorm(Tensor.of(new float[] {2, 1}), Tensor.of(new float[] {0.5f, 0}), 1e-5, 0.1);
    BatchStatistics statistics =
        new BatchStatistics(Tensor.of(new float[] {1, 0}), Tensor.of(new float[] {4, 1}));
    Tensor x = Tensor.of(new float[] {5, 3}, 1, 2);
    assertThat(norm.apply(x, statistics).toFloatArray())
        .containsExactly(new float[] {4.5f, 3}, within(2e-5f));
  }

  @Test
  void gradientsFlowThroughTheBatchsMeanAndVariance() {
    Tensor x = key.normal(DType.F64, 4, 2, 3);
    Tensor weights = key.fold(1).normal(DType.F64, 4, 2, 3);
    BatchStatistics statistics =
        new BatchStatistics(Tensor.zeros(DType.F64, 2), Tensor.ones(DType.F64, 2));
    BatchNorm norm =
        new BatchNorm(Tensor.ones(DType.F64, 2), Tensor.zeros(DType.F64, 2), 1e-5, 0.1);
    assertThat(
            GradCheck.of((Tensor y) -> norm.train(y, statistics).output().times(weights).sum())
                .at(x)
                .passed())
        .isTrue();
    assertThat(
            GradCheck.of((BatchNorm n) -> n.train(x, statistics).output().times(weights).sum())
                .at(norm)
                .passed())
        .isTrue();
  }

  @Test
  void batchesThatDoNotFitAreRefused() {
    BatchNorm norm = BatchNorm.init(3);
    BatchStatistics statistics = BatchStatistics.init(3);
    assertThatThrownBy(() -> norm.apply(Tensor.zeros(DType.F32, 4, 1, 2, 2), statistics))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("x = f32[4, 1, 2, 2], channels = 3");
    assertThatThrownBy(() -> norm.train(Tensor.zeros(DType.F32, 1, 3), statistics))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("at least two numbers per channel");
    assertThatThrownBy(() -> new BatchNorm(norm.scale(), norm.shift(), 0, 0.1))
        .isInstanceOf(ArgumentException.class);
  }
}
