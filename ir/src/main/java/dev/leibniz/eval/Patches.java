package dev.leibniz.eval;

/// The rows of the matrix that turns a convolution into a matrix product: one per place (image,
/// row, column) of what is computed, one column per (window row, window column, channel), read from
/// images with the channels innermost.
///
/// @param source the elements [images, down.extent, across.extent, channels]
/// @param channels the number of channels
/// @param down how the window moves over rows
/// @param across how it moves over columns
record Patches(View source, int channels, Slide down, Slide across) {

  /// How a window moves along one axis: window element `u` at place `p` sees the source's element
  /// (p·stride + u·dilation − before) / spread, where that is one; elsewhere it sees zero.
  ///
  /// @param places the number of places
  /// @param window the number of window elements
  /// @param extent the number of source elements
  /// @param stride the distance between places
  /// @param dilation the distance between window elements
  /// @param before the number of zeros before the source
  /// @param spread the distance between source elements
  record Slide(
      int places, int window, int extent, long stride, long dilation, long before, long spread) {

    /// The source element, or −1.
    int seen(int place, int element) {
      long at = place * stride + element * dilation - before;
      return at % spread == 0 && at >= 0 && at / spread < extent ? (int) (at / spread) : -1;
    }

    /// Whether neighbouring window elements see neighbouring source elements.
    boolean isContiguous() {
      return dilation == 1 && spread == 1;
    }

    /// The source element that element 0 would see without a border, if [#isContiguous].
    int origin(int place) {
      return (int) (place * stride - before);
    }
  }

  /// The number of columns.
  int columns() {
    return down.window() * across.window() * channels;
  }

  /// Writes the columns from `from` to `to` of row `place` into an array.
  void fill(int place, int from, int to, Object target, int base) {
    int column = place % across.places();
    int row = place / across.places() % down.places();
    int image = place / across.places() / down.places();
    int width = across.window() * channels;
    for (int at = from; at < to; ) {
      int first = at % width;
      int count = Math.min(width - first, to - at);
      int i = down.seen(row, at / width);
      int next = base + at - from;
      if (i < 0) {
        Elements.fill(target, next, next + count, 0);
      } else {
        int line = (image * down.extent() + i) * across.extent() * channels;
        windowRow(line, column, first, count, target, next);
      }
      at += count;
    }
  }

  /// Writes part of a window's row, read from the source's line that begins at `line`.
  private void windowRow(int line, int column, int first, int count, Object target, int base) {
    if (across.isContiguous()) {
      int start = across.origin(column) * channels + first;
      int end = across.extent() * channels;
      int before = Math.clamp(-start, 0, count);
      int inside = Math.clamp(end - start - before, 0, count - before);
      Elements.fill(target, base, base + before, 0);
      copy(line + start + before, target, base + before, inside);
      Elements.fill(target, base + before + inside, base + count, 0);
      return;
    }
    for (int done = 0; done < count; ) {
      int channel = (first + done) % channels;
      int run = Math.min(channels - channel, count - done);
      int j = across.seen(column, (first + done) / channels);
      if (j < 0) {
        Elements.fill(target, base + done, base + done + run, 0);
      } else {
        copy(line + j * channels + channel, target, base + done, run);
      }
      done += run;
    }
  }

  private void copy(int from, Object target, int to, int count) {
    Elements.copy(source.array(), source.offset() + from, target, to, count);
  }
}
