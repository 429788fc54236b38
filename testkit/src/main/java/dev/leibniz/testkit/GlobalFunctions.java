package dev.leibniz.testkit;

import dev.leibniz.calculus.MultivariateFunction;
import java.util.List;

/// Functions with many local minima, as they stand in every collection of test functions.
public final class GlobalFunctions {
  private GlobalFunctions() {}

  /// A function.
  ///
  /// @param low the lower end of the box in each variable
  /// @param check a point
  /// @param atCheck the value there
  /// @param isReached whether local searches from 200 random starts almost surely include the
  ///   global minimum
  public record Problem(
      String name,
      double[] low,
      double[] high,
      double minimum,
      double[] check,
      double atCheck,
      boolean isReached,
      MultivariateFunction function) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final double[][] HARTMANN_A = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] HARTMANN_P = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };
  private static final double[] HARTMANN_C = {1, 1.2, 3, 3.2};
  private static final double[][] SHEKEL_A = {
    {4, 4, 4, 4}, {1, 1, 1, 1}, {8, 8, 8, 8}, {6, 6, 6, 6}, {3, 7, 3, 7}, {2, 9, 2, 9}, {5, 5, 3, 3}
  };
  private static final double[] SHEKEL_C = {0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3};

  public static final List<Problem> ALL =
      List.of(
          new Problem(
              "Branin",
              new double[] {-5, 0},
              new double[] {10, 15},
              0.39788735772973816,
              new double[] {5, 10},
              88.90408681541389,
              true,
              x -> {
                double a =
                    x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
                return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
              }),
          new Problem(
              "Hartmann, 6 variables",
              filled(6, 0),
              filled(6, 1),
              -3.32236801141551,
              filled(6, 0.6666666666666666),
              -0.0277460103750976,
              true,
              GlobalFunctions::hartmann),
          new Problem(
              "Michalewicz, 2 variables",
              filled(2, 0),
              filled(2, Math.PI),
              -1.8013034100985537,
              filled(2, 2.0943951023931953),
              -0.6376168880875667,
              true,
              x -> {
                double sum = 0;
                for (int i = 0; i < x.length; i++) {
                  double wave = Math.sin((i + 1) * x[i] * x[i] / Math.PI);
                  sum -= Math.sin(x[i]) * Math.pow(wave, 20);
                }
                return sum;
              }),
          new Problem(
              "Schwefel, 4 variables",
              filled(4, -500),
              filled(4, 500),
              0,
              filled(4, 166.66666666666666),
              1451.3620553090236,
              false,
              x -> {
                double sum = 418.9828872724338 * x.length;
                for (double each : x) {
                  sum -= each * Math.sin(Math.sqrt(Math.abs(each)));
                }
                return sum;
              }),
          new Problem(
              "Easom",
              filled(2, -100),
              filled(2, 100),
              -1,
              filled(2, 33.333333333333336),
              -0.0,
              false,
              x -> {
                double a = x[0] - Math.PI;
                double b = x[1] - Math.PI;
                return -Math.cos(x[0]) * Math.cos(x[1]) * Math.exp(-a * a - b * b);
              }),
          new Problem(
              "Rastrigin, 5 variables",
              filled(5, -5.12),
              filled(5, 5.12),
              0,
              filled(5, 1.7066666666666668),
              78.00954658631882,
              false,
              x -> {
                double sum = 10 * x.length;
                for (double each : x) {
                  sum += each * each - 10 * Math.cos(2 * Math.PI * each);
                }
                return sum;
              }),
          new Problem(
              "Shekel, 7 minima",
              filled(4, 0),
              filled(4, 10),
              -10.4029405668,
              filled(4, 6.666666666666667),
              -0.723823858363225,
              true,
              x -> {
                double sum = 0;
                for (int k = 0; k < SHEKEL_C.length; k++) {
                  double distance = SHEKEL_C[k];
                  for (int i = 0; i < 4; i++) {
                    double d = x[i] - SHEKEL_A[k][i];
                    distance += d * d;
                  }
                  sum -= 1 / distance;
                }
                return sum;
              }),
          new Problem(
              "Six-hump camel",
              new double[] {-3, -2},
              new double[] {3, 2},
              -1.0316284534898774,
              new double[] {1, 0.6666666666666666},
              1.9123456790123456,
              true,
              x -> {
                double a = x[0] * x[0];
                double b = x[1] * x[1];
                return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (-4 + 4 * b) * b;
              }),
          new Problem(
              "Styblinski and Tang, 4 variables",
              filled(4, -5),
              filled(4, 5),
              -156.6646628150857,
              filled(4, 1.6666666666666667),
              -56.79012345679013,
              true,
              x -> {
                double sum = 0;
                for (double each : x) {
                  sum += Math.pow(each, 4) - 16 * each * each + 5 * each;
                }
                return sum / 2;
              }));

  private static double[] filled(int n, double value) {
    double[] filled = new double[n];
    java.util.Arrays.fill(filled, value);
    return filled;
  }

  private static double hartmann(double[] x) {
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      double distance = 0;
      for (int i = 0; i < 6; i++) {
        double d = x[i] - HARTMANN_P[k][i];
        distance += HARTMANN_A[k][i] * d * d;
      }
      sum -= HARTMANN_C[k] * Math.exp(-distance);
    }
    return sum;
  }
}
