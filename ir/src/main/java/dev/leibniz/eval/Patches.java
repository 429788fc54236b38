package dev.leibniz.eval;

/// The matrix that turns a convolution into a matrix product: one row per (window row, window
/// column, channel), one column per place (image, row, column) of what is computed.
///
/// @param source the images [images, channels, down.extent, across.extent]
/// @param channels the number of channels
/// @param down how the window moves over rows
/// @param across how it moves over columns
record Patches(View source, int channels, Slide down, Slide across) {

  /// How a window moves along one axis: window element `u` at place `p` sees the source's element
  /// (p·stride + u·dilation − before) / spread, where that is one; elsewhere it sees zero. Stride
  /// or spread is 1.
  ///
  /// @param places the number of places
  /// @param window the number of window elements
  /// @param extent the number of source elements
  /// @param stride the distance between places
  /// @param dilation the distance between window elements
  /// @param before the number of zeros before the source
  /// @param spread the distance between source elements
  record Slide(
      int places, int window, int extent, int stride, int dilation, int before, int spread) {

    /// The source element, or −1.
    int seen(int place, int element) {
      int at = place * stride + element * dilation - before;
      return at % spread == 0 && at >= 0 && at / spread < extent ? at / spread : -1;
    }

    /// The first place from `from` on whose source element may exist.
    int first(int from, int element) {
      int before = this.before - element * dilation;
      int place = Math.max(from, Math.ceilDiv(before, stride));
      return place + Math.floorMod(before - place * stride, spread);
    }

    /// The number of places in [first, to), `spread` apart, whose source element exists.
    int count(int first, int to, int element) {
      int last = Math.floorDiv((extent - 1) * spread + before - element * dilation, stride);
      return Math.max(0, (Math.min(last, to - 1) - first + spread) / spread);
    }
  }

  /// Writes the columns from `from` to `to` of a row into an array.
  void fill(int row, int from, int to, Object target, int base) {
    int channel = row % channels;
    int v = row / channels % across.window();
    int u = row / channels / across.window();
    for (int at = from; at < to; ) {
      int column = at % across.places();
      int line = at / across.places();
      int end = Math.min(across.places(), column + to - at);
      int image = line / down.places();
      int i = down.seen(line % down.places(), u);
      int place = base + at - from;
      if (i < 0) {
        Elements.fill(target, place, place + end - column, 0);
      } else {
        int start = ((image * channels + channel) * down.extent() + i) * across.extent();
        line(source.offset() + start, v, column, end, target, place);
      }
      at += end - column;
    }
  }

  /// Writes what window column `v` sees of the source line at `start` from places `column` to
  /// `end`.
  private void line(int start, int v, int column, int end, Object target, int place) {
    int first = across.first(column, v);
    int count = across.count(first, end, v);
    int step = across.spread();
    if (count < end - column) {
      Elements.fill(target, place, place + end - column, 0);
    }
    if (count > 0) {
      int from = start + across.seen(first, v);
      int to = place + first - column;
      StridedCopy.line(source.array(), from, across.stride(), target, to, step, count);
    }
  }
}
