package dev.leibniz.bench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.optimize.Derivatives;
import dev.leibniz.optimize.Evaluations;
import dev.leibniz.optimize.Method;
import dev.leibniz.optimize.Minimize;
import dev.leibniz.optimize.Minimizer;
import dev.leibniz.optimize.Optimum;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a method of minimization takes for itself, as a part of the time in evaluations: on
/// Rosenbrock's function of many variables, chained and in three ways to write it down.
///
/// The time of an evaluation is measured in runs of evaluations alone at points that differ; what a
/// minimization takes beyond as many evaluations as it has counted is its own. Times are those of
/// the processor on the measuring thread; the median of the rounds is printed. The argument is the
/// number of variables, 1,000 without one.
public final class OverheadReport {
  private static final int VARIABLES = 1000;
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 20;
  private static final int AT_ONCE = 2000;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private OverheadReport() {}

  /// Prints the table.
  public static void main(String[] arguments) {
    int n = arguments.length == 0 ? VARIABLES : Integer.parseInt(arguments[0]);
    Map<String, MultivariateFunction> functions = new LinkedHashMap<>();
    functions.put("with products", OverheadReport::withProducts);
    functions.put("with Math.pow", OverheadReport::withPowers);
    functions.put("with Math.exp", OverheadReport::withExponentials);
    System.out.println(
        "| function | method | gradient | product of the Hessian | evaluations | own / evaluations |");
    System.out.println("|---|---|---|---|---|---|");
    functions.forEach((name, f) -> {
      row(name, f, n, Method.lbfgs());
      row(name, f, n, Method.lbfgs(3));
      row(name, f, n, Method.conjugateGradient());
      row(name, f, n, Method.trustRegionProducts());
    });
  }

  private static double withProducts(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  private static double withPowers(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += 100 * Math.pow(x[i + 1] - Math.pow(x[i], 2), 2) + Math.pow(1 - x[i], 2);
    }
    return sum;
  }

  /// Rosenbrock's function of other variables: what a likelihood costs for each term.
  private static double withExponentials(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = Math.exp(x[i + 1] - 1) - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  private static void row(String name, MultivariateFunction f, int n, Method method) {
    double[] start = new double[n];
    Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
    ValueAndGradientFunction gradient = Calculus.valueAndGradient(f);
    DirectionalFunction product = Calculus.hessianVectorProduct(f);
    Minimizer minimizer =
        Minimize.with(method)
            .derivatives(
                Derivatives.none().valueAndGradient(gradient).hessianVectorProduct(product));
    double[] ofGradient = new double[ROUNDS];
    double[] ofProduct = new double[ROUNDS];
    double[] share = new double[ROUNDS];
    Evaluations counted = new Evaluations(0, 0, 0, 0);
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int place = Math.max(round, 0);
      double[] x = start.clone();
      ofGradient[place] =
          time(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
              x[i % n] = gradient.apply(x).value() > 0 ? -1.2 : 1;
            }
          })
              / AT_ONCE;
      ofProduct[place] =
          time(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
              x[i % n] = product.apply(x, start)[0] > 0 ? -1.2 : 1;
            }
          })
              / AT_ONCE;
      Optimum[] found = new Optimum[1];
      double all = time(() -> found[0] = minimizer.of(f, start));
      counted = found[0].evaluations();
      double evaluations =
          counted.gradient() * ofGradient[place] + counted.hessianVector() * ofProduct[place];
      share[place] = all / evaluations - 1;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s, memory %d | %.2f µs | %.2f µs | %d + %d | %.0f %% |%n",
        name,
        method.kind(),
        method.memory(),
        median(ofGradient) / 1000,
        median(ofProduct) / 1000,
        counted.gradient(),
        counted.hessianVector(),
        100 * median(share));
  }

  private static double time(Runnable work) {
    long begin = CLOCK.getCurrentThreadCpuTime();
    work.run();
    return CLOCK.getCurrentThreadCpuTime() - begin;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
