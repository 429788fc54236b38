package dev.leibniz.bench.gradbench;

import java.util.Arrays;
import java.util.Map;

/// A matrix by compressed rows: row i has the entries `rows[i]` to `rows[i + 1] - 1`.
record SparseMatrix(int[] rows, int[] columns, double[] values) {
  /// GradBench compares as many entries of each part, and the last one.
  private static final int COMPARED = 30;

  SparseMatrix(int rows, int entries) {
    this(new int[rows + 1], new int[entries], new double[entries]);
  }

  /// What GradBench compares.
  Map<String, Object> sample() {
    double[] some = Arrays.copyOf(values, COMPARED + 1);
    some[COMPARED] = values[values.length - 1];
    return Map.of("rows", sample(rows), "cols", sample(columns), "vals", some);
  }

  private static int[] sample(int[] all) {
    int[] some = Arrays.copyOf(all, COMPARED + 1);
    some[COMPARED] = all[all.length - 1];
    return some;
  }
}
