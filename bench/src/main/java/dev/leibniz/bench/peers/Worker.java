package dev.leibniz.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The side of a worker that is the same for all that run in Java: it answers the lines of
/// [PeersReport] on standard input.
///
/// `open TASK` prepares each variant, that is, takes its result and warms it up, and answers
/// `NAME=RESULT` for each, between tabs: nothing if the worker cannot do the task. `time NAME
/// SECONDS` runs a variant for about so long and answers the seconds of one run, by the clock and
/// by the processor. Answers begin with `> `; other lines come from libraries and mean nothing.
public final class Worker {
  private static final long WARM_NANOSECONDS = 2_500_000_000L;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Worker() {}

  /// A way to do a task.
  ///
  /// @param run does it once
  /// @param result a number that every worker should have found, taken before the first measured
  ///   run
  public record Variant(Runnable run, DoubleSupplier result) {}

  private record Warm(Runnable run, double seconds) {}

  /// Answers until standard input ends, for a system that works on the calling thread where it has
  /// one thread. HotSpot's compilers and collectors are not counted with the processor's time.
  ///
  /// @param open the variants of a task by name
  public static void serve(Function<Task, Map<String, Variant>> open) throws IOException {
    serve(open, THREADS::getCurrentThreadCpuTime);
  }

  /// The same for a system that works on threads of its own.
  public static void serveAllThreads(Function<Task, Map<String, Variant>> open) throws IOException {
    serve(open, Worker::processorTime);
  }

  private static void serve(Function<Task, Map<String, Variant>> open, LongSupplier clock)
      throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Map<String, Warm> current = new LinkedHashMap<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("open ")) {
        current.clear();
        StringBuilder answer = new StringBuilder("> ");
        Map<String, Variant> variants = open.apply(new Task(line.substring("open ".length())));
        for (Map.Entry<String, Variant> entry : variants.entrySet()) {
          Variant variant = entry.getValue();
          double result = variant.result().getAsDouble();
          current.put(entry.getKey(), new Warm(variant.run(), warm(variant.run(), clock)));
          answer.append(entry.getKey()).append('=').append(result).append('\t');
        }
        out.println(answer);
      } else {
        int end = line.lastIndexOf(' ');
        Warm variant = current.get(line.substring("time ".length(), end));
        if (variant == null) {
          throw new IllegalArgumentException(line);
        }
        int repeats =
            Math.max(1, (int) (Double.parseDouble(line.substring(end)) / variant.seconds()));
        long before = clock.getAsLong();
        double seconds = seconds(variant.run(), repeats);
        double processor = (clock.getAsLong() - before) * 1e-9 / repeats;
        out.println("> " + seconds + " " + processor);
      }
    }
  }

  /// The nanoseconds of the processor that all threads of this process have had, as Linux counts
  /// them; Java's own count has steps of ten milliseconds.
  private static long processorTime() {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        sum += ofThread(thread);
      }
    } catch (IOException noLinux) {
      throw new UncheckedIOException(noLinux);
    }
    return sum;
  }

  /// Zero where the thread has ended.
  private static long ofThread(Path thread) throws IOException {
    try {
      String counts = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(counts.substring(0, counts.indexOf(' ')));
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }

  private static double seconds(Runnable run, int repeats) {
    long start = System.nanoTime();
    for (int repeat = 0; repeat < repeats; repeat++) {
      run.run();
    }
    return (System.nanoTime() - start) * 1e-9 / repeats;
  }

  private static double warm(Runnable run, LongSupplier clock) {
    // By the processor's time: on a busy machine, HotSpot needs longer by the clock.
    long end = clock.getAsLong() + WARM_NANOSECONDS;
    double best = Double.POSITIVE_INFINITY;
    while (clock.getAsLong() < end) {
      best = Math.min(best, seconds(run, 3));
    }
    return best;
  }
}
