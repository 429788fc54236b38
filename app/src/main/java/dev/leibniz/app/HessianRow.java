package dev.leibniz.app;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.learn.table.Table;
import dev.leibniz.optimize.Method;
import dev.leibniz.optimize.Minimize;
import dev.leibniz.optimize.Optimum;
import java.util.List;
import java.util.Locale;

/// The Hessian: logistic regression by Newton's method and by gradient descent, against the
/// published estimates and standard errors, which are roots of the inverse Hessian's diagonal.
final class HessianRow implements TourRow {
  private static final List<String> COLUMNS = List.of("GPA", "TUCE", "PSI");

  /// Greene, Econometric Analysis, and statsmodels 0.14.
  private static final double[] COEFFICIENTS = {
    -13.021346858115114, 2.826112594889215, 0.09515766131790086, 2.378687655093295
  };

  private static final double[] ERRORS = {
    4.931324213602467, 1.2629410756290511, 0.1415542056736913, 1.064564254497107
  };
  private static final double LIKELIHOOD = -12.889634222131416;

  HessianRow() {}

  @Override
  public String title() {
    return "Hessian: how far to go. Logistic regression on Spector and Mazzeo's data (32 students)";
  }

  @Override
  public Outcome run() {
    Table table = EmbeddedData.csv("spector.csv").table();
    int rows = table.rowCount();
    double[][] x = new double[rows][4];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i][0] = 1;
      for (int j = 0; j < 3; j++) {
        x[i][j + 1] = Double.parseDouble(table.text(i, table.names().indexOf(COLUMNS.get(j))));
      }
      y[i] = Double.parseDouble(table.text(i, table.names().indexOf("GRADE")));
    }
    MultivariateFunction loss =
        b -> {
          double sum = 0;
          for (int i = 0; i < y.length; i++) {
            double score = 0;
            for (int j = 0; j < b.length; j++) {
              score += b[j] * x[i][j];
            }
            // log(1 + exp(score)) without overflow
            sum += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - y[i] * score;
          }
          return sum;
        };
    double[] start = new double[4];
    Optimum _ = Minimize.with(Method.newton()).of(loss, start);
    long begun = System.nanoTime();
    Optimum newton = Minimize.with(Method.newton()).of(loss, start);
    double newtonTime = (System.nanoTime() - begun) * 1e-6;
    begun = System.nanoTime();
    Optimum descent = Minimize.with(Method.gradientDescent()).iterations(20_000).of(loss, start);
    double descentTime = (System.nanoTime() - begun) * 1e-6;
    double[] errors = standardErrors(Calculus.hessian(loss).apply(newton.point().clone()));
    double worst = Math.abs(-newton.value() / LIKELIHOOD - 1);
    for (int j = 0; j < 4; j++) {
      worst = Math.max(worst, Math.abs(newton.point()[j] / COEFFICIENTS[j] - 1));
      worst = Math.max(worst, Math.abs(errors[j] / ERRORS[j] - 1));
    }
    return new Outcome(
        List.of(
            line("Newton", newton, newtonTime),
            line("gradient descent", descent, descentTime),
            String.format(
                Locale.ROOT,
                "GPA %.4f ± %.4f, log-likelihood %.6f (published: 2.8261 ± 1.2629, -12.889634)",
                newton.point()[1],
                errors[1],
                -newton.value()),
            String.format(
                Locale.ROOT,
                "farthest from the published estimates and standard errors: %.1e",
                worst)),
        newton.status().converged() && worst < 1e-6);
  }

  private static String line(String name, Optimum best, double milliseconds) {
    return String.format(
        Locale.ROOT,
        "%-17s %5d iterations, %5d gradients, %2d Hessians, %7.2f ms, |gradient| = %.1e",
        name,
        best.iterations(),
        best.evaluations().gradient(),
        best.evaluations().hessian(),
        milliseconds,
        best.gradientNorm());
  }

  /// Roots of the diagonal of the inverse, by elimination.
  private static double[] standardErrors(double[][] hessian) {
    int n = hessian.length;
    double[] errors = new double[n];
    for (int k = 0; k < n; k++) {
      int column = k;
      MultivariateFunction energy =
          v -> {
            double sum = -v[column];
            for (int i = 0; i < v.length; i++) {
              for (int j = 0; j < v.length; j++) {
                sum += v[i] * hessian[i][j] * v[j] / 2;
              }
            }
            return sum;
          };
      // H·v = e is where ½·v·H·v − v·e is least.
      errors[k] = Math.sqrt(Minimize.of(energy, new double[n]).point()[k]);
    }
    return errors;
  }
}
