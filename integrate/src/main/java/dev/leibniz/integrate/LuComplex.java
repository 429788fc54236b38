package dev.leibniz.integrate;

/// A complex matrix decomposed as P·A = L·U with partial pivoting, in its own memory, as [LuReal].
final class LuComplex {
  private final int size;
  private final double[] re;
  private final double[] im;
  private final int[] pivots;

  LuComplex(int size) {
    this.size = size;
    this.re = new double[size * size];
    this.im = new double[size * size];
    this.pivots = new int[size];
  }

  void set(int row, int column, double real, double imaginary) {
    re[row * size + column] = real;
    im[row * size + column] = imaginary;
  }

  /// Decomposes what was set.
  ///
  /// @return whether all pivots are finite and not zero
  boolean decompose() {
    for (int j = 0; j < size; j++) {
      int pivot = pivotOf(j);
      pivots[j] = pivot;
      double square = square(pivot * size + j);
      if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
        return false;
      }
      swapRows(j, pivot);
      double inverseRe = re[j * size + j] / square;
      double inverseIm = -im[j * size + j] / square;
      for (int i = j + 1; i < size; i++) {
        eliminate(i, j, inverseRe, inverseIm);
      }
    }
    return true;
  }

  private int pivotOf(int column) {
    int pivot = column;
    for (int i = column + 1; i < size; i++) {
      if (square(i * size + column) > square(pivot * size + column)) {
        pivot = i;
      }
    }
    return pivot;
  }

  private double square(int at) {
    return re[at] * re[at] + im[at] * im[at];
  }

  private void eliminate(int i, int j, double inverseRe, double inverseIm) {
    int at = i * size + j;
    double factorRe = re[at] * inverseRe - im[at] * inverseIm;
    double factorIm = re[at] * inverseIm + im[at] * inverseRe;
    re[at] = factorRe;
    im[at] = factorIm;
    if (factorRe != 0 || factorIm != 0) {
      for (int c = j + 1; c < size; c++) {
        double upperRe = re[j * size + c];
        double upperIm = im[j * size + c];
        re[i * size + c] -= factorRe * upperRe - factorIm * upperIm;
        im[i * size + c] -= factorRe * upperIm + factorIm * upperRe;
      }
    }
  }

  private void swapRows(int first, int second) {
    if (first != second) {
      for (int c = 0; c < size; c++) {
        swap(re, first * size + c, second * size + c);
        swap(im, first * size + c, second * size + c);
      }
    }
  }

  private static void swap(double[] values, int first, int second) {
    double kept = values[first];
    values[first] = values[second];
    values[second] = kept;
  }

  /// Solves A·(x + iy) = b + ic in place.
  void solve(double[] b, double[] c) {
    for (int i = 0; i < size; i++) {
      swap(b, i, pivots[i]);
      swap(c, i, pivots[i]);
    }
    for (int i = 0; i < size; i++) {
      subtract(b, c, i, 0, i);
    }
    for (int i = size - 1; i >= 0; i--) {
      subtract(b, c, i, i + 1, size);
      int at = i * size + i;
      double square = square(at);
      double real = (b[i] * re[at] + c[i] * im[at]) / square;
      c[i] = (c[i] * re[at] - b[i] * im[at]) / square;
      b[i] = real;
    }
  }

  private void subtract(double[] b, double[] c, int row, int from, int to) {
    double real = b[row];
    double imaginary = c[row];
    for (int j = from; j < to; j++) {
      int at = row * size + j;
      real -= re[at] * b[j] - im[at] * c[j];
      imaginary -= re[at] * c[j] + im[at] * b[j];
    }
    b[row] = real;
    c[row] = imaginary;
  }
}
