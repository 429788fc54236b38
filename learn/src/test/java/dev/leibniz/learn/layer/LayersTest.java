package dev.leibniz.learn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.function.Grad;
import dev.leibniz.function.GradCheck;
import dev.leibniz.function.Hessian;
import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LayersTest {
  private static final RandomKey KEY = RandomKey.of(42);

  private static double deviation(Tensor x) {
    return x.convert(DType.F64).var().sqrt().item();
  }

  @Test
  void denseIsAMatrixProductAndABias() {
    Dense layer =
        new Dense(
            Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), Tensor.of(new float[] {1, 0, 2}));
    assertThat(layer.apply(Tensor.of(new float[] {1, 1, 2, 0}, 2, 2)).toFloatArray())
        .containsExactly(6, 7, 11, 3, 4, 8);
    assertThatThrownBy(() -> layer.apply(Tensor.zeros(DType.F32, 5, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("x = f32[5, 3], weight = f32[2, 3]");
  }

  @Test
  void initialWeightsHaveTheirSourcesVariance() {
    assertThat(deviation(Dense.init(KEY, 200, 300).weight()))
        .isCloseTo(Math.sqrt(2.0 / 200), within(5e-4));
    assertThat(deviation(Dense.glorot(KEY, 200, 300).weight()))
        .isCloseTo(Math.sqrt(2.0 / 500), within(5e-4));
    assertThat(deviation(Convolution2d.init(KEY, 20, 100, 5).weight()))
        .isCloseTo(Math.sqrt(2.0 / 500), within(5e-4));
    assertThat(Dense.init(KEY, 3, 2).bias().toFloatArray()).containsOnly(0);
  }

  @Test
  void equalKeysMakeEqualLayers() {
    assertThat(Dense.init(RandomKey.of(1), 4, 3).weight().toFloatArray())
        .isEqualTo(Dense.init(RandomKey.of(1), 4, 3).weight().toFloatArray())
        .isNotEqualTo(Dense.init(RandomKey.of(2), 4, 3).weight().toFloatArray());
  }

  /// One window by hand: a 3 × 3 image, a 2 × 2 kernel, stride 1, and padding 1 with stride 2.
  @Test
  void convolutionSlidesItsKernelWithoutTurningIt() {
    Tensor image = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
    Convolution2d layer =
        new Convolution2d(
            Tensor.of(new float[] {1, 0, 0, 10}, 1, 1, 2, 2),
            Tensor.of(new float[] {0.5f}),
            ConvolutionOptions.defaults());
    assertThat(layer.apply(image).toFloatArray()).containsExactly(51.5f, 62.5f, 84.5f, 95.5f);
    Tensor strided = layer.with(ConvolutionOptions.defaults().padding(1).stride(2)).apply(image);
    assertThat(strided.toFloatArray()).containsExactly(10.5f, 30.5f, 70.5f, 95.5f);
  }

  @Test
  void poolsTakeTheLargestElementOrTheMeanOfEachWindow() {
    Tensor image = Tensor.arange(DType.F32, 15).reshape(1, 1, 3, 5);
    assertThat(MaxPool2d.of(2).apply(image).toFloatArray()).containsExactly(6, 8);
    assertThat(AveragePool2d.of(2).apply(image).toFloatArray()).containsExactly(3, 5);
    MaxPool2d overlapping = new MaxPool2d(2, 2, ConvolutionOptions.defaults());
    assertThat(overlapping.apply(image).toFloatArray()).containsExactly(6, 7, 8, 9, 11, 12, 13, 14);
    AveragePool2d padded =
        new AveragePool2d(2, 2, ConvolutionOptions.defaults().stride(2).padding(1));
    assertThat(padded.apply(image.slice(3, 0, 3)).toFloatArray())
        .containsExactly(0, 0.75f, 3.75f, 9);
  }

  @Test
  void flattenMakesEachExampleARow() {
    Tensor x = Tensor.arange(DType.F32, 24);
    assertThat(new Flatten().apply(x.reshape(2, 3, 2, 2)).type()).hasToString("f32[2, 12]");
    assertThat(new Flatten().apply(x.reshape(4, 6)).toFloatArray()).isEqualTo(x.toFloatArray());
    assertThat(new Flatten().apply(Tensor.zeros(DType.F32, 0, 3, 2)).type())
        .hasToString("f32[0, 6]");
  }

  @TestFactory
  Stream<DynamicTest> activationsFollowTheirFormulas() {
    Map<Activation, DoubleUnaryOperator> formulas =
        Map.of(
            Activation.IDENTITY, x -> x,
            Activation.RELU, x -> Math.max(x, 0),
            Activation.GELU, x -> x * normalDistribution(x),
            Activation.TANH, Math::tanh,
            Activation.SIGMOID, x -> 1 / (1 + Math.exp(-x)),
            Activation.SILU, x -> x / (1 + Math.exp(-x)),
            Activation.SOFTPLUS, x -> Math.log1p(Math.exp(x)));
    double[] points = {-3, -0.7, 0.1, 1, 2.9};
    return Stream.of(Activation.values())
        .map(activation ->
            DynamicTest.dynamicTest(
                activation.name(),
                () -> {
                  double[] expected =
                      DoubleStream.of(points).map(formulas.get(activation)).toArray();
                  assertThat(activation.apply(Tensor.of(points)).toDoubleArray())
                      .containsExactly(expected, within(1e-10));
                  assertThat(
                          GradCheck.of((Tensor x) -> activation.apply(x).sum())
                              .at(Tensor.of(points))
                              .passed())
                      .isTrue();
                }));
  }

  /// Φ by Simpson's rule on [0, x].
  private static double normalDistribution(double x) {
    int pieces = 1000;
    double h = x / pieces;
    double sum = 0;
    for (int i = 0; i <= pieces; i++) {
      double weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-0.5 * (i * h) * (i * h));
    }
    return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void softplusIsSmoothAtZeroAndExactFarFromIt() {
    Tensor zero = Tensor.of(new double[] {0});
    assertThat(Hessian.of((Tensor x) -> Activation.SOFTPLUS.apply(x).sum()).apply(zero).item())
        .isEqualTo(0.25);
    assertThat(Activation.SOFTPLUS.apply(Tensor.of(new double[] {-40, 800})).toDoubleArray())
        .containsExactly(new double[] {Math.exp(-40), 800}, within(1e-30));
  }

  @Test
  void layerNormGivesRowsOfMeanZeroAndVarianceOne() {
    Tensor x = KEY.normal(DType.F32, 5, 64).times(3).plus(100);
    Tensor y = LayerNorm.init(64).apply(x).convert(DType.F64);
    assertThat(y.mean(1).abs().max().item()).isLessThan(1e-5);
    assertThat(y.var(1).minus(1).abs().max().item()).isLessThan(1e-4);
    assertThatThrownBy(() -> LayerNorm.init(1).apply(x)).isInstanceOf(ShapeException.class);
  }

  @Test
  void layerNormsGradientIsThatOfDifferences() {
    Tensor x = KEY.normal(DType.F64, 3, 4);
    Tensor weights = KEY.fold(1).normal(DType.F64, 3, 4);
    LayerNorm norm = new LayerNorm(Tensor.ones(DType.F64, 4), Tensor.zeros(DType.F64, 4), 1e-5);
    assertThat(
            GradCheck.of((LayerNorm layer) -> layer.apply(x).times(weights).sum())
                .at(norm)
                .passed())
        .isTrue();
    assertThat(GradCheck.of((Tensor y) -> norm.apply(y).times(weights).sum()).at(x).passed())
        .isTrue();
  }

  @Test
  void dropoutKeepsTheMeanAndDropsItsShare() {
    Tensor ones = Tensor.ones(DType.F32, 100, 100);
    Tensor dropped = new Dropout(0.25).train(ones, KEY);
    assertThat(dropped.equalTo(0).convert(DType.F64).mean().item()).isCloseTo(0.25, within(0.015));
    assertThat(dropped.max().item()).isEqualTo(1 / 0.75f);
    assertThat(dropped.convert(DType.F64).mean().item()).isCloseTo(1, within(0.02));
    assertThat(new Dropout(0.25).train(ones, KEY).toFloatArray()).isEqualTo(dropped.toFloatArray());
    assertThat(new Dropout(0).train(ones, KEY)).isSameAs(ones);
    assertThatThrownBy(() -> new Dropout(1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("rate = 1.0");
  }

  @Test
  void dropoutsGradientIsItsMask() {
    Tensor x = Tensor.ones(DType.F64, 8, 8);
    Dropout layer = new Dropout(0.5);
    Tensor gradient = Grad.of((Tensor y) -> layer.train(y, KEY).sum()).apply(x);
    assertThat(gradient.toDoubleArray()).isEqualTo(layer.train(x, KEY).toDoubleArray());
  }

  @Test
  void sizesMustBePositive() {
    assertThatThrownBy(() -> Dense.init(KEY, 0, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Dense: sizes must be positive; got in = 0.");
    assertThatThrownBy(() -> Convolution2d.init(KEY, 1, 2, -3))
        .isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> MaxPool2d.of(0)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> BatchNorm.init(0)).isInstanceOf(ArgumentException.class);
  }
}
