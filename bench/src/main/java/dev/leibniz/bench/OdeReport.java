package dev.leibniz.bench;

import dev.leibniz.integrate.Ode;
import dev.leibniz.integrate.OdeFunction;
import dev.leibniz.integrate.OdeMethod;
import dev.leibniz.integrate.OdeOptions;
import dev.leibniz.integrate.OdeSolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Work and precision of the solvers of differential equations beside SciPy's.
///
/// The arguments are the command that starts SciPy's side, `python3
/// bench/src/main/scripts/ode_scipy.py`; without them our own side is measured alone. The two take
/// turns, equation by equation, and each gives its shortest time, which other work on the machine
/// lengthens least. Errors are the largest relative ones of the components at the end (absolute
/// where the solution is zero). A peer's time is compared with ours at the peer's error, between
/// our rows on a line in logarithms; where our least exact row is more exact than the peer's, with
/// that row.
public final class OdeReport {
  private static final double[] EXPLICIT = {1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-13};
  private static final double[] IMPLICIT = {1e-3, 1e-5, 1e-7, 1e-9, 1e-10};
  private static final long WARM_UP = 500_000_000L;
  private static final long MEASURED = 200_000_000L;

  private OdeReport() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Problem(
      String name,
      OdeFunction f,
      double[] start,
      double end,
      double[] solution,
      double absolute,
      OdeMethod method) {}

  private record Row(
      String problem,
      String method,
      double relative,
      double error,
      int evaluations,
      double milliseconds) {
    String key() {
      return problem + " " + method;
    }
  }

  private static final OdeFunction PREDATOR =
      (t, y) -> new double[] {(1.5 - y[1]) * y[0], (-3 + y[0]) * y[1]};

  private static final OdeFunction ROBERTSON =
      (t, y) -> {
        double slow = 0.04 * y[0];
        double middle = 1e4 * y[1] * y[2];
        double fast = 3e7 * y[1] * y[1];
        return new double[] {-slow + middle, slow - middle - fast, fast};
      };

  private static final OdeFunction OSCILLATOR =
      (t, y) -> new double[] {y[1], 1000 * (1 - y[0] * y[0]) * y[1] - y[0]};

  private static final OdeFunction ORBIT =
      (t, y) -> {
        double moon = 0.012277471;
        double earth = 1 - moon;
        double x = y[0] + moon;
        double z = y[0] - earth;
        double first = Math.pow(x * x + y[1] * y[1], 1.5);
        double second = Math.pow(z * z + y[1] * y[1], 1.5);
        return new double[] {
          y[2],
          y[3],
          y[0] + 2 * y[3] - earth * x / first - moon * z / second,
          y[1] - 2 * y[2] - earth * y[1] / first - moon * y[1] / second
        };
      };

  /// The end of Lotka–Volterra by Taylor series with 30 digits (mpmath), the others as published:
  /// Mazzia and Magherini, "Test set for IVP solvers"; Hairer, Nørsett and Wanner I, II.0.
  private static List<Problem> problems() {
    double[] prey = {1.991301925085174, 0.02190964847388074};
    double[] orbit = {0.994, 0, 0, -2.0015851063790824};
    double[] reactions = {0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050};
    double[] cycle = {1.706167732170483, -0.8928097010247975e-3};
    double[] both = {10, 5};
    return List.of(
        new Problem("Lotka-Volterra", PREDATOR, both, 20, prey, 1e-2, OdeMethod.DOP853),
        new Problem("Arenstorf", ORBIT, orbit, 17.065216560157964, orbit, 1, OdeMethod.DOP853),
        new Problem("Lotka-Volterra", PREDATOR, both, 20, prey, 1e-2, OdeMethod.RADAU),
        new Problem(
            "Robertson", ROBERTSON, new double[] {1, 0, 0}, 1e11, reactions, 1e-7, OdeMethod.RADAU),
        new Problem(
            "Van der Pol", OSCILLATOR, new double[] {2, 0}, 2000, cycle, 1e-3, OdeMethod.RADAU));
  }

  /// Prints the rows of both sides, then the comparison.
  public static void main(String[] command) throws IOException {
    List<Row> ours = new ArrayList<>();
    List<Row> theirs = new ArrayList<>();
    System.out.println("side,problem,method,relative,error,evaluations,milliseconds");
    try (Peer peer = Peer.start(command)) {
      for (Problem problem : problems()) {
        for (Row row : peer.next()) {
          print("SciPy", row);
          theirs.add(row);
        }
        boolean implicit = problem.method() == OdeMethod.RADAU;
        for (double relative : implicit ? IMPLICIT : EXPLICIT) {
          OdeOptions options =
              OdeOptions.of(relative, relative * problem.absolute())
                  .method(problem.method())
                  .dense(false);
          Row row = measured(problem, implicit ? "Radau" : "DOP853", options);
          print("Leibniz", row);
          ours.add(row);
        }
      }
    }
    if (!theirs.isEmpty()) {
      compare(ours, theirs);
    }
  }

  /// The other side, if there is one.
  private record Peer(@Nullable Process process) implements AutoCloseable {
    static Peer start(String[] command) throws IOException {
      return new Peer(
          command.length == 0
              ? null
              : new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Measures the next equation.
    List<Row> next() throws IOException {
      List<Row> rows = new ArrayList<>();
      if (process != null) {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        String line = process.inputReader().readLine();
        while (line != null && !line.isEmpty()) {
          String[] parts = line.split(",", -1);
          rows.add(
              new Row(
                  parts[0],
                  parts[1],
                  Double.parseDouble(parts[2]),
                  Double.parseDouble(parts[3]),
                  Integer.parseInt(parts[4]),
                  Double.parseDouble(parts[5])));
          line = process.inputReader().readLine();
        }
      }
      return rows;
    }

    @Override
    public void close() {
      if (process != null) {
        process.destroy();
      }
    }
  }

  private static void print(String side, Row row) {
    System.out.printf(
        Locale.ROOT,
        "%s,%s,%s,%.0e,%.3e,%d,%.4f%n",
        side,
        row.problem(),
        row.method(),
        row.relative(),
        row.error(),
        row.evaluations(),
        row.milliseconds());
  }

  private static Row measured(Problem problem, String method, OdeOptions options) {
    OdeSolution solution = solve(problem, options);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WARM_UP) {
      solution = solve(problem, options);
    }
    long shortest = Long.MAX_VALUE;
    long total = 0;
    while (total < MEASURED) {
      long before = System.nanoTime();
      solution = solve(problem, options);
      long time = System.nanoTime() - before;
      shortest = Math.min(shortest, time);
      total += time;
    }
    return new Row(
        problem.name(),
        method,
        options.relative(),
        error(solution.yEnd(), problem.solution()),
        solution.statistics().evaluations(),
        shortest / 1e6);
  }

  private static OdeSolution solve(Problem problem, OdeOptions options) {
    return Ode.solve(problem.f(), 0, problem.start(), problem.end(), options);
  }

  private static double error(double[] found, double[] solution) {
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      double scale = solution[i] == 0 ? 1 : Math.abs(solution[i]);
      largest = Math.max(largest, Math.abs(found[i] - solution[i]) / scale);
    }
    return largest;
  }

  private static void compare(List<Row> ours, List<Row> theirs) {
    System.out.printf("%n| problem | method | error | SciPy, ms | ours, ms | times faster |%n");
    System.out.println("|---|---|---|---|---|---|");
    for (Row peer : theirs) {
      List<Row> same =
          ours.stream()
              .filter(row -> row.key().equals(peer.key()))
              .sorted(Comparator.comparingDouble(Row::error))
              .toList();
      double time = timeAt(same, peer.error());
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.1e | %.3f | %s | %s |%n",
          peer.problem(),
          peer.method(),
          peer.error(),
          peer.milliseconds(),
          Double.isNaN(time) ? "not reached" : "%.4f".formatted(time),
          Double.isNaN(time) ? "" : "%.0f".formatted(peer.milliseconds() / time));
    }
  }

  /// Our time for an error, on the line between the rows around it; NaN where none of ours is as
  /// exact.
  private static double timeAt(List<Row> sorted, double error) {
    Row[] rows = sorted.toArray(Row[]::new);
    if (error < rows[0].error()) {
      return Double.NaN;
    }
    int above = (int) Arrays.stream(rows).takeWhile(row -> row.error() <= error).count();
    Row exact = rows[above - 1];
    if (above == rows.length) {
      return exact.milliseconds();
    }
    Row rough = rows[above];
    double part = Math.log(error / exact.error()) / Math.log(rough.error() / exact.error());
    return exact.milliseconds() * Math.pow(rough.milliseconds() / exact.milliseconds(), part);
  }
}
