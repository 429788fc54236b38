package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.VectorFunction;
import java.util.Map;

/// The eval `det`: the determinant of a square matrix, given row by row, by expansion by minors
/// along the first row, n! products and no minor remembered.
final class Determinant {
  private Determinant() {}

  /// The expansion with its recursion written as a loop: `column[row]` is the column that the row
  /// stands at, `minor[row]` the sum so far over the columns that it has passed.
  static double of(double[] matrix, int size) {
    double[] minor = new double[size];
    int[] column = new int[size];
    boolean[] isTaken = new boolean[size];
    int[] sign = new int[size];
    int row = 0;
    column[0] = 0;
    sign[0] = 1;
    while (true) {
      if (column[row] == size) {
        row--;
        if (row < 0) {
          return minor[0];
        }
        int j = column[row];
        minor[row] += sign[row] * matrix[row * size + j] * minor[row + 1];
        isTaken[j] = false;
        sign[row] = -sign[row];
        column[row]++;
      } else if (isTaken[column[row]]) {
        column[row]++;
      } else if (row == size - 1) {
        minor[row] = matrix[row * size + column[row]];
        column[row] = size;
      } else {
        isTaken[column[row]] = true;
        row++;
        column[row] = 0;
        sign[row] = 1;
        minor[row] = 0;
      }
    }
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
