package dev.leibniz.eval;

import java.util.Arrays;

/// The law of sums, products, maxima and minima of `float` numbers, as the package documentation
/// states it.
final class FloatReduce {
  private static final int LANES = 64;
  private static final int COLUMNS = 64;

  private FloatReduce() {}

  /// Folds along the middle of three axes [outer, count, inner].
  static void fold(
      Fold fold, float[] x, int offset, int outer, int count, int inner, float[] y, int target) {
    if (inner == 1) {
      float[] lanes = new float[LANES];
      for (int row = 0; row < outer; row++) {
        y[target + row] = row(fold, x, offset + row * count, count, lanes);
      }
      return;
    }
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < inner; j += COLUMNS) {
        int width = Math.min(COLUMNS, inner - j);
        int from = offset + o * count * inner + j;
        columns(fold, x, from, count, inner, width, y, target + o * inner + j);
      }
    }
  }

  /// Folds `count` neighbouring elements.
  static float row(Fold fold, float[] x, int offset, int count, float[] lanes) {
    if (count > Fold.BLOCK) {
      int blocks = Fold.blocks(count);
      float[] partial = new float[blocks];
      for (int block = 0; block < blocks; block++) {
        int from = block * Fold.BLOCK;
        partial[block] = row(fold, x, offset + from, Math.min(Fold.BLOCK, count - from), lanes);
      }
      return row(fold, partial, 0, blocks, lanes);
    }
    int width = Fold.lanes(count, LANES);
    Arrays.fill(lanes, 0, width, (float) fold.identity());
    int k = 0;
    for (; k + width <= count; k += width) {
      accumulate(fold, lanes, 0, x, offset + k, width);
    }
    accumulate(fold, lanes, 0, x, offset + k, count - k);
    tree(fold, lanes, width, 1);
    return lanes[0];
  }

  /// Folds `width` neighbouring columns of `count` elements each, which are `stride` apart.
  private static void columns(
      Fold fold, float[] x, int offset, int count, int stride, int width, float[] y, int target) {
    if (count > Fold.BLOCK) {
      int blocks = Fold.blocks(count);
      float[] partial = new float[blocks * width];
      for (int block = 0; block < blocks; block++) {
        int from = block * Fold.BLOCK;
        int size = Math.min(Fold.BLOCK, count - from);
        columns(fold, x, offset + from * stride, size, stride, width, partial, block * width);
      }
      columns(fold, partial, 0, blocks, width, width, y, target);
      return;
    }
    int lanes = Fold.lanes(count, LANES);
    float[] sums = new float[lanes * width];
    Arrays.fill(sums, (float) fold.identity());
    for (int k = 0; k < count; k++) {
      accumulate(fold, sums, (k & (lanes - 1)) * width, x, offset + k * stride, width);
    }
    tree(fold, sums, lanes, width);
    System.arraycopy(sums, 0, y, target, width);
  }

  /// Folds lane i + w into lane i for w = lanes / 2, …, 2, 1; each lane is `width` elements wide.
  static void tree(Fold fold, float[] sums, int lanes, int width) {
    for (int half = lanes / 2; half > 0; half /= 2) {
      accumulate(fold, sums, 0, sums, half * width, half * width);
    }
  }

  static void accumulate(Fold fold, float[] y, int to, float[] x, int from, int count) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < count; i++) {
          y[to + i] += x[from + i];
        }
      }
      case PROD -> {
        for (int i = 0; i < count; i++) {
          y[to + i] *= x[from + i];
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          y[to + i] = Math.max(y[to + i], x[from + i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          y[to + i] = Math.min(y[to + i], x[from + i]);
        }
      }
    }
  }

  /// The running sums or products along the middle of three axes [outer, count, inner].
  static void cumulate(
      Fold fold, boolean reverse, View x, int outer, int count, int inner, View y) {
    float[] from = (float[]) x.array();
    float[] to = (float[]) y.array();
    for (int o = 0; o < outer; o++) {
      for (int step = 0; step < count; step++) {
        int k = (o * count + (reverse ? count - 1 - step : step)) * inner;
        System.arraycopy(from, x.offset() + k, to, y.offset() + k, inner);
        if (step > 0) {
          int before = k + (reverse ? inner : -inner);
          accumulate(fold, to, y.offset() + k, to, y.offset() + before, inner);
        }
      }
    }
  }
}
