package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.VectorFunction;

/// Integrals of vector-valued functions: each component by the automatic method, to its own
/// tolerance, from shared evaluations of the integrand ([SharedSamples]).
final class Components {
  private Components() {}

  /// The integral of one component.
  private interface Method {
    Integral of(int component);
  }

  /// The integrals of a path between two limits.
  static VectorIntegral path(PathFunction f, double from, double to, IntegrateOptions options) {
    SharedSamples samples =
        new SharedSamples("Integrate.vector", x -> f.apply(x[0]), options.evaluations());
    return all(
        samples,
        c -> Integrate.of(x -> samples.at(x, c), from, to, options),
        new double[] {somewhere(from, to)});
  }

  /// The integrals over a box.
  static VectorIntegral box(
      VectorFunction f, double[] from, double[] to, IntegrateOptions options) {
    String operation = "Integrate.vectorBox";
    Boxes.check(operation, from, to);
    SharedSamples samples = new SharedSamples(operation, f, options.evaluations());
    double[] point = new double[from.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = somewhere(from[i], to[i]);
    }
    return all(
        samples,
        c -> Boxes.integrate(operation, x -> samples.at(x.clone(), c), from, to, options),
        point);
  }

  private static double somewhere(double from, double to) {
    double within = Double.isInfinite(from) ? to : from;
    return Double.isInfinite(within) ? 0 : within;
  }

  /// The integrals of all components; how many there are shows at the first evaluation, for which
  /// `point` serves where the region is empty.
  private static VectorIntegral all(SharedSamples samples, Method method, double[] point) {
    Integral first = method.of(0);
    samples.rethrow();
    int count = first.evaluations() == 0 ? samples.count(point) : samples.components();
    double[] values = new double[count];
    double[] errors = new double[count];
    Status status = count == 0 ? first.status() : Trouble.NONE;
    for (int c = 0; c < count; c++) {
      samples.restart();
      Integral integral = c == 0 ? first : method.of(c);
      samples.rethrow();
      values[c] = integral.value();
      errors[c] = integral.error();
      if (status.converged() && !integral.status().converged()) {
        status =
            new Status(
                integral.status().kind(), "component " + c + ": " + integral.status().sentence());
      }
    }
    return new VectorIntegral(values, errors, samples.evaluations(), status);
  }
}
