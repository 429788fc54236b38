package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;

/// The eval `det`: the determinant of a square matrix, given row by row, by expansion by minors
/// along the first row, n! products and no minor remembered.
final class Determinant {
  private Determinant() {}

  /// The expansion with its recursion written as a loop, down to minors of two rows. The columns
  /// that are left are a list: `next[j]` follows column j, and the first one follows `size`. Each
  /// row stands at a column, `before[row]` is the one before it, and `minor[row]` is the sum over
  /// the columns that it has passed.
  static double of(double[] matrix, int size) {
    if (size == 1) {
      return matrix[0];
    }
    double[] minor = new double[size];
    int[] column = new int[size];
    int[] before = new int[size];
    int[] sign = new int[size];
    int[] next = new int[size + 1];
    for (int j = 0; j < size; j++) {
      next[j] = j + 1;
    }
    before[0] = size;
    sign[0] = 1;
    int last = (size - 2) * size;
    int row = 0;
    while (row >= 0) {
      if (row == size - 2) {
        int left = next[size];
        int right = next[left];
        minor[row] =
            matrix[last + left] * matrix[last + size + right]
                - matrix[last + right] * matrix[last + size + left];
      } else if (column[row] < size) {
        next[before[row]] = next[column[row]];
        row++;
        column[row] = next[size];
        before[row] = size;
        sign[row] = 1;
        minor[row] = 0;
        continue;
      }
      row--;
      if (row >= 0) {
        int passed = column[row];
        minor[row] += sign[row] * matrix[row * size + passed] * minor[row + 1];
        next[before[row]] = passed;
        before[row] = passed;
        column[row] = next[passed];
        sign[row] = -sign[row];
      }
    }
    return minor[0];
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
