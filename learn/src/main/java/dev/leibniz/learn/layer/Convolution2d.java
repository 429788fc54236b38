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
public record Convolution2d(Tensor weight, Tensor bias, ConvolutionOptions options) {

  /// A layer with He's initial weights, normal with variance 2 / (channels · kernel²), and zero
  /// bias; f32, stride 1, no padding.
  public static Convolution2d init(RandomKey key, int channels, int out, int kernel) {
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

  /// The convolution plus the bias.
  public Tensor apply(Tensor x) {
    int channels = Math.toIntExact(bias.shape().extent(0));
    return x.convolution(weight, options).plus(bias.reshape(channels, 1, 1));
  }
}
