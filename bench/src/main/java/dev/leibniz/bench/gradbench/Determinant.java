package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;

/// The eval `det`: the determinant of a square matrix, given row by row, by expansion by minors
/// along the first row, n! products and no minor remembered.
final class Determinant {
  private Determinant() {}

  /// The expansion with its recursion written as a loop, down to minors of two rows. Each row
  /// stands at a column, one of those that the rows above have left, from the last to the first;
  /// `minor[row]` is the sum with alternating signs over the columns that it has passed. The bits
  /// of `taken` are the columns of the rows above.
  static double of(double[] matrix, int size) {
    if (size == 1) {
      return matrix[0];
    }
    double[] minor = new double[size];
    int[] column = new int[size];
    column[0] = size - 1;
    int taken = 0;
    int row = 0;
    while (row >= 0) {
      while (row < size - 2) {
        taken |= 1 << column[row];
        row++;
        column[row] = left(taken, size - 1);
        minor[row] = 0;
      }
      int last = row * size;
      int right = column[row];
      int left = left(taken, right - 1);
      minor[row] =
          matrix[last + left] * matrix[last + size + right]
              - matrix[last + right] * matrix[last + size + left];
      boolean isDone = true;
      while (isDone) {
        row--;
        isDone = false;
        if (row >= 0) {
          int passed = column[row];
          taken ^= 1 << passed;
          minor[row] = matrix[row * size + passed] * minor[row + 1] - minor[row];
          column[row] = left(taken, passed - 1);
          isDone = column[row] < 0;
        }
      }
    }
    return minor[0];
  }

  /// The last column up to a given one that is not taken, or -1.
  private static int left(int taken, int from) {
    int column = from;
    while (column >= 0 && (taken >> column & 1) != 0) {
      column--;
    }
    return column;
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "primal",
        input -> {
          double[] matrix = Json.numbers(input.required("A"));
          int size = input.required("ell").intValue();
          return Task.of(() -> of(matrix, size));
        },
        "gradient",
        input -> {
          double[] matrix = Json.numbers(input.required("A"));
          int size = input.required("ell").intValue();
          VectorFunction gradient = Calculus.gradient(a -> of(a, size));
          return Task.of(() -> gradient.apply(matrix));
        });
  }
}
