package dev.leibniz.learn.model;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.layer.Convolution2d;
import dev.leibniz.learn.layer.Dense;
import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Two 3 × 3 convolutions, each followed by an activation, pooling of 2 × 2 windows, and two dense
/// layers, for images of one channel.
///
/// @param first the first convolution
/// @param second the second convolution
/// @param hidden the first dense layer
/// @param output the last layer
/// @param activation what is applied after each layer but the last
/// @param height the images' height
/// @param width the images' width
public record Cnn(
    Convolution2d first,
    Convolution2d second,
    Dense hidden,
    Dense output,
    Activation activation,
    int height,
    int width)
    implements Network {

  /// A network for images of `height` × `width`, with the given numbers of channels and hidden
  /// units.
  ///
  /// @throws ArgumentException if height or width is odd or below 4
  public static Cnn init(
      RandomKey key, int height, int width, int channels1, int channels2, int hidden, int classes) {
    if (height < 4 || width < 4 || height % 2 != 0 || width % 2 != 0) {
      throw new ArgumentException(
          Explanation.of("Cnn", "images must have an even height and width of at least 4")
              .got("height = " + height + ", width = " + width)
              .fix("pad the images, or use --model mlp"));
    }
    List<RandomKey> keys = key.split(4);
    ConvolutionOptions same = ConvolutionOptions.defaults().padding(1);
    int features = channels2 * (height / 2) * (width / 2);
    return new Cnn(
        Convolution2d.init(keys.get(0), 1, channels1, 3).with(same),
        Convolution2d.init(keys.get(1), channels1, channels2, 3).with(same),
        Dense.init(keys.get(2), features, hidden),
        Dense.init(keys.get(3), hidden, classes),
        Activation.RELU,
        height,
        width);
  }

  @Override
  public Tensor apply(Tensor x) {
    int rows = Math.toIntExact(x.shape().extent(0));
    Tensor images = x.reshape(rows, 1, height, width);
    Tensor maps = activation.apply(second.apply(activation.apply(first.apply(images))));
    Tensor features = maps.maxPool(2, 2).reshape(rows, -1);
    return output.apply(activation.apply(hidden.apply(features)));
  }
}
