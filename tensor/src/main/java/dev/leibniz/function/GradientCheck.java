package dev.leibniz.function;

import java.util.List;
import java.util.Locale;

/// How derivatives compare with differences of values; see [GradCheck].
///
/// @param rows one comparison per order and leaf
public record GradientCheck(List<Row> rows) {
  /// Copies the list.
  public GradientCheck {
    rows = List.copyOf(rows);
  }

  /// One comparison.
  ///
  /// @param order the order of the derivative
  /// @param path the leaf in whose direction it is taken
  /// @param derivative the derivative along a random direction, projected on a random direction of
  ///   the result
  /// @param difference the same by extrapolated central differences
  /// @param tolerance how far apart they may be
  public record Row(
      int order, String path, double derivative, double difference, double tolerance) {
    /// Whether the two agree.
    public boolean passed() {
      return Math.abs(derivative - difference) <= tolerance;
    }
  }

  /// Whether all agree.
  public boolean passed() {
    return rows.stream().allMatch(Row::passed);
  }

  /// A table for people.
  public String report() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-5s %-24s %24s %24s %10s  %s%n",
            "order",
            "leaf",
            "derivative",
            "central difference",
            "apart",
            "allowed"));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-5d %-24s %24.16g %24.16g %10.2e  %.2e %s%n",
              row.order(),
              row.path(),
              row.derivative(),
              row.difference(),
              Math.abs(row.derivative() - row.difference()),
              row.tolerance(),
              row.passed() ? "" : "WRONG"));
    }
    return text.append(passed() ? "all agree" : "derivatives and differences disagree").toString();
  }
}
