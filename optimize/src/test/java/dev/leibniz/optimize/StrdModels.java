package dev.leibniz.optimize;

import dev.leibniz.calculus.VectorFunction;
import java.io.Serializable;
import java.util.Map;

/// The models of NIST's nonlinear data sets, written as a person would.
final class StrdModels {
  private StrdModels() {}

  /// A model's value for the parameters and one predictor.
  @FunctionalInterface
  interface Model extends Serializable {
    double at(double[] b, double x);
  }

  static final Map<String, Model> BY_NAME =
      Map.ofEntries(
          Map.entry("Misra1a", (b, x) -> b[0] * (1 - Math.exp(-b[1] * x))),
          Map.entry("Misra1b", (b, x) -> b[0] * (1 - Math.pow(1 + b[1] * x / 2, -2))),
          Map.entry("Misra1c", (b, x) -> b[0] * (1 - Math.pow(1 + 2 * b[1] * x, -0.5))),
          Map.entry("Misra1d", (b, x) -> b[0] * b[1] * x / (1 + b[1] * x)),
          Map.entry("BoxBOD", (b, x) -> b[0] * (1 - Math.exp(-b[1] * x))),
          Map.entry("Chwirut2", (b, x) -> Math.exp(-b[0] * x) / (b[1] + b[2] * x)),
          Map.entry("DanWood", (b, x) -> b[0] * Math.pow(x, b[1])),
          Map.entry("Lanczos1", StrdModels::threeExponentials),
          Map.entry("Lanczos3", StrdModels::threeExponentials),
          Map.entry("Gauss1", StrdModels::twoGaussians),
          Map.entry("Gauss3", StrdModels::twoGaussians),
          Map.entry("ENSO", StrdModels::threeCycles),
          Map.entry("Hahn1", StrdModels::cubicOverCubic),
          Map.entry("Thurber", StrdModels::cubicOverCubic),
          Map.entry("MGH09", (b, x) -> b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3])),
          Map.entry("MGH10", (b, x) -> b[0] * Math.exp(b[1] / (x + b[2]))),
          Map.entry(
              "MGH17", (b, x) -> b[0] + b[1] * Math.exp(-x * b[3]) + b[2] * Math.exp(-x * b[4])),
          Map.entry("Rat42", (b, x) -> b[0] / (1 + Math.exp(b[1] - b[2] * x))),
          Map.entry("Rat43", (b, x) -> b[0] / Math.pow(1 + Math.exp(b[1] - b[2] * x), 1 / b[3])),
          Map.entry(
              "Eckerle4", (b, x) -> b[0] / b[1] * Math.exp(-0.5 * Math.pow((x - b[2]) / b[1], 2))),
          Map.entry(
              "Roszman1", (b, x) -> b[0] - b[1] * x - Math.atan(b[2] / (x - b[3])) / Math.PI));

  static double threeExponentials(double[] b, double x) {
    return b[0] * Math.exp(-b[1] * x) + b[2] * Math.exp(-b[3] * x) + b[4] * Math.exp(-b[5] * x);
  }

  static double twoGaussians(double[] b, double x) {
    return b[0] * Math.exp(-b[1] * x)
        + b[2] * Math.exp(-Math.pow(x - b[3], 2) / Math.pow(b[4], 2))
        + b[5] * Math.exp(-Math.pow(x - b[6], 2) / Math.pow(b[7], 2));
  }

  static double threeCycles(double[] b, double x) {
    double year = 2 * Math.PI * x / 12;
    double first = 2 * Math.PI * x / b[3];
    double second = 2 * Math.PI * x / b[6];
    return b[0]
        + b[1] * Math.cos(year)
        + b[2] * Math.sin(year)
        + b[4] * Math.cos(first)
        + b[5] * Math.sin(first)
        + b[7] * Math.cos(second)
        + b[8] * Math.sin(second);
  }

  static double cubicOverCubic(double[] b, double x) {
    return (b[0] + b[1] * x + b[2] * x * x + b[3] * x * x * x)
        / (1 + b[4] * x + b[5] * x * x + b[6] * x * x * x);
  }

  static VectorFunction residuals(Model model, double[] x, double[] y) {
    return b -> {
      double[] r = new double[y.length];
      for (int i = 0; i < r.length; i++) {
        r[i] = y[i] - model.at(b, x[i]);
      }
      return r;
    };
  }
}
