package dev.leibniz.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Measures Leibniz beside other systems, in turn, so that all see the same load, and prints a
/// Markdown table: for each task and variant the median (fastest–slowest) on one thread and on two;
/// then its time over that of Leibniz, as the median of the rounds' ratios and, in brackets, the
/// fastest round over the fastest, which other work on the machine disturbs less.
///
/// Every system runs in processes of its own, one per number of threads, and starts from the same
/// numbers. A variant whose result differs from ours is named and not measured.
///
/// Arguments: `rounds=N` (11 if not given); `only=TEXT`, tasks whose name contains it; `seconds=S`
/// of a sample (0.1); `python=COMMAND`, a Python with PyTorch; `peers=FILE`, which holds the class
/// path of the peers that are Java libraries, and `sources=FOLDER`, where their workers are
/// (`bench/src/peers/java`); `without=NAME` leaves a peer out. Leibniz alone is measured when
/// neither is given. `clock=processor` takes the processor's time in place of the clock's, and
/// leaves two threads out: for a machine that others use.
public final class PeersReport {
  private static final List<Integer> THREADS = List.of(1, 2);
  private static final List<String> JAVA_PEERS = List.of("OpenBlas", "Djl", "TensorFlow", "Nd4j");

  private final int rounds;
  private final double seconds;
  private final boolean isProcessor;
  private final Map<Integer, List<Peer>> workers = new LinkedHashMap<>();

  private PeersReport(int rounds, double seconds, boolean isProcessor) {
    this.rounds = rounds;
    this.seconds = seconds;
    this.isProcessor = isProcessor;
  }

  /// Prints the table.
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    PeersReport report =
        new PeersReport(
            Integer.parseInt(option(given, "rounds").orElse("11")),
            Double.parseDouble(option(given, "seconds").orElse("0.1")),
            given.contains("clock=processor"));
    String only = option(given, "only").orElse("");
    System.out.println(
        "| task | variant | 1 thread, µs | 2 threads, µs | time / Leibniz's, 1 thread | 2 threads |"
            + " each with its best |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Task task : Task.ALL) {
      if (task.text().contains(only)) {
        // A JVM of its own for each task: HotSpot's profiles of one would slow down the next.
        report.start(given);
        try {
          report.report(task);
        } finally {
          report.workers.values().forEach(list -> list.forEach(Peer::close));
          report.workers.clear();
        }
      }
    }
  }

  private static Optional<String> option(List<String> arguments, String name) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(name + "="))
        .map(argument -> argument.substring(name.length() + 1))
        .findFirst();
  }

  private void start(List<String> given) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> flags =
        List.of("-XX:+UseParallelGC", "-Xmx3g", "--add-modules", "jdk.incubator.vector");
    String ours = Peer.ownClassPath();
    Optional<String> python = option(given, "python");
    Optional<String> peers = option(given, "peers");
    Path sources = Path.of(option(given, "sources").orElse("bench/src/peers/java"));
    for (int threads : isProcessor ? List.of(1) : THREADS) {
      List<Peer> list = workers.computeIfAbsent(threads, count -> new ArrayList<>());
      List<String> leibniz = new ArrayList<>(List.of(java));
      leibniz.addAll(flags);
      leibniz.addAll(
          List.of("-Dleibniz.threads=" + threads, "-cp", ours, LeibnizWorker.class.getName()));
      list.add(Peer.start(leibniz, threads));
      if (python.isPresent() && !given.contains("without=PyTorch")) {
        list.add(
            Peer.start(
                List.of(
                    python.get(), "bench/src/main/scripts/peers_torch.py", String.valueOf(threads)),
                threads));
      }
      if (peers.isPresent()) {
        String path = Files.readString(Path.of(peers.get())).strip() + ":" + ours;
        for (String peer : JAVA_PEERS) {
          if (!given.contains("without=" + peer)) {
            List<String> command = new ArrayList<>(List.of(java));
            command.addAll(flags);
            command.addAll(
                List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    path,
                    sources.resolve(peer + "Worker.java").toString(),
                    String.valueOf(threads)));
            list.add(Peer.start(command, threads));
          }
        }
      }
    }
  }

  /// A variant on a number of threads.
  private record Subject(Peer process, String name, double[] seconds) {
    double median() {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    double fastest() {
      return Arrays.stream(seconds).min().orElseThrow();
    }
  }

  private void report(Task task) throws IOException {
    List<Subject> subjects = new ArrayList<>();
    double expected = Double.NaN;
    for (List<Peer> list : workers.values()) {
      for (Peer process : list) {
        for (Map.Entry<String, Double> variant : process.open(task).entrySet()) {
          expected = Double.isNaN(expected) ? variant.getValue() : expected;
          if (isSame(task, variant.getValue(), expected)) {
            subjects.add(new Subject(process, variant.getKey(), new double[rounds]));
          } else {
            System.out.printf(
                Locale.ROOT,
                "| %s | %s | finds %.7g in place of %.7g | | | | |%n",
                task.text(),
                variant.getKey(),
                variant.getValue(),
                expected);
          }
        }
      }
    }
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : subjects) {
        subject.seconds()[round] = subject.process().time(subject.name(), seconds, isProcessor);
      }
    }
    print(task, subjects);
  }

  private static boolean isSame(Task task, double result, double expected) {
    return Math.abs(result - expected) <= task.tolerance() * Math.abs(expected);
  }

  private static void print(Task task, List<Subject> subjects) {
    Set<String> names = new LinkedHashSet<>();
    subjects.forEach(subject -> names.add(subject.name()));
    Subject ours = best(subjects, "Leibniz");
    for (String name : names) {
      StringBuilder row = new StringBuilder("| " + task.text() + " | " + name + " |");
      for (int threads : THREADS) {
        row.append(' ').append(one(subjects, name, threads).map(s -> cell(task, s)).orElse(""));
        row.append(" |");
      }
      boolean isPeer = !name.equals("Leibniz");
      for (int threads : THREADS) {
        Optional<Subject> peer = one(subjects, name, threads);
        Optional<Subject> own = one(subjects, "Leibniz", threads);
        row.append(' ').append(isPeer && peer.isPresent() ? ratio(peer.get(), own.get()) : "");
        row.append(" |");
      }
      row.append(' ').append(isPeer ? ratio(best(subjects, name), ours) : "").append(" |");
      System.out.println(row);
    }
  }

  private static Optional<Subject> one(List<Subject> subjects, String name, int threads) {
    return subjects.stream()
        .filter(subject -> subject.name().equals(name) && subject.process().threads() == threads)
        .findFirst();
  }

  private static Subject best(List<Subject> subjects, String name) {
    return subjects.stream()
        .filter(subject -> subject.name().equals(name))
        .min(Comparator.comparingDouble(Subject::median))
        .orElseThrow();
  }

  private static String ratio(Subject peer, Subject own) {
    double[] ratios = new double[own.seconds().length];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = peer.seconds()[round] / own.seconds()[round];
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT, "%.2f (%.2f)", ratios[ratios.length / 2], peer.fastest() / own.fastest());
  }

  private static String cell(Task task, Subject subject) {
    double[] sorted = subject.seconds().clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    String rate = "";
    if (task.operations() > 0) {
      rate = String.format(Locale.ROOT, ", %.0f GFLOP/s", task.operations() / median * 1e-9);
    } else if (task.bytes() > 0) {
      rate = String.format(Locale.ROOT, ", %.1f GB/s", task.bytes() / median * 1e-9);
    }
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f–%.1f)%s",
        median * 1e6,
        sorted[0] * 1e6,
        sorted[sorted.length - 1] * 1e6,
        rate);
  }
}
