package dev.leibniz.bench;

import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.bench.Workloads.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Measures training steps and single operations turn by turn and prints a Markdown table: median
/// (fastest–slowest) of the rounds, on as many threads as `-Dleibniz.threads` says.
///
/// The peak of fused multiplications and additions and the bandwidth of the memory are measured in
/// the same process, in the same rounds.
///
/// Arguments: `rounds=N` (15 if not given); `only=TEXT` leaves out what has another name; `profile`
/// prints where the time goes, from the events of `dev.leibniz.compile`.
public final class SpeedReport {
  private static final double SAMPLE_SECONDS = 0.04;
  private static final String KERNEL = "dev.leibniz.Kernel";
  private static final int SHOWN = 20;
  private static final long PROFILE_NANOSECONDS = 2_000_000_000L;
  private static final int FEWEST = 15;

  private final LongSupplier clock;

  private SpeedReport(LongSupplier clock) {
    this.clock = clock;
  }

  /// Prints the table.
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int rounds = Integer.parseInt(option(given, "rounds=", "15"));
    String only = option(given, "only=", "");
    System.out.println(
        MatrixProducts.await().map(product -> product.description()).orElse("no lanes"));
    List<Workload> workloads = new ArrayList<>();
    workloads.addAll(Workloads.steps());
    workloads.addAll(Workloads.kernels());
    workloads.add(Workloads.adam());
    workloads.addAll(MachineWorkloads.all());
    workloads.removeIf(workload -> !workload.name().contains(only));
    if (given.contains("profile")) {
      SpeedReport report = new SpeedReport(System::nanoTime);
      for (Workload workload : workloads) {
        report.profile(workload);
      }
      return;
    }
    boolean isBusy = given.contains("clock=processor");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    SpeedReport report =
        new SpeedReport(isBusy ? threads::getCurrentThreadCpuTime : System::nanoTime);
    print(workloads, report.measure(workloads, rounds));
  }

  private static String option(List<String> arguments, String name, String otherwise) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(name))
        .map(argument -> argument.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private double seconds(Workload workload, int repeats) {
    long start = clock.getAsLong();
    for (int repeat = 0; repeat < repeats; repeat++) {
      workload.run().run();
    }
    return (clock.getAsLong() - start) * 1e-9 / repeats;
  }

  /// Runs until HotSpot has compiled what is run; the number of repeats in a sample.
  private int warm(Workload workload) {
    long end = System.nanoTime() + 2_000_000_000L;
    double best = Double.POSITIVE_INFINITY;
    while (System.nanoTime() < end) {
      best = Math.min(best, seconds(workload, 3));
    }
    return Math.max(1, (int) (SAMPLE_SECONDS / best));
  }

  private double[][] measure(List<Workload> workloads, int rounds) {
    int[] repeats = workloads.stream().mapToInt(this::warm).toArray();
    double[][] seconds = new double[repeats.length][rounds];
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < repeats.length; i++) {
        double sample = seconds(workloads.get(i), repeats[i]);
        if (round >= 0) {
          seconds[i][round] = sample;
        }
      }
    }
    return seconds;
  }

  private static void print(List<Workload> workloads, double[][] seconds) {
    System.out.println("| workload | µs: median (fastest–slowest) | ns per element | GB/s |");
    System.out.println("|---|---|---|---|");
    for (int i = 0; i < seconds.length; i++) {
      double[] sorted = seconds[i].clone();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2];
      Workload workload = workloads.get(i);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f (%.1f–%.1f) | %.3f | %s |%n",
          workload.name(),
          median * 1e6,
          sorted[0] * 1e6,
          sorted[sorted.length - 1] * 1e6,
          median * 1e9 / workload.elements(),
          workload.bytes() == 0
              ? ""
              : String.format(Locale.ROOT, "%.1f", workload.bytes() / median * 1e-9));
    }
  }

  /// A second of runs, and what each took.
  private record Recorded(double median, int runs, Map<String, List<Long>> nanoseconds) {}

  private Recorded record(Workload workload) throws IOException {
    Path file = Files.createTempFile("leibniz", ".jfr");
    List<Double> times = new ArrayList<>();
    try (Recording recording = new Recording()) {
      recording.enable(KERNEL).withoutThreshold().withoutStackTrace();
      recording.start();
      long start = System.nanoTime();
      while (System.nanoTime() - start < PROFILE_NANOSECONDS || times.size() < FEWEST) {
        times.add(seconds(workload, 1));
      }
      recording.stop();
      recording.dump(file);
    }
    Map<String, List<Long>> nanoseconds = new HashMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals(KERNEL)) {
        nanoseconds
            .computeIfAbsent(event.getString("kernel"), name -> new ArrayList<>())
            .add(event.getDuration().toNanos());
      }
    }
    Files.delete(file);
    return new Recorded(median(times), times.size(), nanoseconds);
  }

  private static <N extends Number> double median(List<N> numbers) {
    return numbers.stream().mapToDouble(Number::doubleValue).sorted().toArray()[numbers.size() / 2];
  }

  /// Medians: other processes of the machine lengthen single runs.
  private void profile(Workload workload) throws IOException {
    warm(workload);
    record(workload);
    Recorded recorded = record(workload);
    System.out.printf(
        Locale.ROOT, "%n%s: %.1f µs a run%n", workload.name(), recorded.median() * 1e6);
    recorded.nanoseconds().entrySet().stream()
        .map(entry -> {
          double times = (double) entry.getValue().size() / recorded.runs();
          return new Row(median(entry.getValue()) * 1e-3 * times, times, entry.getKey());
        })
        .sorted(Comparator.comparingDouble(Row::microseconds).reversed())
        .limit(SHOWN)
        .forEach(row ->
            System.out.printf(
                Locale.ROOT,
                "%10.1f µs  %.0f × %s%n",
                row.microseconds(),
                row.times(),
                row.kernel()));
  }

  private record Row(double microseconds, double times, String kernel) {}
}
