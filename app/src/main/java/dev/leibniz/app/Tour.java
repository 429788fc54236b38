package dev.leibniz.app;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Runs the rows of the calculus table on real data.
@Command(
    name = "tour",
    description = {
      "Runs the rows of the calculus table on real data: what was computed, the check beside it, the time."
    },
    mixinStandardHelpOptions = true)
final class Tour implements Callable<Integer> {
  @Mixin private MachineOptions machine = new MachineOptions();

  Tour() {}

  /// The rows, in the order of the table.
  private static List<TourRow> rows() {
    return List.of(
        new DerivativeRow(),
        new PartialRow(),
        new GradientRow(),
        new ChainRuleRow(),
        new HessianRow(),
        new IntegralRow());
  }

  @Override
  public Integer call() {
    machine.apply();
    boolean isRight = true;
    for (TourRow row : rows()) {
      long start = System.nanoTime();
      TourRow.Outcome outcome = row.run();
      double seconds = (System.nanoTime() - start) * 1e-9;
      isRight &= outcome.isRight();
      System.out.printf(Locale.ROOT, "%s%n", row.title());
      outcome.lines().forEach(line -> System.out.println("  " + line));
      System.out.printf(
          Locale.ROOT, "  %s, %.2f s%n%n", outcome.isRight() ? "right" : "WRONG", seconds);
    }
    System.out.println(isRight ? "All rows are right." : "A row is wrong.");
    return isRight ? 0 : 1;
  }
}
