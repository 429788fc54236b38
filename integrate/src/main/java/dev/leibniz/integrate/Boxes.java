package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.function.Supplier;

/// Integration over boxes that chooses its method by the number of axes.
final class Boxes {
  /// The most axes that cubature takes.
  static final int MOST_AXES = 8;

  /// The seed of the automatic method, which gives the same number every time.
  private static final long SEED = 20;

  private Boxes() {}

  /// How the integral over an ordered box is taken.
  private interface Method {
    Integral over(double[] from, double[] to);
  }

  /// The integral over a box by the method that suits the number of axes.
  static Integral integrate(
      String operation,
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options) {
    return signed(operation, from, to, (low, high) -> ordered(f, low, high, options));
  }

  /// The integral over a box by evenly scattered points.
  static Integral quasiMonteCarlo(
      MultivariateFunction f,
      double[] from,
      double[] to,
      PointSet points,
      long seed,
      IntegrateOptions options) {
    return signed(
        "Integrate.quasiMonteCarlo",
        from,
        to,
        (low, high) -> scattered(f, low, high, points, seed, options));
  }

  /// The integral over a box by random points.
  static Integral monteCarlo(
      String operation,
      MultivariateFunction f,
      double[] from,
      double[] to,
      long seed,
      IntegrateOptions options) {
    return signed(
        operation,
        from,
        to,
        (low, high) -> {
          BoxSampler sampler = new BoxSampler(f, low, high, options.evaluations());
          MonteCarlo method = new MonteCarlo(sampler, seed);
          return guard(
              sampler,
              () -> {
                Status status = method.run(options);
                return new Integral(method.value(), method.error(), sampler.evaluations(), status);
              });
        });
  }

  private static Integral signed(String operation, double[] from, double[] to, Method method) {
    check(operation, from, to);
    double[] low = from.clone();
    double[] high = to.clone();
    int sign = 1;
    for (int i = 0; i < low.length; i++) {
      if (low[i] == high[i]) {
        return new Integral(0, 0, 0, Trouble.NONE);
      }
      if (low[i] > high[i]) {
        low[i] = to[i];
        high[i] = from[i];
        sign = -sign;
      }
    }
    Integral integral = method.over(low, high);
    return new Integral(
        sign * integral.value(), integral.error(), integral.evaluations(), integral.status());
  }

  private static Integral ordered(
      MultivariateFunction f, double[] low, double[] high, IntegrateOptions options) {
    if (low.length == 1) {
      return Automatic.integrate(x -> f.applyAsDouble(new double[] {x}), low[0], high[0], options);
    }
    if (low.length > MOST_AXES) {
      return scattered(f, low, high, PointSet.SOBOL, SEED, options);
    }
    BoxSampler sampler = new BoxSampler(f, low, high, options.evaluations());
    Cubature cubature = new Cubature(sampler);
    return guard(
        sampler,
        () -> {
          boolean done = cubature.run(options, options.evaluations());
          return new Integral(
              cubature.value(),
              cubature.error(),
              sampler.evaluations(),
              done ? Trouble.NONE : sampler.limit());
        });
  }

  private static Integral scattered(
      MultivariateFunction f,
      double[] low,
      double[] high,
      PointSet points,
      long seed,
      IntegrateOptions options) {
    BoxSampler sampler = new BoxSampler(f, low, high, options.evaluations());
    QuasiMonteCarlo method = new QuasiMonteCarlo(sampler, points, seed);
    return guard(
        sampler,
        () -> {
          Status status = method.run(options);
          return new Integral(method.value(), method.error(), sampler.evaluations(), status);
        });
  }

  private static Integral guard(BoxSampler sampler, Supplier<Integral> integration) {
    try {
      return integration.get();
    } catch (Stop stop) {
      return failed(sampler, stop.status());
    } catch (RuntimeException failure) {
      return failed(sampler, sampler.failure(failure));
    }
  }

  private static Integral failed(BoxSampler sampler, Status status) {
    return new Integral(Double.NaN, Double.POSITIVE_INFINITY, sampler.evaluations(), status);
  }

  /// Checks the limits of a box.
  ///
  /// @throws ArgumentException if their numbers differ, there are none or one is not a number
  static void check(String operation, double[] from, double[] to) {
    if (from.length != to.length || from.length == 0) {
      throw new ArgumentException(
          Explanation.of(operation, "each axis has a lower and an upper limit")
              .got("from = " + Arrays.toString(from) + ", to = " + Arrays.toString(to)));
    }
    for (int i = 0; i < from.length; i++) {
      if (Double.isNaN(from[i]) || Double.isNaN(to[i])) {
        throw new ArgumentException(
            Explanation.of(operation, "limits are numbers or infinite")
                .got("from = " + Arrays.toString(from) + ", to = " + Arrays.toString(to)));
      }
    }
  }
}
