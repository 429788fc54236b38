package dev.leibniz.eval;

import java.util.Arrays;

/// The law of sums, products, maxima and minima of `double` numbers, as the package documentation
/// states it.
///
/// Elements are copied into short arrays first: HotSpot turns a loop into vector instructions where
/// both arrays are read at the same index, but not where they are read at different offsets.
final class DoubleReduce {
  private static final int LANES = LaneTree.DOUBLES;

  /// Columns that are folded side by side.
  private static final int COLUMNS = 256;

  private final Fold fold;
  private final double[] lanes = new double[LANES];
  private final double[] scratch = new double[4 * LANES];

  private DoubleReduce(Fold fold) {
    this.fold = fold;
  }

  /// The number of independent parts of a fold along the middle of three axes [outer, count,
  /// inner].
  static int parts(int outer, int inner) {
    return inner == 1 ? outer : outer * Math.ceilDiv(inner, COLUMNS);
  }

  /// Folds the parts from `from` to `to` along the middle of three axes [outer, count, inner].
  static void fold(
      Fold fold,
      double[] x,
      int offset,
      int count,
      int inner,
      double[] y,
      int target,
      int from,
      int to) {
    DoubleReduce reduce = new DoubleReduce(fold);
    if (inner == 1) {
      for (int row = from; row < to; row++) {
        y[target + row] = reduce.row(x, offset + row * count, count);
      }
      return;
    }
    Columns columns = new Columns(fold, Math.min(COLUMNS, inner));
    int groups = Math.ceilDiv(inner, COLUMNS);
    for (int part = from; part < to; part++) {
      int o = part / groups;
      int j = part % groups * COLUMNS;
      int width = Math.min(COLUMNS, inner - j);
      columns.fold(
          x, o * count * inner + offset + j, count, inner, width, y, target + o * inner + j);
    }
  }

  /// Folds the first `count` elements.
  static double fold(Fold fold, double[] x, int count) {
    return new DoubleReduce(fold).row(x, 0, count);
  }

  /// The sum of the first `count` elements.
  static double sum(double[] x, int count) {
    return fold(Fold.SUM, x, count);
  }

  /// Folds `count` neighbouring elements.
  private double row(double[] x, int offset, int count) {
    if (count > Fold.BLOCK) {
      int blocks = Fold.blocks(count);
      double[] partial = new double[blocks];
      for (int block = 0; block < blocks; block++) {
        int from = block * Fold.BLOCK;
        partial[block] = row(x, offset + from, Math.min(Fold.BLOCK, count - from));
      }
      return row(partial, 0, blocks);
    }
    int width = Fold.lanes(count, LANES);
    Arrays.fill(lanes, 0, width, fold.identity());
    int k = 0;
    for (; fold == Fold.SUM && k + 4 * LANES <= count; k += 4 * LANES) {
      System.arraycopy(x, offset + k, scratch, 0, 4 * LANES);
      addFour(lanes, scratch);
    }
    for (; k < count; k += width) {
      int size = Math.min(width, count - k);
      System.arraycopy(x, offset + k, scratch, 0, size);
      combine(fold, lanes, scratch, size);
    }
    return tree(fold, lanes, width);
  }

  private static void addFour(double[] lanes, double[] x) {
    for (int i = 0; i < LANES; i++) {
      lanes[i] = lanes[i] + x[i] + x[i + LANES] + x[i + 2 * LANES] + x[i + 3 * LANES];
    }
  }

  /// Folds columns side by side. The lanes are visited so that each pair of neighbours in the tree
  /// is folded at once: few of them are held.
  private static final class Columns {
    private final Fold fold;
    private final double[][] held;
    private final double[] row;

    Columns(Fold fold, int width) {
      this.fold = fold;
      held = new double[Integer.numberOfTrailingZeros(LANES) + 1][width];
      row = new double[width];
    }

    /// Folds `width` neighbouring columns of `count` elements each, which are `stride` apart.
    void fold(double[] x, int offset, int count, int stride, int width, double[] y, int target) {
      if (count > Fold.BLOCK) {
        int blocks = Fold.blocks(count);
        double[] partial = new double[blocks * width];
        for (int block = 0; block < blocks; block++) {
          int from = block * Fold.BLOCK;
          int size = Math.min(Fold.BLOCK, count - from);
          fold(x, offset + from * stride, size, stride, width, partial, block * width);
        }
        fold(partial, 0, blocks, width, width, y, target);
        return;
      }
      int lanes = Fold.lanes(count, LANES);
      int shift = 1 + Integer.numberOfLeadingZeros(lanes);
      int depth = 0;
      for (int visit = 0; visit < lanes; visit++) {
        int lane = lanes == 1 ? 0 : Integer.reverse(visit) >>> shift;
        double[] sum = held[depth++];
        Arrays.fill(sum, 0, width, fold.identity());
        for (int k = lane; k < count; k += lanes) {
          System.arraycopy(x, offset + k * stride, row, 0, width);
          combine(fold, sum, row, width);
        }
        for (int pairs = visit; (pairs & 1) == 1; pairs >>= 1) {
          depth--;
          combine(fold, held[depth - 1], held[depth], width);
        }
      }
      System.arraycopy(held[0], 0, y, target, width);
    }
  }

  /// Folds lane i + w into lane i for w = width / 2, …, 2, 1; lane 0 is the result.
  static double tree(Fold fold, double[] lanes, int width) {
    for (int half = width / 2; half > 0; half /= 2) {
      switch (fold) {
        case SUM -> {
          for (int i = 0; i < half; i++) {
            lanes[i] += lanes[i + half];
          }
        }
        case PROD -> {
          for (int i = 0; i < half; i++) {
            lanes[i] *= lanes[i + half];
          }
        }
        case MAX -> {
          for (int i = 0; i < half; i++) {
            lanes[i] = Math.max(lanes[i], lanes[i + half]);
          }
        }
        case MIN -> {
          for (int i = 0; i < half; i++) {
            lanes[i] = Math.min(lanes[i], lanes[i + half]);
          }
        }
      }
    }
    return lanes[0];
  }

  /// Folds the first `count` elements of `x` into those of `y`.
  static void combine(Fold fold, double[] y, double[] x, int count) {
    switch (fold) {
      case SUM -> {
        for (int i = 0; i < count; i++) {
          y[i] += x[i];
        }
      }
      case PROD -> {
        for (int i = 0; i < count; i++) {
          y[i] *= x[i];
        }
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.max(y[i], x[i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < count; i++) {
          y[i] = Math.min(y[i], x[i]);
        }
      }
    }
  }

  /// The running sums or products along the middle of three axes [outer, count, inner].
  static void cumulate(
      Fold fold, boolean reverse, View x, int outer, int count, int inner, View y) {
    double[] from = (double[]) x.array();
    double[] to = (double[]) y.array();
    double[] total = new double[inner];
    double[] row = new double[inner];
    if (inner == 1) {
      for (int line = 0; line < outer; line++) {
        cumulate(
            fold, reverse, from, x.offset() + line * count, to, y.offset() + line * count, count);
      }
      return;
    }
    for (int o = 0; o < outer; o++) {
      for (int step = 0; step < count; step++) {
        int k = (o * count + (reverse ? count - 1 - step : step)) * inner;
        System.arraycopy(from, x.offset() + k, step == 0 ? total : row, 0, inner);
        if (step > 0) {
          combine(fold, total, row, inner);
        }
        System.arraycopy(total, 0, to, y.offset() + k, inner);
      }
    }
  }

  private static void cumulate(
      Fold fold, boolean reverse, double[] x, int from, double[] y, int to, int count) {
    double total = 0;
    for (int step = 0; step < count; step++) {
      int k = reverse ? count - 1 - step : step;
      double next = x[from + k];
      total = step == 0 ? next : fold == Fold.SUM ? total + next : total * next;
      y[to + k] = total;
    }
  }
}
