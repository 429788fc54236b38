package dev.leibniz.learn.layer;

import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.Tensor;

/// The largest element of each window of images [n, channels, height, width].
///
/// @param height the window's height
/// @param width the window's width
/// @param options how the window moves over the image, with −∞ around it
public record MaxPool2d(int height, int width, ConvolutionOptions options) implements PlainLayer {
  /// Checks the window.
  ///
  /// @throws dev.leibniz.error.ArgumentException if a side is below 1
  public MaxPool2d {
    Sizes.requirePositive("MaxPool2d", "height", height);
    Sizes.requirePositive("MaxPool2d", "width", width);
  }

  /// Square windows side by side; rows and columns that fill no window are left out.
  ///
  /// @throws dev.leibniz.error.ArgumentException if the size is below 1
  public static MaxPool2d of(int size) {
    Sizes.requirePositive("MaxPool2d", "size", size);
    return new MaxPool2d(size, size, ConvolutionOptions.defaults().stride(size));
  }

  @Override
  public Tensor apply(Tensor x) {
    boolean isSideBySide = options.equals(ConvolutionOptions.defaults().stride(height, width));
    return isSideBySide ? x.maxPool(height, width) : x.maxPool(height, width, options);
  }
}
