package dev.leibniz.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What methods cost, ours beside a peer's.
final class Costs {
  private final Map<String, List<Cost>> columns = new LinkedHashMap<>();

  /// What a run cost.
  ///
  /// @param toTarget evaluations until the value was within tolerance; none for a failure
  /// @param total all evaluations
  record Cost(@Nullable Integer toTarget, int total) {
    @Override
    public String toString() {
      return (toTarget == null ? "–" : toTarget) + " / " + total;
    }
  }

  Costs(List<String> names) {
    names.forEach(name -> columns.put(name, new ArrayList<>()));
    System.out.println("| problem | " + String.join(" | ", names) + " |");
    System.out.println("|---" + "|---".repeat(names.size()) + "|");
  }

  /// Notes and prints the costs of a problem, one for each method.
  void row(String problem, List<Cost> costs) {
    int next = 0;
    for (List<Cost> column : columns.values()) {
      column.add(costs.get(next++));
    }
    System.out.println(
        "| "
            + problem
            + " | "
            + costs.stream().map(Cost::toString).collect(Collectors.joining(" | "))
            + " |");
  }

  /// Prints medians of ratios and numbers of failures.
  ///
  /// @param pairs for each method of the peer's the ones of ours beside it
  void compare(Map<String, List<String>> pairs) {
    System.out.println("\n| ours | SciPy's | median ratio to the target | in total | failures |");
    System.out.println("|---|---|---|---|---|");
    pairs.forEach((peer, ours) -> ours.forEach(mine -> compare(peer, mine)));
  }

  private void compare(String peer, String mine) {
    List<Cost> theirs = columns.getOrDefault(peer, List.of());
    List<Cost> own = columns.getOrDefault(mine, List.of());
    List<Double> toTarget = new ArrayList<>();
    List<Double> total = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Integer a = own.get(i).toTarget();
      Integer b = theirs.get(i).toTarget();
      if (a != null && b != null) {
        toTarget.add((double) a / b);
        total.add((double) own.get(i).total() / theirs.get(i).total());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %d, theirs %d |%n",
        mine,
        peer,
        median(toTarget),
        median(total),
        failures(own),
        failures(theirs));
  }

  private static long failures(List<Cost> costs) {
    return costs.stream().filter(cost -> cost.toTarget() == null).count();
  }

  private static double median(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
