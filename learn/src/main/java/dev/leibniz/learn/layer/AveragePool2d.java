package dev.leibniz.learn.layer;

import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.Tensor;

/// The mean of each window of images [n, channels, height, width].
///
/// @param height the window's height
/// @param width the window's width
/// @param options how the window moves over the image, with zeros around it, which count
public record AveragePool2d(int height, int width, ConvolutionOptions options)
    implements PlainLayer {
  /// Checks the window.
  ///
  /// @throws dev.leibniz.error.ArgumentException if a side is below 1
  public AveragePool2d {
    Sizes.requirePositive("AveragePool2d", "height", height);
    Sizes.requirePositive("AveragePool2d", "width", width);
  }

  /// Square windows side by side; rows and columns that fill no window are left out.
  ///
  /// @throws dev.leibniz.error.ArgumentException if the size is below 1
  public static AveragePool2d of(int size) {
    Sizes.requirePositive("AveragePool2d", "size", size);
    return new AveragePool2d(size, size, ConvolutionOptions.defaults().stride(size));
  }

  @Override
  public Tensor apply(Tensor x) {
    boolean isSideBySide = options.equals(ConvolutionOptions.defaults().stride(height, width));
    return isSideBySide ? x.averagePool(height, width) : x.averagePool(height, width, options);
  }
}
