package dev.leibniz.bench;

import dev.leibniz.optimize.GlobalSearch;
import dev.leibniz.optimize.Optimum;
import dev.leibniz.testkit.GlobalFunctions;
import java.util.Locale;

/// How often the global minimum is found, in how many evaluations: from 200 random starts alone,
/// and with their evolution. The argument is the number of seeds.
public final class GlobalMinimaReport {
  private static final int SEEDS = 50;
  private static final double TOLERANCE = 1e-6;

  private GlobalMinimaReport() {}

  /// How often, and at what cost.
  private record Outcome(int reached, long evaluations) {
    static Outcome of(GlobalSearch search, GlobalFunctions.Problem problem, int seeds) {
      int reached = 0;
      long evaluations = 0;
      for (int seed = 1; seed <= seeds; seed++) {
        Optimum found = search.seed(seed).of(problem.function(), problem.low(), problem.high());
        reached += found.value() <= problem.minimum() + TOLERANCE ? 1 : 0;
        evaluations += found.evaluations().total();
      }
      return new Outcome(reached, evaluations / seeds);
    }
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    int seeds = arguments.length == 0 ? SEEDS : Integer.parseInt(arguments[0]);
    System.out.printf(
        Locale.ROOT,
        "| function | 200 starts: of %d seeds | evaluations | evolved: of %d seeds | evaluations |%n"
            + "|---|---|---|---|---|%n",
        seeds,
        seeds);
    for (GlobalFunctions.Problem problem : GlobalFunctions.ALL) {
      Outcome starts = Outcome.of(GlobalSearch.defaults().startsOnly(), problem, seeds);
      Outcome evolved = Outcome.of(GlobalSearch.defaults(), problem, seeds);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d |%n",
          problem,
          starts.reached(),
          starts.evaluations(),
          evolved.reached(),
          evolved.evaluations());
    }
  }
}
