package dev.leibniz.eval;

/// One plain loop per operation over blocks of booleans: the first `n` elements of `z` become the
/// operation's value for those of the operands. `z` is none of the operands.
final class BooleanLoops {
  private BooleanLoops() {}

  static void and(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] && y[i];
    }
  }

  static void or(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] || y[i];
    }
  }

  static void xor(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] ^ y[i];
    }
  }

  static void equal(boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  static void not(boolean[] x, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = !x[i];
    }
  }

  static void select(boolean[] mask, boolean[] x, boolean[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = mask[i] ? x[i] : y[i];
    }
  }
}
