package dev.leibniz.eval;

/// Sorts lines of elements: stable, −0 before +0, NaN last. A bottom-up merge sort of positions by
/// keys.
final class SortKernel {
  private SortKernel() {}

  /// Writes the sorted elements along an axis, and where each came from.
  static void sort(int axis, View x, View values, View places) {
    Lines lines = Lines.of(x, axis);
    int[] order = (int[]) places.array();
    int shift = places.offset() - x.offset();
    long[] keys = new long[lines.count()];
    int[] positions = new int[lines.count()];
    int[] spare = new int[lines.count()];
    for (int line = 0; line < lines.lines(); line++) {
      keys(lines, line, keys);
      int[] sorted = positions(keys, positions, spare);
      int start = lines.start(line);
      for (int k = 0; k < sorted.length; k++) {
        int place = start + k * lines.inner();
        order[place + shift] = sorted[k];
        Elements.copy(
            x.array(),
            start + sorted[k] * lines.inner(),
            values.array(),
            place - x.offset() + values.offset(),
            1);
      }
    }
  }

  /// Whole numbers in the order of the elements. The bits of a non-negative floating number are in
  /// its order already, those of a negative one in the opposite order.
  private static void keys(Lines lines, int line, long[] keys) {
    if (!lines.view().dtype().isFloating()) {
      lines.read(line, keys);
      return;
    }
    double[] numbers = new double[keys.length];
    lines.read(line, numbers);
    for (int k = 0; k < keys.length; k++) {
      long bits = Double.doubleToLongBits(numbers[k]);
      keys[k] = bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
    }
  }

  /// The positions of the keys in rising order, in one of the two arrays.
  private static int[] positions(long[] keys, int[] positions, int[] spare) {
    int n = keys.length;
    for (int k = 0; k < n; k++) {
      positions[k] = k;
    }
    int[] from = positions;
    int[] to = spare;
    for (int width = 1; width < n && width > 0; width *= 2) {
      for (int left = 0; left < n; left += 2 * width) {
        int middle = Math.min(left + width, n);
        int right = (int) Math.min(left + 2L * width, n);
        merge(keys, from, to, left, middle, right);
        if (right == n) {
          break;
        }
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] keys, int[] from, int[] to, int left, int middle, int right) {
    int a = left;
    int b = middle;
    for (int k = left; k < right; k++) {
      boolean takeLeft = b >= right || (a < middle && keys[from[a]] <= keys[from[b]]);
      to[k] = takeLeft ? from[a++] : from[b++];
    }
  }
}
