package dev.leibniz.bench.gradbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Measures the evals on random inputs of the largest sizes of GradBench's shortened runs, and
/// prints a Markdown table in milliseconds: median (fastest–slowest) of the runs after a warm-up.
///
/// Arguments: names of evals (all if none are given); `seconds=S` measures each function for so
/// long, after a warm-up of at least the same length (1 if not given); `clock=processor`.
public final class EvalsReport {
  private EvalsReport() {}

  private record Row(
      String module, String size, String objective, String derivative, Map<String, Object> input) {}

  private static List<Row> rows() {
    Random random = new Random(31337);
    return List.of(
        new Row(
            "llsq",
            "n=4096 m=128",
            "primal",
            "gradient",
            Map.of("x", uniform(random, 128), "n", 4096)),
        new Row("lse", "n=640,000", "primal", "gradient", Map.of("x", uniform(random, 640_000))),
        new Row("det", "9 × 9", "primal", "gradient", Map.of("A", uniform(random, 81), "ell", 9)),
        new Row(
            "ode",
            "n=10,000 s=100",
            "primal",
            "gradient",
            Map.of("x", uniform(random, 10_000), "s", 100)),
        new Row("gmm", "d=32 k=25 n=1000", "objective", "jacobian", gmm(random, 32, 25, 1000)),
        new Row("kmeans", "k=100 n=10,000 d=8", "cost", "dir", kmeans(random, 100, 10_000, 8)),
        new Row("lstm", "l=4 c=4096 b=14", "objective", "jacobian", lstm(random, 4, 4096, 14)),
        new Row("ba", "n=372 m=47,423 p=204,472", "objective", "jacobian", ba()),
        new Row("ht", "800 points on triangles", "objective", "jacobian", hand(random, 800)),
        new Row("saddle", "rr, ff", "rr", "ff", Map.of("start", new double[] {1, 1})),
        new Row("particle", "rr, ff", "rr", "ff", Map.of("w", 0.0)));
  }

  private static double[] uniform(Random random, int n) {
    return random.doubles(n).toArray();
  }

  private static double[][] uniform(Random random, int rows, int columns) {
    return Stream.generate(() -> uniform(random, columns)).limit(rows).toArray(double[][]::new);
  }

  private static double[] normal(Random random, int n) {
    return Stream.generate(random::nextGaussian).limit(n).mapToDouble(x -> x).toArray();
  }

  private static double[][] normal(Random random, int rows, int columns) {
    return Stream.generate(() -> normal(random, columns)).limit(rows).toArray(double[][]::new);
  }

  static Map<String, Object> gmm(Random random, int d, int k, int n) {
    Map<String, Object> input = new LinkedHashMap<>(Map.of("d", d, "k", k, "n", n));
    input.put("x", normal(random, n, d));
    input.put("mu", uniform(random, k, d));
    input.put("q", normal(random, k, d));
    input.put("l", normal(random, k, d * (d - 1) / 2));
    input.put("alpha", normal(random, k));
    input.put("gamma", 1.0);
    input.put("m", 0);
    return input;
  }

  static Map<String, Object> kmeans(Random random, int k, int n, int d) {
    double[][] points = uniform(random, n, d);
    return Map.of("points", points, "centroids", Arrays.copyOfRange(points, n - k, n));
  }

  static Map<String, Object> lstm(Random random, int layers, int length, int width) {
    return Map.of(
        "main_params", uniform(random, 2 * layers, 4 * width),
        "extra_params", uniform(random, 3, width),
        "state", uniform(random, 2 * layers, width),
        "sequence", uniform(random, length, width));
  }

  /// ADBench's ba4.
  private static Map<String, Object> ba() {
    return Map.of(
        "n",
        372,
        "m",
        47_423,
        "p",
        204_472,
        "cam",
        new double[] {-0.758, -1.11, -0.846, 34.6, 39.7, 53.9, 419.2, 5.86, -8.52, 0.088, 0.003},
        "x",
        new double[] {7.2, 0.001, 3.02},
        "w",
        0.417,
        "feat",
        new double[] {271.8, 834.2});
  }

  /// A hand of ADBench's shape: 22 bones, 10,000 vertices that follow one or two of them, 1084
  /// triangles.
  static Map<String, Object> hand(Random random, int points) {
    int bones = 22;
    int[] parents = new int[bones];
    double[][][] relatives = new double[bones][][];
    for (int i = 0; i < bones; i++) {
      parents[i] = i == 0 ? -1 : i == 1 || i % 4 == 2 ? 0 : i - 1;
      relatives[i] =
          new double[][] {
            {1, 0, 0, random.nextDouble()},
            {0, 1, 0, random.nextDouble()},
            {0, 0, 1, random.nextDouble()},
            {0, 0, 0, 1}
          };
    }
    double[][] positions = uniform(random, 10_000, 4);
    double[][] weights = new double[positions.length][bones];
    for (int i = 0; i < positions.length; i++) {
      positions[i][3] = 1;
      weights[i][random.nextInt(bones)] += 0.5;
      weights[i][random.nextInt(bones)] += 0.5;
    }
    int[][] triangles = new int[1084][];
    Arrays.setAll(triangles, _ -> random.ints(3, 0, positions.length).toArray());
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("parents", parents);
    model.put("base_relatives", relatives);
    model.put("inverse_base_absolutes", relatives);
    model.put("base_positions", positions);
    model.put("weights", weights);
    model.put("triangles", triangles);
    model.put("is_mirrored", false);
    Map<String, Object> data =
        Map.of(
            "model", model,
            "correspondences", random.ints(points, 0, triangles.length).toArray(),
            "points", uniform(random, points, 3));
    return Map.of("theta", normal(random, 26), "us", uniform(random, points, 2), "data", data);
  }

  private static Task.Maker maker(String module, String function) {
    return Objects.requireNonNull(
        Evals.all().getOrDefault(module, Map.of()).get(function), function);
  }

  private static <R> String measure(Task<R> task, double seconds, LongSupplier clock) {
    WarmUp.run(task.run(), (long) (seconds * 1e9), clock);
    double[] times =
        run(task, seconds, clock).stream().mapToDouble(t -> t * 1e-6).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f–%.2f)",
        times[times.length / 2],
        times[0],
        times[times.length - 1]);
  }

  private static <R> List<Long> run(Task<R> task, double seconds, LongSupplier clock) {
    List<Long> times = new ArrayList<>();
    long begin = clock.getAsLong();
    while (clock.getAsLong() - begin < seconds * 1e9 || times.size() < 3) {
      long start = clock.getAsLong();
      R _ = task.run().get();
      times.add(clock.getAsLong() - start);
    }
    return times;
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    double seconds = 1;
    LongSupplier clock = WarmUp.clock(arguments);
    List<String> wanted = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("seconds=")) {
        seconds = Double.parseDouble(argument.substring("seconds=".length()));
      } else if (!argument.startsWith("clock=")) {
        wanted.add(argument);
      }
    }
    System.out.println("| eval | size | objective | derivative |\n|---|---|---|---|");
    JsonMapper mapper = new JsonMapper();
    for (Row row : rows()) {
      if (wanted.isEmpty() || wanted.contains(row.module())) {
        JsonNode input = mapper.valueToTree(row.input());
        String objective = measure(maker(row.module(), row.objective()).of(input), seconds, clock);
        String derivative =
            measure(maker(row.module(), row.derivative()).of(input), seconds, clock);
        System.out.println(
            String.join(" | ", "| " + row.module(), row.size(), objective, derivative + " |"));
      }
    }
  }
}
