package dev.leibniz.eval;

/// The lines of elements along one axis of a tensor, as neighbours in a buffer.
///
/// @param view the tensor
/// @param outer the number of index combinations before the axis
/// @param count the extent of the axis
/// @param inner the number of index combinations after the axis
record Lines(View view, int outer, int count, int inner) {
  static Lines of(View view, int axis) {
    return new Lines(
        view,
        Elements.outer(view.type(), axis),
        (int) view.shape().extent(axis),
        Elements.inner(view.type(), axis));
  }

  /// The number of lines.
  int lines() {
    return outer * inner;
  }

  /// The place of the first element of a line; its neighbours are `inner` apart.
  int start(int line) {
    return view.offset() + line / inner * count * inner + line % inner;
  }

  /// Reads a line of floating-point numbers.
  void read(int line, double[] buffer) {
    int start = start(line);
    switch (view.array()) {
      case float[] x -> {
        for (int k = 0; k < count; k++) {
          buffer[k] = x[start + k * inner];
        }
      }
      case double[] x -> {
        for (int k = 0; k < count; k++) {
          buffer[k] = x[start + k * inner];
        }
      }
      default -> throw new IllegalArgumentException("not floating-point: " + view.type());
    }
  }

  /// Reads a line of whole numbers or booleans, 1 for `true`.
  void read(int line, long[] buffer) {
    int start = start(line);
    switch (view.array()) {
      case int[] x -> {
        for (int k = 0; k < count; k++) {
          buffer[k] = x[start + k * inner];
        }
      }
      case long[] x -> {
        for (int k = 0; k < count; k++) {
          buffer[k] = x[start + k * inner];
        }
      }
      case boolean[] x -> {
        for (int k = 0; k < count; k++) {
          buffer[k] = x[start + k * inner] ? 1 : 0;
        }
      }
      default -> throw new IllegalArgumentException("not whole numbers: " + view.type());
    }
  }

  /// Writes a line of whole numbers or booleans.
  void write(int line, long[] buffer) {
    int start = start(line);
    for (int k = 0; k < count; k++) {
      Elements.setWhole(view.array(), start + k * inner, buffer[k]);
    }
  }
}
