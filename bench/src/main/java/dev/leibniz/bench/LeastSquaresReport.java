package dev.leibniz.bench;

import dev.leibniz.Calculus;
import dev.leibniz.bench.Costs.Cost;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.optimize.FitMethod;
import dev.leibniz.optimize.FitOptions;
import dev.leibniz.optimize.LeastSquares;
import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluations of nonlinear least squares beside SciPy's, on the problems of Moré, Garbow and
/// Hillstrom from their starts.
///
/// The arguments are the command that starts SciPy's side, `python3
/// bench/src/main/scripts/least_squares_scipy.py`. Residuals are one evaluation, and so is their
/// Jacobian; what is recorded is as in [MinimizationReport].
public final class LeastSquaresReport {
  /// SciPy's tolerances; ours are as small as rounding errors allow.
  private static final FitOptions COARSE = FitOptions.defaults().tolerances(1e-8, 1e-8, 1e-8);

  private static final Map<String, FitOptions> OURS = new LinkedHashMap<>();
  private static final Map<String, List<String>> PAIRS = new LinkedHashMap<>();

  static {
    OURS.put("levenbergMarquardt", FitOptions.defaults());
    OURS.put("dogleg", FitOptions.defaults().method(FitMethod.DOGLEG));
    OURS.put("levenbergMarquardt to 1e-8", COARSE);
    OURS.put("dogleg to 1e-8", COARSE.method(FitMethod.DOGLEG));
    PAIRS.put("trf", List.of("levenbergMarquardt", "levenbergMarquardt to 1e-8"));
    PAIRS.put("lm", List.of("levenbergMarquardt", "levenbergMarquardt to 1e-8"));
    PAIRS.put("dogbox", List.of("dogleg", "dogleg to 1e-8"));
  }

  private LeastSquaresReport() {}

  /// Residuals that are counted.
  private static final class Counted {
    private final VectorFunction residuals;
    private final MatrixFunction jacobian;
    private final double target;
    private int evaluations;
    private @Nullable Integer toTarget;

    Counted(MoreGarbowHillstrom.Problem problem) {
      residuals = problem.residuals();
      jacobian = Calculus.jacobian(residuals);
      target = MinimizationReport.target(problem.minimum());
    }

    double[] residuals(double[] x) {
      evaluations++;
      double[] r = residuals.apply(x);
      double sum = 0;
      for (double each : r) {
        sum += each * each;
      }
      if (toTarget == null && sum <= target) {
        toTarget = evaluations;
      }
      return r;
    }

    double[][] jacobian(double[] x) {
      evaluations++;
      return jacobian.apply(x);
    }

    double[] answer(String question, double[] x) {
      return switch (question) {
        case "residuals" -> residuals(x);
        case "jacobian" -> Arrays.stream(jacobian(x)).flatMapToDouble(Arrays::stream).toArray();
        default -> throw new IllegalArgumentException(question);
      };
    }

    Cost cost() {
      return new Cost(toTarget, evaluations);
    }
  }

  /// Prints the table, then medians of ratios and numbers of failures.
  public static void main(String[] command) throws IOException {
    List<String> names = new ArrayList<>(OURS.keySet());
    names.addAll(PAIRS.keySet());
    Costs costs = new Costs(names);
    try (Peer peer = new Peer(command)) {
      for (MoreGarbowHillstrom.Problem problem : MoreGarbowHillstrom.ALL) {
        List<Cost> row = new ArrayList<>();
        OURS.values().forEach(options -> row.add(ours(problem, options)));
        for (String method : PAIRS.keySet()) {
          Counted counted = new Counted(problem);
          peer.run(method, problem.start(), counted::answer);
          row.add(counted.cost());
        }
        costs.row(problem.toString(), row);
      }
    }
    costs.compare(PAIRS);
  }

  private static Cost ours(MoreGarbowHillstrom.Problem problem, FitOptions options) {
    Counted counted = new Counted(problem);
    FitOptions given = options.jacobian(counted::jacobian);
    LeastSquares.of(counted::residuals, problem.start(), given);
    return counted.cost();
  }
}
