package dev.leibniz.eval;

/// One plain loop per operation over blocks of `long` numbers: the first `n` elements of `z` become
/// the operation's value for those of the operands. `z` is none of the operands.
final class LongLoops {
  private LongLoops() {}

  static void plus(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  static void minus(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  static void times(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  static void div(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  static void negate(long[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = -x[i];
    }
  }

  static void abs(long[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.abs(x[i]);
    }
  }

  static void min(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  static void max(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  static void less(long[] x, long[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  static void lessEqual(long[] x, long[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  static void equal(long[] x, long[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  static void select(boolean[] mask, long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = mask[i] ? x[i] : y[i];
    }
  }

  static void and(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] & y[i];
    }
  }

  static void or(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] | y[i];
    }
  }

  static void xor(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] ^ y[i];
    }
  }

  static void shiftLeft(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] << y[i];
    }
  }

  static void shiftRight(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] >> y[i];
    }
  }

  static void shiftRightLogical(long[] x, long[] y, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] >>> y[i];
    }
  }

  static void not(long[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = ~x[i];
    }
  }
}
