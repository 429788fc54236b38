package dev.leibniz.bench;

import dev.leibniz.integrate.Ode;
import dev.leibniz.integrate.OdeGradient;
import dev.leibniz.integrate.OdeMethod;
import dev.leibniz.integrate.OdeObjective;
import dev.leibniz.integrate.OdeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// The order of convergence of each method, and how far the Hessian of a likelihood is from central
/// differences of its gradient.
///
/// Orders are those of y′ = cos(t)·y, y(0) = 1 at t = 2 with equal steps, whose size is halved
/// twice. The likelihood is that of [OdeGradientReport], and so is the argument.
public final class OdeAccuracyReport {
  private static final double[] DRAW = {33.9, 6.9, 0.58, 0.028, 0.73, 0.022, 0.19, 0.19};
  private static final double STEP = 1e-3;

  private OdeAccuracyReport() {}

  /// Prints both tables.
  public static void main(String[] arguments) throws IOException {
    double[][] data = OdeGradientReport.table(Path.of(arguments[0]));
    System.out.println("| method | error at h | at h / 2 | at h / 4 | order | order |");
    System.out.println("|---|---|---|---|---|---|");
    for (OdeMethod method : OdeMethod.values()) {
      if (method != OdeMethod.AUTOMATIC) {
        order(method);
      }
    }
    System.out.println("| method | tolerance | Hessian's distance from differences |");
    System.out.println("|---|---|---|");
    for (OdeMethod method : OdeMethod.values()) {
      double tolerance = method == OdeMethod.RADAU ? 1e-9 : 1e-12;
      OdeOptions options = OdeOptions.of(tolerance, tolerance).method(method);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.0e | %.1e |%n",
          method,
          tolerance,
          distance(OdeGradientReport.objective(data, options)));
    }
  }

  private static void order(OdeMethod method) {
    double h = method == OdeMethod.DOP853 ? 0.5 : 0.1;
    double whole = error(method, h);
    double half = error(method, h / 2);
    double quarter = error(method, h / 4);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1e | %.1e | %.1e | %.2f | %.2f |%n",
        method,
        whole,
        half,
        quarter,
        Math.log(whole / half) / Math.log(2),
        Math.log(half / quarter) / Math.log(2));
  }

  /// The relative tolerance says how exactly Radau's equations are solved; the absolute one lets
  /// every step pass.
  private static double error(OdeMethod method, double h) {
    OdeOptions options =
        OdeOptions.of(method == OdeMethod.RADAU ? 1e-13 : 0.5, 1e6)
            .method(method)
            .initialStep(h)
            .largestStep(h)
            .dense(false);
    double end =
        Ode.solve((t, y) -> new double[] {Math.cos(t) * y[0]}, 0, new double[] {1}, 2, options)
            .yEnd()[0];
    return Math.abs(end - Math.exp(Math.sin(2)));
  }

  /// The largest difference between a component of the Hessian and that of differences of fourth
  /// order, as a share of the component; some components are zero.
  private static double distance(OdeObjective objective) {
    double[][] hessian =
        objective.hessian(Arrays.copyOf(DRAW, 2), Arrays.copyOfRange(DRAW, 2, DRAW.length));
    double largest = 0;
    for (int j = 0; j < DRAW.length; j++) {
      double h = STEP * DRAW[j];
      double[] up = gradient(objective, j, h);
      double[] down = gradient(objective, j, -h);
      double[] farUp = gradient(objective, j, 2 * h);
      double[] farDown = gradient(objective, j, -2 * h);
      for (int i = 0; i < DRAW.length; i++) {
        double difference = (8 * (up[i] - down[i]) - (farUp[i] - farDown[i])) / (12 * h);
        double size = Math.max(Math.abs(hessian[i][j]), 1e-3);
        largest = Math.max(largest, Math.abs(difference - hessian[i][j]) / size);
      }
    }
    return largest;
  }

  private static double[] gradient(OdeObjective objective, int index, double step) {
    double[] moved = DRAW.clone();
    moved[index] += step;
    OdeGradient gradient =
        objective.gradient(Arrays.copyOf(moved, 2), Arrays.copyOfRange(moved, 2, moved.length));
    double[] both = Arrays.copyOf(gradient.y0(), moved.length);
    System.arraycopy(gradient.theta(), 0, both, 2, moved.length - 2);
    return both;
  }
}
