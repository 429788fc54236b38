package dev.leibniz.calculus;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// A matrix of which few entries differ from zero, in compressed rows.
///
/// ```java
/// SparseMatrix jacobian = Calculus.sparseJacobian(x -> new double[] {x[0] * x[0], x[1]}).apply(new double[] {3, 5});
/// jacobian.get(0, 0); // 6.0
/// ```
public final class SparseMatrix {
  private final SparsityPattern pattern;
  private final double[] values;

  /// The matrix with these values, in the order of the pattern's entries: row by row, columns
  /// ascending.
  ///
  /// @throws ArgumentException where there are not as many values as entries
  public SparseMatrix(SparsityPattern pattern, double[] values) {
    if (values.length != pattern.entries()) {
      throw new ArgumentException(
          Explanation.of("SparseMatrix", "there must be one value for each entry")
              .got(values.length + " values, a pattern of " + pattern));
    }
    this.pattern = pattern;
    this.values = values.clone();
  }

  /// What is done with each entry.
  @FunctionalInterface
  public interface Visitor {
    /// One entry.
    void visit(int row, int column, double value);
  }

  /// Where the entries are.
  public SparsityPattern pattern() {
    return pattern;
  }

  /// The values of the entries, in the order of the pattern.
  public double[] values() {
    return values.clone();
  }

  /// One entry; zero outside the pattern.
  ///
  /// @throws ArgumentException outside the matrix
  public double get(int row, int column) {
    int place = pattern.position(row, column);
    return place >= 0 ? values[place] : 0;
  }

  /// Visits the entries, row by row.
  public void forEach(Visitor visitor) {
    for (int i = 0; i < pattern.rows(); i++) {
      for (int k = pattern.start(i); k < pattern.end(i); k++) {
        visitor.visit(i, pattern.column(k), values[k]);
      }
    }
  }

  /// A·v.
  ///
  /// @throws ArgumentException where v has not one element for each column
  public double[] times(double[] v) {
    checkLength("times", v.length, pattern.columns());
    double[] product = new double[pattern.rows()];
    forEach((row, column, value) -> product[row] += value * v[column]);
    return product;
  }

  /// Aᵀ·w.
  ///
  /// @throws ArgumentException where w has not one element for each row
  public double[] transposedTimes(double[] w) {
    checkLength("transposedTimes", w.length, pattern.rows());
    double[] product = new double[pattern.columns()];
    forEach((row, column, value) -> product[column] += value * w[row]);
    return product;
  }

  /// The matrix row by row, zeros included.
  public double[][] toDense() {
    double[][] dense = new double[pattern.rows()][pattern.columns()];
    forEach((row, column, value) -> dense[row][column] = value);
    return dense;
  }

  private static void checkLength(String operation, int length, int wanted) {
    if (length != wanted) {
      throw new ArgumentException(
          Explanation.of("SparseMatrix." + operation, "the vector must fit the matrix")
              .got("a vector of length " + length + " for " + wanted));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparseMatrix that
        && pattern.equals(that.pattern)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * pattern.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "SparseMatrix of " + pattern;
  }
}
