package dev.leibniz.bench;

import dev.leibniz.integrate.Ode;
import dev.leibniz.integrate.OdeDerivative;
import dev.leibniz.integrate.OdeLoss;
import dev.leibniz.integrate.OdeMethod;
import dev.leibniz.integrate.OdeObjective;
import dev.leibniz.integrate.OdeOptions;
import dev.leibniz.integrate.OdeParameterFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What derivatives of a likelihood cost beside its value: Lotka and Volterra's equation for hares
/// and lynxes, 2 unknown states and 6 parameters.
///
/// The argument is the table `t,hare,lynx`, which the tests of `integrate` have as
/// `hudson_lynx_hare.csv`. All ways take turns, round by round; a row holds the ratios of their
/// shortest times, which other work on the machine lengthens least.
public final class OdeGradientReport {
  private static final int ROUNDS = 61;
  private static final long WARM_UP = 700_000_000L;
  private static final long ROUND = 2_000_000L;
  private static final double[] START = {33.9, 6.9};
  private static final double[] THETA = {0.58, 0.028, 0.73, 0.022, 0.19, 0.19};

  private OdeGradientReport() {}

  /// Prints the table.
  public static void main(String[] arguments) throws IOException {
    double[][] data = table(Path.of(arguments[0]));
    System.out.println(
        "| method | tolerance | gradient / value | continuous adjoint / value "
            + "| sensitivities / value | Hessian / value |");
    System.out.println("|---|---|---|---|---|---|");
    for (OdeMethod method :
        new OdeMethod[] {OdeMethod.TSITOURAS, OdeMethod.DORMAND_PRINCE, OdeMethod.DOP853}) {
      for (double tolerance : new double[] {1e-6, 1e-9, 1e-12}) {
        row(objective(data, OdeOptions.of(tolerance, tolerance).method(method)), method, tolerance);
      }
    }
    row(objective(data, OdeOptions.of(1e-6, 1e-6).method(OdeMethod.RADAU)), OdeMethod.RADAU, 1e-6);
  }

  /// The rows t, hare, lynx.
  static double[][] table(Path path) throws IOException {
    return Files.readAllLines(path).stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble))
        .map(numbers -> numbers.toArray())
        .toArray(double[][]::new);
  }

  /// The likelihood's negative logarithm, up to a constant.
  static OdeObjective objective(double[][] data, OdeOptions options) {
    OdeParameterFunction equation =
        (t, z, p) -> new double[] {(p[0] - p[1] * z[1]) * z[0], (-p[2] + p[3] * z[0]) * z[1]};
    OdeLoss loss =
        (z, p) -> {
          double sum = 0;
          for (int i = 0; i < data.length; i++) {
            for (int k = 0; k < 2; k++) {
              double u = (Math.log(data[i][k + 1]) - Math.log(z[i][k])) / p[4 + k];
              sum += 0.5 * u * u + Math.log(p[4 + k]);
            }
          }
          return sum;
        };
    double[] times = Arrays.stream(data).mapToDouble(line -> line[0]).toArray();
    return Ode.objective(equation, 0, times, loss, options);
  }

  private static void row(OdeObjective objective, OdeMethod method, double tolerance) {
    OdeObjective continuous = objective.by(OdeDerivative.CONTINUOUS_ADJOINT);
    OdeObjective forward = objective.by(OdeDerivative.SENSITIVITIES);
    List<Runnable> sides =
        List.of(
            () -> keep(objective.value(START, THETA)),
            () -> keep(objective.gradient(START, THETA).value()),
            () -> keep(continuous.gradient(START, THETA).value()),
            () -> keep(forward.gradient(START, THETA).value()),
            () -> keep(objective.hessian(START, THETA)[0][0]));
    List<Integer> repeats = new ArrayList<>();
    for (Runnable side : sides) {
      long begin = System.nanoTime();
      int runs = 0;
      while (System.nanoTime() - begin < WARM_UP) {
        side.run();
        runs++;
      }
      repeats.add((int) Math.max(1, runs * ROUND / WARM_UP));
    }
    double[] shortest = new double[sides.size()];
    Arrays.fill(shortest, Double.POSITIVE_INFINITY);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < shortest.length; i++) {
        shortest[i] = Math.min(shortest[i], time(sides.get(i), repeats.get(i)));
      }
    }
    double value = shortest[0];
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0e | %.2f | %.1f | %.1f | %.0f |%n",
        method,
        tolerance,
        shortest[1] / value,
        shortest[2] / value,
        shortest[3] / value,
        shortest[4] / value);
  }

  private static double time(Runnable side, int repeats) {
    long begin = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      side.run();
    }
    return (System.nanoTime() - begin) / (double) repeats;
  }

  private static void keep(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("the loss is " + value);
    }
  }
}
