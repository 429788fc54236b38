package dev.leibniz.eval;

import dev.leibniz.ir.Routine;

/// One plain loop per operation over blocks of `float` numbers: the first `n` elements of `z`
/// become the operation's value for those of the operands. `z` is none of the operands.
final class FloatLoops {
  private FloatLoops() {}

  static void plus(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] + y[i];
    }
  }

  static void minus(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] - y[i];
    }
  }

  static void times(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] * y[i];
    }
  }

  static void div(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] / y[i];
    }
  }

  static void negate(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = -x[i];
    }
  }

  static void abs(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.abs(x[i]);
    }
  }

  static void min(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.min(x[i], y[i]);
    }
  }

  static void max(float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(x[i], y[i]);
    }
  }

  static void less(float[] x, float[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] < y[i];
    }
  }

  static void lessEqual(float[] x, float[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] <= y[i];
    }
  }

  static void equal(float[] x, float[] y, boolean[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = x[i] == y[i];
    }
  }

  static void select(boolean[] mask, float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = mask[i] ? x[i] : y[i];
    }
  }

  static void fma(float[] x, float[] y, float[] addend, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.fma(x[i], y[i], addend[i]);
    }
  }

  static void sqrt(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) Math.sqrt(x[i]);
    }
  }

  static void floor(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) Math.floor(x[i]);
    }
  }

  static void ceil(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) Math.ceil(x[i]);
    }
  }

  static void rint(float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) Math.rint(x[i]);
    }
  }

  static void bits(float[] x, int[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Float.floatToRawIntBits(x[i]);
    }
  }

  static void fromBits(int[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Float.intBitsToFloat(x[i]);
    }
  }

  static void call(Routine routine, float[] x, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) routine.apply(x[i]);
    }
  }

  static void call(Routine routine, float[] x, float[] y, float[] z, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = (float) routine.apply(x[i], y[i]);
    }
  }
}
