package dev.leibniz.backend;

import java.util.Arrays;

/// A matrix whose element [i, j] lies at `rows[i] + columns[j]`, such as the patches of an image,
/// which overlap in memory. The arrays must not change.
///
/// @param rows one place per row
/// @param columns one distance per column; neighbours that are 1 apart are read fastest
public record Scattered(int[] rows, int[] columns) implements Places {
  @Override
  public boolean equals(Object other) {
    return other instanceof Scattered places
        && Arrays.equals(rows, places.rows)
        && Arrays.equals(columns, places.columns);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rows) + Arrays.hashCode(columns);
  }
}
