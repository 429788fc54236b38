package dev.leibniz.bench;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.testkit.ElementaryFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures the largest error of every elementary function in units in the last place and prints a
/// Markdown table: for f32 over every float or a sample, for f64 at random points of the domain.
///
/// Arguments: `every=N` takes each N-th float (1 for all of them, 0 for none; 251 if not given),
/// `points=N` so many f64 points (2,000 if not given); further arguments are names of functions
/// (all if none is given). The values are those of the interpreter; what they are compared with
/// stands in [ElementaryFunction].
public final class UlpReport {
  private static final int BATCH = 1 << 15;
  private static final long FLOATS = 1L << 32;

  private UlpReport() {}

  /// The largest error found and where.
  private record Worst(double error, double argument, long count) {
    Worst or(Worst other) {
      Worst larger = other.error > error ? other : this;
      return new Worst(larger.error, larger.argument, count + other.count);
    }
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    long every = 251;
    int points = 2_000;
    List<ElementaryFunction> functions = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("every=")) {
        every = Long.parseLong(argument.substring("every=".length()));
      } else if (argument.startsWith("points=")) {
        points = Integer.parseInt(argument.substring("points=".length()));
      } else {
        functions.add(named(argument));
      }
    }
    if (functions.isEmpty()) {
      functions.addAll(Arrays.asList(ElementaryFunction.values()));
    }
    System.out.println(
        "| function | type | arguments | largest error (ulp) | at | bound | seconds |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (ElementaryFunction function : functions) {
      if (every > 0) {
        long start = System.nanoTime();
        print(function, "f32", measureFloats(function, every), function.singleBound(), start);
      }
      if (points > 0) {
        long start = System.nanoTime();
        print(function, "f64", measureDoubles(function, points), function.doubleBound(), start);
      }
    }
  }

  private static ElementaryFunction named(String operation) {
    return Arrays.stream(ElementaryFunction.values())
        .filter(function -> function.operation().equals(operation))
        .findAny()
        .orElseThrow(() ->
            new ArgumentException(
                Explanation.of("ulp report", "a function must be an elementary one")
                    .got(operation)
                    .fix("take one of " + operations())));
  }

  private static String operations() {
    return Arrays.stream(ElementaryFunction.values())
        .map(ElementaryFunction::operation)
        .collect(Collectors.joining(", "));
  }

  private static void print(
      ElementaryFunction function, String type, Worst worst, double bound, long start) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %.3f | %s | %s | %d |%n",
        function.operation(),
        type,
        worst.count,
        worst.error,
        worst.argument,
        bound,
        (System.nanoTime() - start) / 1_000_000_000);
  }

  private static Worst measureFloats(ElementaryFunction function, long every) {
    long floats = (FLOATS + every - 1) / every;
    int batches = Math.toIntExact((floats + BATCH - 1) / BATCH);
    return IntStream.range(0, batches)
        .parallel()
        .mapToObj(batch -> measureBatch(function, (long) batch * BATCH * every, every))
        .reduce(new Worst(0, 0, 0), Worst::or);
  }

  private static Worst measureBatch(ElementaryFunction function, long first, long every) {
    int count = (int) Math.min(BATCH, (FLOATS - first + every - 1) / every);
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = Float.intBitsToFloat((int) (first + i * every));
    }
    float[] y = function.apply(x);
    Worst worst = new Worst(0, 0, count);
    for (int i = 0; i < count; i++) {
      double error = function.error(x[i], y[i]);
      if (error > worst.error) {
        worst = new Worst(error, x[i], count);
      }
    }
    return worst;
  }

  private static Worst measureDoubles(ElementaryFunction function, int points) {
    double[] x = function.points(new SplittableRandom(20260723), points);
    double[] y = function.apply(x);
    return IntStream.range(0, points)
        .parallel()
        .mapToObj(i -> new Worst(function.error(x[i], y[i]), x[i], 1))
        .reduce(new Worst(0, 0, 0), Worst::or);
  }
}
