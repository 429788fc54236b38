package dev.leibniz.bench;

import dev.leibniz.bench.peers.Peer;
import dev.leibniz.data.DType;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit2;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How long one waits for tensors in fresh JVMs: for the first gradient of the loss of
/// 784-512-256-10 at batch 128 from the beginning of `main`; then, with sixty functions behind it,
/// for the gradient of a small function that has not been seen before; then for a call of a
/// compiled program of ten operations on eight numbers, beside the same in a loop of plain Java.
///
/// Arguments: `runs=20`; `clock=processor` for the processor's time on the main thread, which other
/// work on the machine disturbs less; others are flags for the JVMs, such as `-XX:AOTCache=FILE`.
public final class LatencyReport {
  private static final int LENGTH = 8;

  private LatencyReport() {}

  /// What is run in each JVM.
  public static final class Once {
    private static final int FUNCTIONS = 60;
    private static final int MEASURED = 20;
    private static final int CALLS = 100_000;
    private static final int SAMPLES = 15;

    private static final boolean IS_PROCESSOR = Boolean.getBoolean("latency.processor");

    private Once() {}

    private static long now() {
      return IS_PROCESSOR
          ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
          : System.nanoTime();
    }

    /// Prints the milliseconds of the first gradient and of a small one, then the microseconds of a
    /// call and of the plain loop.
    public static void main(String[] arguments) {
      long start = now();
      RandomKey key = RandomKey.of(1);
      Mlp network = Mlp.init(key, Activation.GELU, 784, 512, 256, 10);
      Tensor x = Tensor.of(new float[128 * 784], 128, 784);
      Tensor y = Tensor.of(new int[128], 128);
      Mlp gradient = Grad.of((Mlp net) -> Losses.crossEntropy(net.apply(x), y)).apply(network);
      double first = (now() - start) * 1e-6;
      requireNumber(gradient.layers().getFirst().weight().sum().item());
      double[] row = {first, small(), call(), plain()};
      System.out.println(
          Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(" ")));
    }

    private static void requireNumber(double value) {
      if (Double.isNaN(value)) {
        throw new IllegalStateException("a result is not a number");
      }
    }

    /// The median of the last functions.
    private static double small() {
      double[] times = new double[FUNCTIONS + MEASURED];
      Tensor x = Tensor.of(new double[] {1, 2, 3});
      for (int number = 0; number < times.length; number++) {
        int own = number;
        long start = now();
        Tensor slope = Grad.of((Tensor t) -> MemoryReport.program(own, t).sum()).apply(x);
        times[number] = (now() - start) * 1e-6;
        requireNumber(slope.sum().item());
      }
      return median(Arrays.copyOfRange(times, FUNCTIONS, times.length));
    }

    private static double call() {
      Tensor x = Tensor.ones(DType.F64, LENGTH);
      Jit2<Tensor, Tensor, Tensor> ten =
          Jit.of((Tensor a, Tensor b) -> {
            Tensor sum = a.plus(b).times(0.5).minus(b);
            return sum.times(a).plus(0.25).maximum(b).minus(a).times(sum).plus(a).negate();
          });
      return calls(() -> ten.apply(x, x));
    }

    private static double plain() {
      double[] a = new double[LENGTH];
      double[] result = new double[LENGTH];
      return calls(() -> {
        for (int i = 0; i < LENGTH; i++) {
          double b = a[i];
          double sum = (a[i] + b) * 0.5 - b;
          result[i] = -((Math.max(sum * a[i] + 0.25, b) - a[i]) * sum + a[i]);
        }
      });
    }

    /// Microseconds a call.
    private static double calls(Runnable run) {
      double[] samples = new double[SAMPLES];
      for (int sample = 0; sample < SAMPLES; sample++) {
        long start = now();
        for (int call = 0; call < CALLS; call++) {
          run.run();
        }
        samples[sample] = (now() - start) * 1e-3 / CALLS;
      }
      return median(Arrays.copyOfRange(samples, SAMPLES / 2, SAMPLES));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// Runs the JVMs one after the other.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = 20;
    List<String> flags = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("runs=")) {
        runs = Integer.parseInt(argument.substring("runs=".length()));
      } else if (argument.equals("clock=processor")) {
        flags.add("-Dlatency.processor=true");
      } else {
        flags.add(argument);
      }
    }
    List<double[]> rows = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      rows.add(once(flags));
    }
    print("first gradient of the loss of 784-512-256-10, ms", rows, 0);
    print("gradient of a small function, warm JVM, ms", rows, 1);
    print("call of ten operations on 8 numbers, µs", rows, 2);
    print("the same in a plain loop, µs", rows, 3);
  }

  private static double[] once(List<String> flags) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", Peer.ownClassPath(), Once.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the fresh JVM failed");
    }
    return Arrays.stream(output.trim().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private static void print(String what, List<double[]> rows, int column) {
    double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-50s median %.3f (%.3f–%.3f)%n",
        what,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
