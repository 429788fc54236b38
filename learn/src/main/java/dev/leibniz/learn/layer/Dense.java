package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;

/// A dense layer: y = x·W + b for rows x.
///
/// ```java
/// Dense layer = Dense.init(RandomKey.of(1), 784, 128);
/// Tensor y = layer.apply(x); // f32[n, 784] -> f32[n, 128]
/// ```
///
/// @param weight W, [in, out]
/// @param bias b, [out]
public record Dense(Tensor weight, Tensor bias) implements PlainLayer {

  /// A layer with He's initial weights, normal with variance 2 / in, and zero bias; f32.
  ///
  /// Source: He, Zhang, Ren, Sun: Delving deep into rectifiers (ICCV 2015), eq. 10.
  ///
  /// @throws dev.leibniz.error.ArgumentException if a size is below 1
  public static Dense init(RandomKey key, int in, int out) {
    return init(key, in, out, Math.sqrt(2.0 / in));
  }

  /// A layer with Glorot's initial weights, normal with variance 2 / (in + out), and zero bias;
  /// f32.
  ///
  /// Source: Glorot, Bengio: Understanding the difficulty of training deep feedforward networks
  /// (AISTATS 2010).
  ///
  /// @throws dev.leibniz.error.ArgumentException if a size is below 1
  public static Dense glorot(RandomKey key, int in, int out) {
    return init(key, in, out, Math.sqrt(2.0 / (in + out)));
  }

  private static Dense init(RandomKey key, int in, int out, double deviation) {
    Sizes.requirePositive("Dense", "in", in);
    Sizes.requirePositive("Dense", "out", out);
    return new Dense(key.normal(DType.F32, in, out).times(deviation), Tensor.zeros(DType.F32, out));
  }

  /// x·W + b.
  ///
  /// @param x rows, [n, in]
  /// @throws ShapeException if the rows have another length than the layer's inputs
  @Override
  public Tensor apply(Tensor x) {
    int last = x.shape().rank() - 1;
    if (last < 0 || x.shape().extent(last) != weight.shape().extent(0)) {
      throw new ShapeException(
          Explanation.of("Dense", "the rows must be as long as the layer has inputs")
              .got("x = " + x.type() + ", weight = " + weight.type())
              .fix("flatten the input first, or make the layer with other sizes"));
    }
    return x.matmul(weight).plus(bias);
  }
}
