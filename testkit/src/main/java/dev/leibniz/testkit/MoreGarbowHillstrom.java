package dev.leibniz.testkit;

import dev.leibniz.calculus.VectorFunction;
import java.util.Arrays;
import java.util.List;

/// Problems of Moré, Garbow and Hillstrom, Testing unconstrained optimization software, ACM TOMS 7
/// (1981), by their numbers there: residuals, the standard start, the smallest sum of squares.
public final class MoreGarbowHillstrom {
  private MoreGarbowHillstrom() {}

  /// A problem.
  ///
  /// @param minimum the sum of squares at the solution
  /// @param atStart the sum of squares at the start
  public record Problem(
      String name, double[] start, double minimum, double atStart, VectorFunction residuals) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final double[] KOWALIK_Y = {
    .1957, .1947, .1735, .16, .0844, .0627, .0456, .0342, .0323, .0235, .0246
  };
  private static final double[] KOWALIK_U = {4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625};
  private static final double[] GAUSSIAN = {
    .0009, .0044, .0175, .054, .1295, .242, .3521, .3989, .3521, .242, .1295, .054, .0175, .0044,
    .0009
  };
  private static final double[] OSBORNE_1 = {
    .844, .908, .932, .936, .925, .908, .881, .85, .818, .784, .751, .718, .685, .658, .628, .603,
    .58, .558, .538, .522, .506, .49, .478, .467, .457, .448, .438, .431, .424, .42, .414, .411,
    .406
  };
  private static final double[] OSBORNE_2 = {
    1.366, 1.191, 1.112, 1.013, .991, .885, .831, .847, .786, .725, .746, .679, .608, .655, .616,
    .606, .602, .626, .651, .724, .649, .649, .694, .644, .624, .661, .612, .558, .533, .495, .5,
    .423, .395, .375, .372, .391, .396, .405, .428, .429, .523, .562, .607, .653, .672, .708, .633,
    .668, .645, .632, .591, .559, .597, .625, .739, .71, .729, .72, .636, .581, .428, .292, .162,
    .098, .054
  };

  public static final List<Problem> ALL =
      List.of(
          new Problem(
              "1 Rosenbrock",
              new double[] {-1.2, 1},
              0,
              24.2,
              x -> new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]}),
          new Problem(
              "3 Powell badly scaled",
              new double[] {0, 1},
              0,
              1.1352617173483783,
              x ->
                  new double[] {1e4 * x[0] * x[1] - 1, Math.exp(-x[0]) + Math.exp(-x[1]) - 1.0001}),
          new Problem(
              "5 Beale",
              new double[] {1, 1},
              0,
              14.203125,
              x ->
                  new double[] {
                    1.5 - x[0] * (1 - x[1]),
                    2.25 - x[0] * (1 - x[1] * x[1]),
                    2.625 - x[0] * (1 - x[1] * x[1] * x[1])
                  }),
          new Problem(
              "7 Helical valley",
              new double[] {-1, 0, 0},
              0,
              2500,
              MoreGarbowHillstrom::helicalValley),
          new Problem(
              "9 Gaussian",
              new double[] {.4, 1, 0},
              1.1279327696184773e-08,
              3.888106991166684e-06,
              MoreGarbowHillstrom::gaussian),
          new Problem(
              "11 Gulf research",
              new double[] {5, 2.5, .15},
              0,
              12.11070582556949,
              MoreGarbowHillstrom::gulf),
          new Problem(
              "13 Powell singular",
              new double[] {3, -1, 0, 1},
              0,
              215,
              x ->
                  new double[] {
                    x[0] + 10 * x[1],
                    Math.sqrt(5) * (x[2] - x[3]),
                    Math.pow(x[1] - 2 * x[2], 2),
                    Math.sqrt(10) * Math.pow(x[0] - x[3], 2)
                  }),
          new Problem(
              "15 Kowalik and Osborne",
              new double[] {.25, .39, .415, .39},
              0.00030750560384923734,
              0.00531317227210854,
              MoreGarbowHillstrom::kowalik),
          new Problem(
              "17 Osborne 1",
              new double[] {.5, 1.5, -1, .01, .02},
              5.464894697482578e-05,
              0.8790262935446402,
              MoreGarbowHillstrom::osborne1),
          new Problem(
              "19 Osborne 2",
              new double[] {1.3, .65, .65, .7, .6, 3, 5, 7, 2, 4.5, 5.5},
              0.040137736293547714,
              2.0934195142120644,
              MoreGarbowHillstrom::osborne2),
          new Problem(
              "20 Watson, n = 9",
              new double[9],
              1.3997601386123349e-06,
              30,
              MoreGarbowHillstrom::watson),
          new Problem(
              "21 Extended Rosenbrock, n = 10",
              new double[] {-1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1, -1.2, 1},
              0,
              121,
              MoreGarbowHillstrom::extendedRosenbrock),
          new Problem(
              "23 Penalty I, n = 4",
              new double[] {1, 2, 3, 4},
              2.2499775008999375e-05,
              885.06264,
              MoreGarbowHillstrom::penalty1),
          new Problem(
              "24 Penalty II, n = 4",
              new double[] {.5, .5, .5, .5},
              9.376293007355446e-06,
              2.340008805463025,
              MoreGarbowHillstrom::penalty2),
          new Problem(
              "25 Variably dimensioned, n = 10",
              new double[] {.9, .8, .7, .6, .5, .4, .3, .2, .1, 0},
              0,
              2198551.1625,
              MoreGarbowHillstrom::variablyDimensioned),
          new Problem(
              "27 Brown almost linear, n = 10",
              filled(10, .5),
              0,
              273.2480478286743,
              MoreGarbowHillstrom::brownAlmostLinear),
          new Problem(
              "29 Discrete integral equation, n = 10",
              integralStart(10),
              0,
              0.06341684157945263,
              MoreGarbowHillstrom::integralEquation),
          new Problem(
              "31 Broyden banded, n = 10",
              filled(10, -1),
              0,
              360,
              MoreGarbowHillstrom::broydenBanded),
          new Problem(
              "33 Linear of rank 1, n = 5, m = 10",
              filled(5, 1),
              15.0 / 7,
              84985,
              MoreGarbowHillstrom::linearOfRankOne),
          new Problem(
              "35 Chebyquad, n = 7",
              spread(7),
              0,
              0.033770638463718826,
              MoreGarbowHillstrom::chebyquad),
          new Problem(
              "35 Chebyquad, n = 9",
              spread(9),
              0,
              0.02888298028822599,
              MoreGarbowHillstrom::chebyquad));

  private static double[] filled(int n, double value) {
    double[] result = new double[n];
    Arrays.fill(result, value);
    return result;
  }

  private static double[] spread(int n) {
    double[] result = new double[n];
    for (int j = 0; j < n; j++) {
      result[j] = (j + 1.0) / (n + 1);
    }
    return result;
  }

  private static double[] integralStart(int n) {
    double[] result = spread(n);
    for (int j = 0; j < n; j++) {
      result[j] *= result[j] - 1;
    }
    return result;
  }

  static double[] helicalValley(double[] x) {
    double turn = Math.atan(x[1] / x[0]) / (2 * Math.PI);
    if (x[0] < 0) {
      turn += 0.5;
    }
    return new double[] {
      10 * (x[2] - 10 * turn), 10 * (Math.sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]
    };
  }

  static double[] gaussian(double[] x) {
    double[] r = new double[15];
    for (int i = 1; i <= 15; i++) {
      double t = (8.0 - i) / 2;
      r[i - 1] = x[0] * Math.exp(-x[1] * Math.pow(t - x[2], 2) / 2) - GAUSSIAN[i - 1];
    }
    return r;
  }

  static double[] gulf(double[] x) {
    double[] r = new double[99];
    for (int i = 1; i <= 99; i++) {
      double t = i / 100.0;
      double y = 25 + Math.pow(-50 * Math.log(t), 2.0 / 3);
      r[i - 1] = Math.exp(-Math.pow(Math.abs(y - x[1]), x[2]) / x[0]) - t;
    }
    return r;
  }

  static double[] kowalik(double[] x) {
    double[] r = new double[11];
    for (int i = 0; i < 11; i++) {
      double u = KOWALIK_U[i];
      r[i] = KOWALIK_Y[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
    }
    return r;
  }

  static double[] osborne1(double[] x) {
    double[] r = new double[33];
    for (int i = 0; i < 33; i++) {
      double t = 10 * i;
      r[i] = OSBORNE_1[i] - (x[0] + x[1] * Math.exp(-t * x[3]) + x[2] * Math.exp(-t * x[4]));
    }
    return r;
  }

  static double[] osborne2(double[] x) {
    double[] r = new double[65];
    for (int i = 0; i < 65; i++) {
      double t = i / 10.0;
      r[i] =
          OSBORNE_2[i]
              - x[0] * Math.exp(-t * x[4])
              - x[1] * Math.exp(-Math.pow(t - x[8], 2) * x[5])
              - x[2] * Math.exp(-Math.pow(t - x[9], 2) * x[6])
              - x[3] * Math.exp(-Math.pow(t - x[10], 2) * x[7]);
    }
    return r;
  }

  static double[] watson(double[] x) {
    double[] r = new double[31];
    for (int i = 1; i <= 29; i++) {
      double t = i / 29.0;
      double slope = 0;
      double value = 0;
      double power = 1;
      for (int j = 0; j < x.length; j++) {
        value += x[j] * power;
        if (j + 1 < x.length) {
          slope += (j + 1) * x[j + 1] * power;
        }
        power *= t;
      }
      r[i - 1] = slope - value * value - 1;
    }
    r[29] = x[0];
    r[30] = x[1] - x[0] * x[0] - 1;
    return r;
  }

  static double[] extendedRosenbrock(double[] x) {
    double[] r = new double[x.length];
    for (int i = 0; i < x.length; i += 2) {
      r[i] = 10 * (x[i + 1] - x[i] * x[i]);
      r[i + 1] = 1 - x[i];
    }
    return r;
  }

  static double[] penalty1(double[] x) {
    int n = x.length;
    double[] r = new double[n + 1];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      r[i] = Math.sqrt(1e-5) * (x[i] - 1);
      sum += x[i] * x[i];
    }
    r[n] = sum - 0.25;
    return r;
  }

  static double[] penalty2(double[] x) {
    int n = x.length;
    double root = Math.sqrt(1e-5);
    double[] r = new double[2 * n];
    r[0] = x[0] - 0.2;
    double sum = n * x[0] * x[0];
    for (int i = 2; i <= n; i++) {
      double y = Math.exp(i / 10.0) + Math.exp((i - 1) / 10.0);
      r[i - 1] = root * (Math.exp(x[i - 1] / 10) + Math.exp(x[i - 2] / 10) - y);
      r[n + i - 2] = root * (Math.exp(x[i - 1] / 10) - Math.exp(-0.1));
      sum += (n - i + 1) * x[i - 1] * x[i - 1];
    }
    r[2 * n - 1] = sum - 1;
    return r;
  }

  static double[] variablyDimensioned(double[] x) {
    int n = x.length;
    double[] r = new double[n + 2];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      r[i] = x[i] - 1;
      sum += (i + 1) * (x[i] - 1);
    }
    r[n] = sum;
    r[n + 1] = sum * sum;
    return r;
  }

  static double[] brownAlmostLinear(double[] x) {
    int n = x.length;
    double[] r = new double[n];
    double sum = 0;
    double product = 1;
    for (double element : x) {
      sum += element;
      product *= element;
    }
    for (int i = 0; i < n - 1; i++) {
      r[i] = x[i] + sum - (n + 1);
    }
    r[n - 1] = product - 1;
    return r;
  }

  static double[] integralEquation(double[] x) {
    int n = x.length;
    double h = 1.0 / (n + 1);
    double[] r = new double[n];
    for (int i = 1; i <= n; i++) {
      double below = 0;
      double above = 0;
      for (int j = 1; j <= n; j++) {
        double cube = Math.pow(x[j - 1] + j * h + 1, 3);
        if (j <= i) {
          below += j * h * cube;
        } else {
          above += (1 - j * h) * cube;
        }
      }
      r[i - 1] = x[i - 1] + h / 2 * ((1 - i * h) * below + i * h * above);
    }
    return r;
  }

  static double[] broydenBanded(double[] x) {
    int n = x.length;
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = Math.max(0, i - 5); j <= Math.min(n - 1, i + 1); j++) {
        if (j != i) {
          sum += x[j] * (1 + x[j]);
        }
      }
      r[i] = x[i] * (2 + 5 * x[i] * x[i]) + 1 - sum;
    }
    return r;
  }

  static double[] linearOfRankOne(double[] x) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += (j + 1) * x[j];
    }
    double[] r = new double[10];
    for (int i = 0; i < 10; i++) {
      r[i] = (i + 1) * sum - 1;
    }
    return r;
  }

  static double[] chebyquad(double[] x) {
    int n = x.length;
    double[] r = new double[n];
    for (double element : x) {
      double before = 1;
      double now = 2 * element - 1;
      double twice = 2 * now;
      for (int i = 0; i < n; i++) {
        r[i] += now / n;
        double next = twice * now - before;
        before = now;
        now = next;
      }
    }
    for (int i = 2; i <= n; i += 2) {
      r[i - 1] += 1.0 / (i * i - 1);
    }
    return r;
  }
}
