package dev.leibniz.eval;

/// One plain loop per operation over blocks of `int` numbers: the first `n` elements of `z` become
/// the operation's value for those of the operands. `z` is none of the operands.
final class IntLoops {
  private IntLoops() {}

  static void plus(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  static void minus(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  static void times(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  static void div(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  static void negate(int[] x, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = -x[i];
    }
  }

  static void abs(int[] x, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.abs(x[i]);
    }
  }

  static void min(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  static void max(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  static void less(int[] x, int[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  static void lessEqual(int[] x, int[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  static void equal(int[] x, int[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  static void select(boolean[] mask, int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = mask[i] ? x[i] : y[i];
    }
  }

  static void and(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] & y[i];
    }
  }

  static void or(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] | y[i];
    }
  }

  static void xor(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] ^ y[i];
    }
  }

  static void shiftLeft(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] << y[i];
    }
  }

  static void shiftRight(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] >> y[i];
    }
  }

  static void shiftRightLogical(int[] x, int[] y, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] >>> y[i];
    }
  }

  static void not(int[] x, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = ~x[i];
    }
  }
}
