package dev.leibniz.tensor;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.ir.Contract;

/// How a window moves over an image.
///
/// ```java
/// ConvolutionOptions.defaults().stride(2).padding(1)
/// ```
///
/// @param strideHeight rows between neighbouring windows
/// @param strideWidth columns between neighbouring windows
/// @param top rows put above the image
/// @param bottom rows put below
/// @param left columns put before
/// @param right columns put after
/// @param dilationHeight distance between the rows that a window reads
/// @param dilationWidth distance between the columns that a window reads
public record ConvolutionOptions(
    int strideHeight,
    int strideWidth,
    int top,
    int bottom,
    int left,
    int right,
    int dilationHeight,
    int dilationWidth) {
  private static final ConvolutionOptions DEFAULTS = new ConvolutionOptions(1, 1, 0, 0, 0, 0, 1, 1);

  /// Checks the numbers.
  ///
  /// @throws ArgumentException if a stride or dilation is below 1, or a padding negative
  public ConvolutionOptions {
    boolean moves = Math.min(strideHeight, strideWidth) >= 1;
    boolean spreads = Math.min(dilationHeight, dilationWidth) >= 1;
    boolean grows = Math.min(Math.min(top, bottom), Math.min(left, right)) >= 0;
    if (!moves || !spreads || !grows) {
      throw new ArgumentException(
          Explanation.of(
                  "convolution", "strides and dilations must be at least 1, paddings at least 0")
              .got(
                  "stride = ["
                      + strideHeight
                      + ", "
                      + strideWidth
                      + "], padding = ["
                      + top
                      + ", "
                      + bottom
                      + ", "
                      + left
                      + ", "
                      + right
                      + "], dilation = ["
                      + dilationHeight
                      + ", "
                      + dilationWidth
                      + "]"));
    }
  }

  /// Stride 1, no padding, no dilation.
  public static ConvolutionOptions defaults() {
    return DEFAULTS;
  }

  /// The same with this stride in both directions.
  public ConvolutionOptions stride(int stride) {
    return stride(stride, stride);
  }

  /// The same with these strides.
  public ConvolutionOptions stride(int height, int width) {
    return new ConvolutionOptions(
        height, width, top, bottom, left, right, dilationHeight, dilationWidth);
  }

  /// The same with this padding on all four sides.
  public ConvolutionOptions padding(int padding) {
    return padding(padding, padding, padding, padding);
  }

  /// The same with these paddings.
  public ConvolutionOptions padding(int top, int bottom, int left, int right) {
    return new ConvolutionOptions(
        strideHeight, strideWidth, top, bottom, left, right, dilationHeight, dilationWidth);
  }

  /// The same with this dilation in both directions.
  public ConvolutionOptions dilation(int dilation) {
    return dilation(dilation, dilation);
  }

  /// The same with these dilations.
  public ConvolutionOptions dilation(int height, int width) {
    return new ConvolutionOptions(
        strideHeight, strideWidth, top, bottom, left, right, height, width);
  }

  Contract.Window window() {
    return new Contract.Window(
        strideHeight, strideWidth, top, bottom, left, right, dilationHeight, dilationWidth);
  }
}
