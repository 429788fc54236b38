package dev.leibniz.bench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How long the first gradient of plain Java takes in a fresh JVM, from the beginning of `main`,
/// how long that of another function takes behind it, and that of one like this:
/// `FirstGradientReport [runs=20]`.
public final class FirstGradientReport {
  private static final int RUNS = 20;

  private FirstGradientReport() {}

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  private static double another(double[] x) {
    double sum = 0;
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.sin(y[i]);
      if (y[i] > 0.5) {
        sum += y[i];
      } else {
        sum -= Math.exp(y[i]);
      }
    }
    return sum * y[0];
  }

  private static double similar(double[] x) {
    double product = 1;
    double[] y = x.clone();
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.cos(y[i]);
      if (y[i] > 0.6) {
        product *= y[i];
      } else {
        product += Math.sin(y[i]);
      }
    }
    return product - y[0];
  }

  /// What is run in each JVM.
  public static final class Once {
    private Once() {}

    /// Prints the milliseconds of the gradients and the number of classes loaded.
    public static void main(String[] arguments) {
      long start = System.nanoTime();
      double first = slope(FirstGradientReport::rosenbrock);
      long middle = System.nanoTime();
      double second = slope(FirstGradientReport::another);
      long late = System.nanoTime();
      double third = slope(FirstGradientReport::similar);
      long end = System.nanoTime();
      int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      double[] row = {(middle - start) / 1e6, (late - middle) / 1e6, (end - late) / 1e6, classes};
      System.out.println(
          Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(" ")));
      if (Double.isNaN(first + second + third)) {
        throw new IllegalStateException("the gradients are not numbers");
      }
    }

    private static double slope(MultivariateFunction f) {
      return Calculus.gradient(f).apply(new double[] {-1.2, 1, 3})[0];
    }
  }

  /// Runs the JVMs one after the other.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = arguments.length == 0 ? RUNS : Integer.parseInt(arguments[0].replace("runs=", ""));
    List<double[]> rows = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      rows.add(once());
    }
    print("first gradient, ms", rows, 0);
    print("another function's, ms", rows, 1);
    print("one like it, ms", rows, 2);
    print("classes loaded", rows, 3);
  }

  private static double[] once() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(), "-cp", System.getProperty("java.class.path"), Once.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
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
        "%-28s median %.0f (%.0f–%.0f)%n",
        what,
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
