package dev.leibniz.eval;

import dev.leibniz.ir.Contract.Window;

/// The rows of the matrix that turns a convolution into a matrix product: one per place (image,
/// row, column) of what is computed, one column per (kernel row, kernel column, channel), read from
/// images with the channels innermost.
///
/// @param source the elements [images, sourceHeight, sourceWidth, channels]
/// @param channels the number of channels
/// @param sourceHeight the height of the source
/// @param sourceWidth the width of the source
/// @param height the number of rows of places
/// @param width the number of columns of places
/// @param kernelHeight the window's height
/// @param kernelWidth the window's width
/// @param window how the window moves
/// @param backward whether the source is the output and the places are those of the image, which
///   sees output (i, j) through kernel element (a, b) where i·stride + a·dilation − padding is its
///   own row
record Patches(
    View source,
    int channels,
    int sourceHeight,
    int sourceWidth,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    Window window,
    boolean backward) {

  /// The number of columns.
  int columns() {
    return kernelHeight * kernelWidth * channels;
  }

  /// Writes the columns from `from` to `to` of row `place` into an array.
  void fill(int place, int from, int to, Object target, int base) {
    int column = place % width;
    int row = place / width % height;
    int image = place / width / height;
    int next = base;
    for (int at = from; at < to; ) {
      int element = at / channels;
      int first = at % channels;
      int count = Math.min(channels - first, to - at);
      int i = sourceRow(row, element / kernelWidth);
      int j = sourceColumn(column, element % kernelWidth);
      if (i < 0 || j < 0) {
        Elements.fill(target, next, next + count, 0);
      } else {
        int pixel = (image * sourceHeight + i) * sourceWidth + j;
        System.arraycopy(
            source.array(), source.offset() + pixel * channels + first, target, next, count);
      }
      at += count;
      next += count;
    }
  }

  private int sourceRow(int row, int kernelRow) {
    return place(
        row, kernelRow, window.strideHeight(), window.dilationHeight(), window.top(), sourceHeight);
  }

  private int sourceColumn(int column, int kernelColumn) {
    return place(
        column,
        kernelColumn,
        window.strideWidth(),
        window.dilationWidth(),
        window.left(),
        sourceWidth);
  }

  /// The place in the source, or −1 where there are zeros.
  private int place(int at, int kernel, long stride, long dilation, long before, int extent) {
    long place =
        backward ? at + before - kernel * dilation : at * stride + kernel * dilation - before;
    if (backward) {
      if (place % stride != 0) {
        return -1;
      }
      place /= stride;
    }
    return place >= 0 && place < extent ? (int) place : -1;
  }
}
