package dev.leibniz.bench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.optimize.Evaluations;
import dev.leibniz.optimize.Iteration;
import dev.leibniz.optimize.Method;
import dev.leibniz.optimize.Minimize;
import dev.leibniz.optimize.Optimum;
import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Evaluations of the minimization methods beside SciPy's, on the problems of Moré, Garbow and
/// Hillstrom from their starts.
///
/// The arguments are the command that starts SciPy's side, `python3
/// bench/src/main/scripts/minimize_scipy.py`. It asks this side for every value and derivative, so
/// that both minimize the same functions with the same exact derivatives, which are counted here. A
/// value with its gradient is one evaluation, and so is a Hessian, and a product of the Hessian
/// with a vector. Both sides run with their own settings; two numbers are recorded: the evaluations
/// until the value was first within tolerance of the published minimum, which does not depend on
/// when a method stops, and all of them. A failure never comes within tolerance.
public final class MinimizationReport {
  private static final Map<String, Method> OURS = new LinkedHashMap<>();
  private static final Map<String, List<String>> PAIRS = new LinkedHashMap<>();

  static {
    OURS.put("automatic", Method.automatic());
    OURS.put("bfgs", Method.bfgs());
    OURS.put("lbfgs", Method.lbfgs());
    OURS.put("trustRegion", Method.trustRegion());
    OURS.put("trustRegionProducts", Method.trustRegionProducts());
    OURS.put("conjugateGradient", Method.conjugateGradient());
    PAIRS.put("BFGS", List.of("bfgs", "automatic"));
    PAIRS.put("L-BFGS-B", List.of("lbfgs", "automatic"));
    PAIRS.put("trust-exact", List.of("trustRegion", "automatic"));
    PAIRS.put("trust-ncg", List.of("trustRegionProducts"));
    PAIRS.put("CG", List.of("conjugateGradient"));
  }

  private MinimizationReport() {}

  /// What a run cost.
  ///
  /// @param toTarget evaluations until the value was within tolerance; none for a failure
  /// @param total all evaluations
  private record Cost(@Nullable Integer toTarget, int total) {
    @Override
    public String toString() {
      return (toTarget == null ? "–" : toTarget) + " / " + total;
    }
  }

  /// A problem as a person would write it.
  private record Problem(MultivariateFunction f, double[] start, double target) {
    static Problem of(MoreGarbowHillstrom.Problem published) {
      VectorFunction residuals = published.residuals();
      double minimum = published.minimum();
      return new Problem(
          x -> {
            double sum = 0;
            for (double each : residuals.apply(x)) {
              sum += each * each;
            }
            return sum;
          },
          published.start(),
          minimum + Math.max(1e-10, 1e-6 * minimum));
    }
  }

  /// Prints the table, then medians of ratios and numbers of failures.
  public static void main(String[] command) throws IOException {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>(OURS.keySet());
    columns.addAll(PAIRS.keySet());
    System.out.println("| problem | " + String.join(" | ", columns) + " |");
    System.out.println("|---" + "|---".repeat(columns.size()) + "|");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      for (MoreGarbowHillstrom.Problem published : MoreGarbowHillstrom.ALL) {
        Problem problem = Problem.of(published);
        List<Cost> row = new ArrayList<>();
        OURS.values().forEach(method -> row.add(ours(problem, method)));
        for (String method : PAIRS.keySet()) {
          row.add(new Peer(process, problem).cost(method));
        }
        for (int i = 0; i < row.size(); i++) {
          costs.computeIfAbsent(columns.get(i), _ -> new ArrayList<>()).add(row.get(i));
        }
        System.out.println(
            "| "
                + published
                + " | "
                + row.stream().map(Cost::toString).collect(Collectors.joining(" | "))
                + " |");
      }
    } finally {
      process.destroy();
    }
    compare(costs);
  }

  private static Cost ours(Problem problem, Method method) {
    Optimum found = Minimize.with(method).history(true).of(problem.f(), problem.start());
    Integer toTarget =
        found.history().stream()
            .filter(iteration -> iteration.value() <= problem.target())
            .map(Iteration::evaluations)
            .map(MinimizationReport::sum)
            .findFirst()
            .orElse(null);
    return new Cost(toTarget, sum(found.evaluations()));
  }

  private static int sum(Evaluations evaluations) {
    return evaluations.function()
        + evaluations.gradient()
        + evaluations.hessian()
        + evaluations.hessianVector();
  }

  private static void compare(Map<String, List<Cost>> costs) {
    System.out.println("\n| ours | SciPy's | median ratio to the target | in total | failures |");
    System.out.println("|---|---|---|---|---|");
    PAIRS.forEach((peer, ours) -> ours.forEach(mine -> compare(peer, mine, costs)));
  }

  private static void compare(String peer, String mine, Map<String, List<Cost>> costs) {
    List<Cost> theirs = costs.getOrDefault(peer, List.of());
    List<Cost> own = costs.getOrDefault(mine, List.of());
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

  /// SciPy's side, which asks for values and derivatives of a problem.
  private static final class Peer {
    private final Process process;
    private final Problem problem;
    private final ValueAndGradientFunction gradient;
    private final MatrixFunction hessian;
    private final DirectionalFunction product;
    private int evaluations;
    private @Nullable Integer toTarget;

    Peer(Process process, Problem problem) {
      this.process = process;
      this.problem = problem;
      this.gradient = Calculus.valueAndGradient(problem.f());
      this.hessian = Calculus.hessian(problem.f());
      this.product = Calculus.hessianVectorProduct(problem.f());
    }

    Cost cost(String method) throws IOException {
      say(method + " " + words(problem.start()));
      while (true) {
        String[] question = process.inputReader().readLine().split(" ", 2);
        if (question[0].equals("done")) {
          return new Cost(toTarget, evaluations);
        }
        evaluations++;
        say(words(answer(question[0], numbers(question[1]))));
      }
    }

    private double[] answer(String question, double[] numbers) {
      int n = problem.start().length;
      double[] x = Arrays.copyOf(numbers, n);
      return switch (question) {
        case "gradient" -> gradient(x);
        case "hessian" -> Arrays.stream(hessian.apply(x)).flatMapToDouble(Arrays::stream).toArray();
        case "product" -> product.apply(x, Arrays.copyOfRange(numbers, n, 2 * n));
        default -> throw new IllegalArgumentException(question);
      };
    }

    private double[] gradient(double[] x) {
      ValueAndGradient at = gradient.apply(x);
      if (toTarget == null && at.value() <= problem.target()) {
        toTarget = evaluations;
      }
      double[] both = new double[x.length + 1];
      both[0] = at.value();
      System.arraycopy(at.gradient(), 0, both, 1, x.length);
      return both;
    }

    private void say(String line) throws IOException {
      process.outputWriter().write(line + "\n");
      process.outputWriter().flush();
    }

    private static double[] numbers(String words) {
      return Arrays.stream(words.strip().split(" ", -1))
          .mapToDouble(MinimizationReport.Peer::number)
          .toArray();
    }

    /// Python writes NaN and infinities in its own way, and a number's exponent always.
    private static double number(String word) {
      return switch (word) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(word);
      };
    }

    private static String words(double[] numbers) {
      return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
  }
}
