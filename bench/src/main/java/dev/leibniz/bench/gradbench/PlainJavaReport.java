package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.bench.byhand.DiagonalMixture;
import dev.leibniz.bench.byhand.FullMixture;
import dev.leibniz.bench.byhand.Network;
import dev.leibniz.bench.byhand.PredatorsAndPrey;
import dev.leibniz.bench.byhand.Rosenbrock;
import dev.leibniz.bench.byhand.WithGradient;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import tools.jackson.databind.json.JsonMapper;

/// Measures derivatives of plain Java beside the function itself and beside gradients by hand, turn
/// by turn after a warm-up, and prints a Markdown table: the median time of the function, and the
/// medians of the ratios of a round.
///
/// Gradients are compared with those by hand before anything is timed. Arguments: `rounds=N` (21 if
/// not given), `clock=processor`, and names of rows (all if none are given).
public final class PlainJavaReport {
  /// The runs of a subject in one round take about this long.
  private static final double ROUND_NANOSECONDS = 4e6;

  private static final long WARM_UP_NANOSECONDS = 1_500_000_000;

  private PlainJavaReport() {}

  /// Something whose result is worked out and looked at, so that it is not left out.
  private record Subject(String name, Supplier<?> run) {}

  /// The function comes first.
  private record Row(String name, List<Subject> subjects) {}

  private static Row row(String name, MultivariateFunction f, VectorFunction byHand, double[] x) {
    VectorFunction gradient = Calculus.gradient(f);
    DirectionalFunction hessian = Calculus.hessianVectorProduct(f);
    double[] direction = new double[x.length];
    Arrays.setAll(direction, i -> Math.cos(i));
    check(name, gradient.apply(x), byHand.apply(x));
    return new Row(
        name,
        List.of(
            new Subject("f", () -> f.applyAsDouble(x)),
            new Subject("gradient", () -> gradient.apply(x)),
            new Subject("by hand", () -> byHand.apply(x)),
            new Subject("Hessian-vector", () -> hessian.apply(x, direction))));
  }

  private static Row row(String name, WithGradient function, double[] x) {
    return row(name, function::value, function::gradient, x);
  }

  private static void check(String name, double[] actual, double[] expected) {
    double scale = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= 1e-11 * scale)) {
        throw new IllegalStateException(
            name + ": element " + i + " is " + actual[i] + ", by hand " + expected[i]);
      }
    }
  }

  private static double[] normal(Random random, int n, double scale) {
    return DoubleStream.generate(() -> scale * random.nextGaussian()).limit(n).toArray();
  }

  private static List<Row> rows() {
    Random random = new Random(1);
    Network network =
        new Network(32, 64, 10, normal(random, 64 * 32, 1), random.ints(64, 0, 10).toArray());
    int mixtureSize = 5 * (1 + 20 + 20 + 190);
    GaussianMixture full = new GaussianMixture(20, 5, normal(random, 20_000, 1), 1, 0, -1);
    FullMixture fullByHand = new FullMixture(20, 5, full.points());
    return List.of(
        row("Rosenbrock n=1000", new Rosenbrock(), normal(random, 1000, 1)),
        row(
            "Gaussian mixture d=10 K=5 N=1000",
            new DiagonalMixture(10, 5, normal(random, 10_000, 1)),
            normal(random, 105, 0.5)),
        row("network 64×32-64-10", network, normal(random, 32 * 64 + 64 + 640 + 10, 0.1)),
        row(
            "10,000 Euler steps",
            new PredatorsAndPrey(10_000, 1e-3),
            new double[] {1.1, 0.4, 0.4, 0.1, 1, 1.5}),
        row(
            "ADBench gmm 1k d20 K5",
            full::objective,
            x -> fullByHand.gradient(x, 1, -1),
            normal(random, mixtureSize, 0.5)),
        bundle(),
        hand(random));
  }

  private static Row bundle() {
    BundleAdjustment problem =
        BundleAdjustment.of(
            new JsonMapper()
                .valueToTree(
                    Map.of(
                        "n",
                        49,
                        "m",
                        7776,
                        "p",
                        31_843,
                        "cam",
                        new double[] {-0.8, -1.1, -0.8, 34, 40, 54, 419, 6, -9, 0.09, 0.003},
                        "x",
                        new double[] {7, 0.001, 3},
                        "w",
                        0.4,
                        "feat",
                        new double[] {271.8, 834.2})));
    return new Row(
        "ADBench ba1",
        List.of(new Subject("f", problem::errors), new Subject("Jacobian", problem.jacobian())));
  }

  private static Row hand(Random random) {
    var input = new JsonMapper().valueToTree(EvalsReport.hand(random, 100));
    HandTracking hand = HandTracking.of(input);
    double[] x = HandTracking.parameters(input);
    return new Row(
        "ADBench hand, 100 points",
        List.of(
            new Subject("f", () -> hand.residuals(x)), new Subject("Jacobian", hand.jacobian(x))));
  }

  private static double time(Subject subject, int repeats, LongSupplier clock) {
    long start = clock.getAsLong();
    for (int i = 0; i < repeats; i++) {
      Object result = subject.run().get();
      if (result == null) {
        throw new IllegalStateException(subject.name());
      }
    }
    return (double) (clock.getAsLong() - start) / repeats;
  }

  private static String measure(Row row, int rounds, LongSupplier clock) {
    int count = row.subjects().size();
    int[] repeats = new int[count];
    for (int i = 0; i < count; i++) {
      WarmUp.run(row.subjects().get(i).run(), WARM_UP_NANOSECONDS, clock);
      repeats[i] = (int) Math.max(1, ROUND_NANOSECONDS / time(row.subjects().get(i), 3, clock));
    }
    double[][] times = new double[count][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < count; i++) {
        times[i][round] = time(row.subjects().get(i), repeats[i], clock);
      }
    }
    List<String> cells = new ArrayList<>();
    cells.add(String.format(Locale.ROOT, "%.1f µs", median(times[0]) / 1000));
    for (int i = 1; i < count; i++) {
      cells.add(row.subjects().get(i).name() + " " + ratio(times[i], times[0]) + " f");
    }
    if (count > 2) {
      cells.add("gradient " + ratio(times[1], times[2]) + " by hand");
    }
    return "| " + row.name() + " | " + String.join(" | ", cells) + " |";
  }

  private static String ratio(double[] times, double[] others) {
    double[] ratios = new double[times.length];
    Arrays.setAll(ratios, i -> times[i] / others[i]);
    return String.format(Locale.ROOT, "%.2f ×", median(ratios));
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    int rounds = 21;
    LongSupplier clock = WarmUp.clock(arguments);
    List<String> wanted = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("rounds=")) {
        rounds = Integer.parseInt(argument.substring("rounds=".length()));
      } else if (!argument.startsWith("clock=")) {
        wanted.add(argument);
      }
    }
    System.out.println(
        "| function | f | derivative | by hand | Hessian-vector product | |\n|---|---|---|---|---|---|");
    for (Row row : rows()) {
      if (wanted.isEmpty() || wanted.stream().anyMatch(row.name()::contains)) {
        System.out.println(measure(row, rounds, clock));
      }
    }
  }
}
