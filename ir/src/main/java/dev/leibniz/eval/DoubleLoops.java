package dev.leibniz.eval;

import dev.leibniz.ir.Routine;

/// One plain loop per operation over blocks of `double` numbers: the first `n` elements of `z`
/// become the operation's value for those of the operands. `z` is none of the operands.
final class DoubleLoops {
  private DoubleLoops() {}

  static void plus(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  static void minus(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  static void times(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  static void div(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  static void negate(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = -x[i];
    }
  }

  static void abs(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.abs(x[i]);
    }
  }

  static void min(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  static void max(double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  static void less(double[] x, double[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  static void lessEqual(double[] x, double[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  static void equal(double[] x, double[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  static void select(boolean[] mask, double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = mask[i] ? x[i] : y[i];
    }
  }

  static void fma(double[] x, double[] y, double[] addend, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.fma(x[i], y[i], addend[i]);
    }
  }

  static void sqrt(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.sqrt(x[i]);
    }
  }

  static void floor(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.floor(x[i]);
    }
  }

  static void ceil(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.ceil(x[i]);
    }
  }

  static void rint(double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.rint(x[i]);
    }
  }

  static void bits(double[] x, long[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Double.doubleToRawLongBits(x[i]);
    }
  }

  static void fromBits(long[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Double.longBitsToDouble(x[i]);
    }
  }

  static void call(Routine routine, double[] x, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = routine.apply(x[i]);
    }
  }

  static void call(Routine routine, double[] x, double[] y, double[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = routine.apply(x[i], y[i]);
    }
  }
}
