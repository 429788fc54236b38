package dev.leibniz.learn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.function.Grad;
import dev.leibniz.function.GradCheck;
import dev.leibniz.function.Hessian;
import dev.leibniz.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each loss of single predictions is one row beside its formula in plain Java.
final class LossesTest {
  private static final double[] X = {0.3, -1.7, 2.5, 0.9, -0.2, 4};
  private static final double[] T = {1, -1, 1, -1, 1, -1};

  private record Row(String name, BinaryOperator<Tensor> loss, DoubleBinaryOperator formula) {}

  private static Stream<Row> rows() {
    return Stream.of(
        new Row("squaredError", Losses::squaredError, (x, t) -> (x - t) * (x - t)),
        new Row(
            "binaryCrossEntropy",
            (x, t) -> Losses.binaryCrossEntropy(x, t.plus(1).div(2)),
            (x, t) -> -Math.log(t > 0 ? 1 / (1 + Math.exp(-x)) : 1 / (1 + Math.exp(x)))),
        new Row("hinge", Losses::hinge, (x, t) -> Math.max(0, 1 - x * t)),
        new Row(
            "huber",
            (x, t) -> Losses.huber(x, t, 0.8),
            (x, t) -> {
              double r = Math.abs(x - t);
              return r <= 0.8 ? r * r / 2 : 0.8 * (r - 0.4);
            }));
  }

  @TestFactory
  Stream<DynamicTest> valuesAreTheMeanOfTheFormula() {
    return rows()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  double sum = 0;
                  for (int i = 0; i < X.length; i++) {
                    sum += row.formula().applyAsDouble(X[i], T[i]);
                  }
                  Tensor loss = row.loss().apply(Tensor.of(X), Tensor.of(T));
                  assertThat(loss.shape().rank()).isZero();
                  assertThat(loss.item()).isCloseTo(sum / X.length, within(1e-14));
                  assertThat(row.loss().apply(Tensor.of(X, 2, 3), Tensor.of(T, 2, 3)).item())
                      .isCloseTo(sum / X.length, within(1e-14));
                }));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfDifferences() {
    return rows()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () ->
                    assertThat(
                            GradCheck.of((Tensor x) -> row.loss().apply(x, Tensor.of(T)))
                                .at(Tensor.of(X))
                                .passed())
                        .isTrue()));
  }

  @TestFactory
  Stream<DynamicTest> shapesThatWouldStretchAreRefused() {
    return rows()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () ->
                    assertThatThrownBy(() -> row.loss().apply(Tensor.of(X, 6, 1), Tensor.of(T)))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining("predictions and targets must have the same shape")));
  }

  /// −log softmax of the label, with the largest logit taken out.
  @Test
  void crossEntropyIsTheNegativeLogOfTheLabelsShare() {
    double[] logits = {1, 2, 3, -1, 0, 500, 0, 0, 0};
    int[] labels = {2, 0, 1};
    double[] rows = {
      -Math.log(Math.exp(3) / (Math.exp(1) + Math.exp(2) + Math.exp(3))), 501, Math.log(3)
    };
    assertThat(Losses.crossEntropy(Tensor.of(logits, 3, 3), Tensor.of(labels)).item())
        .isCloseTo((rows[0] + rows[1] + rows[2]) / 3, within(1e-12));
  }

  /// The gradient is (softmax − one-hot) / n, for small logits and for those whose exponentials
  /// overflow.
  @Test
  void crossEntropysGradientIsSoftmaxMinusTarget() {
    Tensor logits = Tensor.of(new double[] {1, 2, 3, -1000, 0, 1000}, 2, 3);
    Tensor labels = Tensor.of(new int[] {0, 1});
    double[] gradient =
        Grad.of((Tensor x) -> Losses.crossEntropy(x, labels)).apply(logits).toDoubleArray();
    double[] expected =
        logits.softmax(-1).minus(labels.oneHot(3, DType.F64)).div(2).toDoubleArray();
    assertThat(gradient).containsExactly(expected, within(1e-15));
  }

  @Test
  void crossEntropyRefusesWhatIsNoLabel() {
    Tensor logits = Tensor.zeros(DType.F32, 2, 3);
    assertThatThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(new int[] {0, 3})))
        .isInstanceOf(IndexException.class);
    assertThatThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(new int[] {-1, 0})))
        .isInstanceOf(IndexException.class);
    assertThatThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(new float[] {0, 1})))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("logits = f32[2, 3], labels = f32[2]");
    assertThatThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(new int[] {0})))
        .isInstanceOf(ShapeException.class);
  }

  /// Where models begin, and where its parts have kinks: σ(0) − t = ½ − t, and σ′(0) = ¼.
  @Test
  void binaryCrossEntropyIsSmoothAtZero() {
    Tensor zero = Tensor.of(new double[] {0});
    Tensor one = Tensor.of(new double[] {1});
    assertThat(Grad.of((Tensor x) -> Losses.binaryCrossEntropy(x, one)).apply(zero).item())
        .isEqualTo(-0.5);
    assertThat(Hessian.of((Tensor x) -> Losses.binaryCrossEntropy(x, one)).apply(zero).item())
        .isEqualTo(0.25);
  }

  @Test
  void binaryCrossEntropyStaysFiniteForLargeLogits() {
    Tensor x = Tensor.of(new float[] {-1e4f, 1e4f, 100, -100});
    Tensor t = Tensor.of(new float[] {1, 1, 0, 0});
    assertThat(Losses.binaryCrossEntropy(x, t).item()).isEqualTo((1e4 + 0 + 100 + 0) / 4);
    float[] gradient =
        Grad.of((Tensor y) -> Losses.binaryCrossEntropy(y, t)).apply(x).toFloatArray();
    assertThat(gradient[0]).isEqualTo(-0.25f);
    assertThat(gradient[1]).isZero();
    assertThat(gradient[2]).isEqualTo(0.25f);
    assertThat(gradient[3]).isCloseTo(0, within(1e-30f));
  }

  @Test
  void hubersDeltaMustBePositive() {
    assertThatThrownBy(() -> Losses.huber(Tensor.of(X), Tensor.of(T), 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("huber: delta must be positive; got delta = 0.0.");
  }
}
