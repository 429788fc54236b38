package dev.leibniz.bench;

import dev.leibniz.bench.Genz.Family;
import dev.leibniz.integrate.Integral;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.integrate.IntegrateOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Random members of Genz's families in one to eight dimensions by the automatic entry point: how
/// many converge, and how the reported error compares with the true one.
///
/// The argument is the number of members, 2,000 by default; the relative tolerance is 1e-6 with a
/// million evaluations.
public final class GenzReport {
  private static final int MOST_AXES = 8;
  private static final long SEED = 20261123;

  /// Errors below this share of the value are rounding.
  private static final double FLOOR = 1e-15;

  private GenzReport() {}

  /// What came of one member.
  ///
  /// @param family its family
  /// @param axes its dimension
  /// @param converged whether the tolerance is said to be met
  /// @param evaluations what it cost
  /// @param ratio the reported error over the true one
  record Row(Family family, int axes, boolean converged, int evaluations, double ratio) {
    boolean covered() {
      return ratio >= 1;
    }
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    int count = arguments.length == 0 ? 2000 : Integer.parseInt(arguments[0]);
    System.out.print(table(rows(count)));
  }

  /// Integrates so many members, family by family and dimension by dimension in turn.
  static List<Row> rows(int count) {
    IntegrateOptions options =
        IntegrateOptions.defaults().relative(1e-6).absolute(0).evaluations(1_000_000);
    SplittableRandom random = new SplittableRandom(SEED);
    List<Row> rows = new ArrayList<>();
    Family[] families = Family.values();
    for (int i = 0; i < count; i++) {
      Family family = families[i % families.length];
      int axes = 1 + i / families.length % MOST_AXES;
      Genz member = Genz.random(family, axes, random);
      double[] ones = new double[axes];
      Arrays.fill(ones, 1);
      Integral found = Integrate.box(member.integrand(), new double[axes], ones, options);
      double exact = member.integral();
      double error = Math.max(Math.abs(found.value() - exact), FLOOR * Math.abs(exact));
      rows.add(
          new Row(
              family,
              axes,
              found.status().converged(),
              found.evaluations(),
              found.error() / error));
    }
    return rows;
  }

  /// The share of rows that converged.
  static double converged(List<Row> rows, int mostAxes) {
    return share(rows.stream().filter(row -> row.axes() <= mostAxes).toList(), true);
  }

  /// The share of rows whose reported error covers the true one.
  static double covered(List<Row> rows, boolean withDiscontinuous) {
    return share(
        rows.stream()
            .filter(row -> withDiscontinuous || row.family() != Family.DISCONTINUOUS)
            .toList(),
        false);
  }

  private static double share(List<Row> rows, boolean converged) {
    long hits = rows.stream().filter(row -> converged ? row.converged() : row.covered()).count();
    return (double) hits / rows.size();
  }

  /// The median of the reported error over the true one.
  static double medianRatio(List<Row> rows) {
    double[] ratios = rows.stream().mapToDouble(Row::ratio).sorted().toArray();
    return ratios[ratios.length / 2];
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| family | d | members | converged | covered | median evaluations | median ratio |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Family family : Family.values()) {
      for (int axes = 1; axes <= MOST_AXES; axes++) {
        int dimension = axes;
        List<Row> group =
            rows.stream().filter(row -> row.family() == family && row.axes() == dimension).toList();
        if (!group.isEmpty()) {
          text.append(line(family, axes, group));
        }
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "converged: %.1f %% for d <= 5, %.1f %% of all; covered: %.2f %% without the"
                + " discontinuous family, %.2f %% of all; median ratio %.0f%n",
            100 * converged(rows, 5),
            100 * converged(rows, MOST_AXES),
            100 * covered(rows, false),
            100 * covered(rows, true),
            medianRatio(rows)));
    return text.toString();
  }

  private static String line(Family family, int axes, List<Row> group) {
    int[] evaluations = group.stream().mapToInt(Row::evaluations).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %.0f %% | %.0f %% | %d | %.0f |%n",
        family.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        axes,
        group.size(),
        100 * share(group, true),
        100 * share(group, false),
        evaluations[evaluations.length / 2],
        medianRatio(group));
  }
}
