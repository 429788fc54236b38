package dev.leibniz.integrate;

import java.util.Arrays;

/// The steps of a solution as polynomials.
///
/// On a step from t of size h, with θ = (x − t)/h, every method's dense output is c₀ + θ(c₁ + (1 −
/// θ)(c₂ + θ(c₃ + (1 − θ)(c₄ + …)))), the form of Hairer, Nørsett and Wanner I, II.6: c₀ is the
/// state at the start, c₀ + c₁ at the end. The vectors c follow one another.
final class Pieces {
  private final int size;
  private double[] starts = new double[16];
  private double[] lengths = new double[16];
  private int[] offsets = new int[17];
  private double[] coefficients;
  private int count;

  Pieces(int size) {
    this.size = size;
    this.coefficients = new double[Math.max(16 * 8 * size, 1)];
  }

  int count() {
    return count;
  }

  int size() {
    return size;
  }

  double start(int piece) {
    return starts[piece];
  }

  double length(int piece) {
    return lengths[piece];
  }

  int degree(int piece) {
    return (offsets[piece + 1] - offsets[piece]) / size - 1;
  }

  double[] coefficients() {
    return coefficients;
  }

  int offset(int piece) {
    return offsets[piece];
  }

  /// Makes room for a piece, which [#add] adds: the place of its coefficients.
  int room(int degree) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      offsets = Arrays.copyOf(offsets, 2 * count + 1);
    }
    int needed = Math.addExact(offsets[count], Math.multiplyExact(degree + 1, size));
    if (needed > coefficients.length) {
      long larger = Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * coefficients.length));
      coefficients = Arrays.copyOf(coefficients, (int) larger);
    }
    return offsets[count];
  }

  void add(double start, double length, int degree) {
    starts[count] = start;
    lengths[count] = length;
    offsets[count + 1] = offsets[count] + (degree + 1) * size;
    count++;
  }

  void clear() {
    count = 0;
  }

  /// The last piece that begins at `t` or before it, in the direction of time; the first where
  /// there is none.
  int pieceAt(double t) {
    double direction = lengths[0];
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if ((t - starts[middle]) * direction >= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// The state at `t`.
  void at(double t, double[] into) {
    at(pieceAt(t), t, into);
  }

  /// The state at `t` on a given piece.
  void at(int piece, double t, double[] into) {
    double theta = (t - starts[piece]) / lengths[piece];
    int offset = offsets[piece];
    int degree = degree(piece);
    for (int i = 0; i < size; i++) {
      into[i] = coefficients[offset + i] + rise(coefficients, offset + i, size, degree, theta);
    }
  }

  /// The polynomial without c₀ of the component whose c₀ is at `at`.
  static double rise(double[] coefficients, int at, int size, int degree, double theta) {
    double value = 0;
    for (int j = degree; j > 0; j--) {
      value = (value + coefficients[at + j * size]) * ((j & 1) == 1 ? theta : 1 - theta);
    }
    return value;
  }
}
