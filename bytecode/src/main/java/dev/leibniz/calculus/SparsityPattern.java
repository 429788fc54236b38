package dev.leibniz.calculus;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.List;

/// Which entries of a matrix may differ from zero, row by row with ascending columns.
///
/// ```java
/// SparsityPattern arrow = SparsityPattern.of(3, List.of(new int[] {0, 1, 2}, new int[] {0, 1}, new int[] {0, 2}));
/// ```
public final class SparsityPattern {
  private final int columns;
  private final int[] starts;
  private final int[] indices;

  private SparsityPattern(int columns, int[] starts, int[] indices) {
    this.columns = columns;
    this.starts = starts;
    this.indices = indices;
  }

  /// The pattern with these columns in its rows, in any order.
  ///
  /// @throws ArgumentException for a column that is outside
  public static SparsityPattern of(int columns, List<int[]> rows) {
    int[] starts = new int[rows.size() + 1];
    for (int i = 0; i < rows.size(); i++) {
      starts[i + 1] = starts[i] + (int) Arrays.stream(rows.get(i)).distinct().count();
    }
    int[] indices = new int[starts[rows.size()]];
    for (int i = 0; i < rows.size(); i++) {
      int[] row = Arrays.stream(rows.get(i)).sorted().distinct().toArray();
      if (row.length > 0 && (row[0] < 0 || row[row.length - 1] >= columns)) {
        throw new ArgumentException(
            Explanation.of("SparsityPattern.of", "columns must be from 0 to " + (columns - 1))
                .got("row " + i + " has the columns " + row[0] + " to " + row[row.length - 1]));
      }
      System.arraycopy(row, 0, indices, starts[i], row.length);
    }
    return new SparsityPattern(columns, starts, indices);
  }

  /// The number of rows.
  public int rows() {
    return starts.length - 1;
  }

  /// The number of columns.
  public int columns() {
    return columns;
  }

  /// The number of entries.
  public int entries() {
    return indices.length;
  }

  /// The columns of a row, ascending.
  public int[] row(int row) {
    return Arrays.copyOfRange(indices, start(row), end(row));
  }

  /// Whether an entry may differ from zero.
  public boolean contains(int row, int column) {
    return position(row, column) >= 0;
  }

  /// Rows for columns.
  public SparsityPattern transposed() {
    int[] from = new int[columns + 1];
    for (int column : indices) {
      from[column + 1]++;
    }
    for (int j = 0; j < columns; j++) {
      from[j + 1] += from[j];
    }
    int[] next = from.clone();
    int[] turned = new int[indices.length];
    for (int i = 0; i < rows(); i++) {
      for (int k = start(i); k < end(i); k++) {
        turned[next[indices[k]]++] = i;
      }
    }
    return new SparsityPattern(rows(), from, turned);
  }

  /// The place of the first entry of a row.
  int start(int row) {
    return starts[row];
  }

  /// The place behind the last entry of a row.
  int end(int row) {
    return starts[row + 1];
  }

  /// The column of an entry.
  int column(int place) {
    return indices[place];
  }

  /// The place of an entry, negative where there is none.
  int position(int row, int column) {
    if (row < 0 || row >= rows() || column < 0 || column >= columns) {
      throw new ArgumentException(
          Explanation.of("SparsityPattern", "an entry must be inside the matrix")
              .got("row " + row + ", column " + column + " of " + rows() + " by " + columns));
    }
    return Arrays.binarySearch(indices, start(row), end(row), column);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparsityPattern that
        && columns == that.columns
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(indices, that.indices);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indices) + Arrays.hashCode(starts);
  }

  @Override
  public String toString() {
    return rows() + " by " + columns + " with " + entries() + " entries";
  }
}
