package dev.leibniz.integrate;

/// A real matrix decomposed as P·A = L·U with partial pivoting, in its own memory (Golub and Van
/// Loan, "Matrix Computations", algorithm 3.4.1).
final class LuReal {
  private final int size;
  private final double[] a;
  private final int[] pivots;

  LuReal(int size) {
    this.size = size;
    this.a = new double[size * size];
    this.pivots = new int[size];
  }

  void set(int row, int column, double value) {
    a[row * size + column] = value;
  }

  /// Decomposes what was set.
  ///
  /// @return whether all pivots are finite and not zero
  boolean decompose() {
    for (int j = 0; j < size; j++) {
      int pivot = j;
      for (int i = j + 1; i < size; i++) {
        if (Math.abs(a[i * size + j]) > Math.abs(a[pivot * size + j])) {
          pivot = i;
        }
      }
      pivots[j] = pivot;
      double value = a[pivot * size + j];
      if (!(Math.abs(value) > 0 && Math.abs(value) < Double.POSITIVE_INFINITY)) {
        return false;
      }
      swapRows(j, pivot);
      for (int i = j + 1; i < size; i++) {
        double factor = a[i * size + j] / value;
        a[i * size + j] = factor;
        if (factor != 0) {
          for (int c = j + 1; c < size; c++) {
            a[i * size + c] -= factor * a[j * size + c];
          }
        }
      }
    }
    return true;
  }

  private void swapRows(int first, int second) {
    if (first != second) {
      for (int c = 0; c < size; c++) {
        double kept = a[first * size + c];
        a[first * size + c] = a[second * size + c];
        a[second * size + c] = kept;
      }
    }
  }

  /// Solves A·x = b in place.
  void solve(double[] b) {
    for (int i = 0; i < size; i++) {
      double kept = b[pivots[i]];
      b[pivots[i]] = b[i];
      b[i] = kept;
    }
    for (int i = 0; i < size; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= a[i * size + j] * b[j];
      }
      b[i] = sum;
    }
    for (int i = size - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < size; j++) {
        sum -= a[i * size + j] * b[j];
      }
      b[i] = sum / a[i * size + i];
    }
  }
}
