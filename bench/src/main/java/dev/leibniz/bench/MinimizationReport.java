package dev.leibniz.bench;

import dev.leibniz.Calculus;
import dev.leibniz.bench.Costs.Cost;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.optimize.Method;
import dev.leibniz.optimize.Minimize;
import dev.leibniz.optimize.Optimum;
import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          MinimizationReport.target(minimum));
    }
  }

  /// What a value must be to count as the published minimum.
  static double target(double minimum) {
    return minimum + Math.max(1e-10, 1e-6 * minimum);
  }

  /// Prints the table, then medians of ratios and numbers of failures.
  public static void main(String[] command) throws IOException {
    List<String> names = new ArrayList<>(OURS.keySet());
    names.addAll(PAIRS.keySet());
    Costs costs = new Costs(names);
    try (Peer peer = new Peer(command)) {
      for (MoreGarbowHillstrom.Problem published : MoreGarbowHillstrom.ALL) {
        Problem problem = Problem.of(published);
        List<Cost> row = new ArrayList<>();
        OURS.values().forEach(method -> row.add(ours(problem, method)));
        for (String method : PAIRS.keySet()) {
          Counted counted = new Counted(problem);
          peer.run(method, problem.start(), counted::answer);
          row.add(counted.cost());
        }
        costs.row(published.toString(), row);
      }
    }
    costs.compare(PAIRS);
  }

  private static Cost ours(Problem problem, Method method) {
    Optimum found = Minimize.with(method).history(true).of(problem.f(), problem.start());
    Integer toTarget =
        found.history().stream()
            .filter(iteration -> iteration.value() <= problem.target())
            .map(iteration -> iteration.evaluations().total())
            .findFirst()
            .orElse(null);
    return new Cost(toTarget, found.evaluations().total());
  }

  /// A problem whose values and derivatives SciPy's side asks for.
  private static final class Counted {
    private final Problem problem;
    private final ValueAndGradientFunction gradient;
    private final MatrixFunction hessian;
    private final DirectionalFunction product;
    private int evaluations;
    private @Nullable Integer toTarget;

    Counted(Problem problem) {
      this.problem = problem;
      this.gradient = Calculus.valueAndGradient(problem.f());
      this.hessian = Calculus.hessian(problem.f());
      this.product = Calculus.hessianVectorProduct(problem.f());
    }

    Cost cost() {
      return new Cost(toTarget, evaluations);
    }

    double[] answer(String question, double[] numbers) {
      evaluations++;
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
  }
}
