package dev.leibniz.learn.layer;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;

/// A convolution of images [n, channels, height, width] with a bias per output channel.
///
/// @param weight [out, channels, kernel height, kernel width]
/// @param bias [out]
/// @param options stride, padding, dilation
public record Convolution2d(Tensor weight, Tensor bias, ConvolutionOptions options)
    implements PlainLayer {

  /// A layer with He's initial weights, normal with variance 2 / (channels · kernel²), and zero
  /// bias; f32, stride 1, no padding.
  ///
  /// @throws dev.leibniz.error.ArgumentException if a size is below 1
  public static Convolution2d init(RandomKey key, int channels, int out, int kernel) {
    Sizes.requirePositive("Convolution2d", "channels", channels);
    Sizes.requirePositive("Convolution2d", "out", out);
    Sizes.requirePositive("Convolution2d", "kernel", kernel);
    double deviation = Math.sqrt(2.0 / ((double) channels * kernel * kernel));
    return new Convolution2d(
        key.normal(DType.F32, out, channels, kernel, kernel).times(deviation),
        Tensor.zeros(DType.F32, out),
        ConvolutionOptions.defaults());
  }

  /// The same layer with other options.
  public Convolution2d with(ConvolutionOptions other) {
    return new Convolution2d(weight, bias, other);
  }

  /// The convolution plus the bias: y[n, o, i, j] = b[o] + Σ x[n, c, i·stride + k·dilation −
  /// padding, …] · w[o, c, k, …].
  ///
  /// @throws dev.leibniz.error.ShapeException if the channels differ or the window is larger than
  ///   the padded image
  @Override
  public Tensor apply(Tensor x) {
    int channels = Math.toIntExact(bias.shape().extent(0));
    return x.convolution(weight, options).plus(bias.reshape(channels, 1, 1));
  }
}
