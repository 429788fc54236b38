package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// Integration over boxes that chooses its method by the number of axes.
final class Boxes {
  /// The most axes that cubature takes.
  static final int MOST_AXES = 8;

  private Boxes() {}

  /// The integral over a box; limits in falling order change its sign.
  static Integral integrate(
      String operation,
      MultivariateFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options) {
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
    Integral integral = ordered(f, low, high, options);
    return new Integral(
        sign * integral.value(), integral.error(), integral.evaluations(), integral.status());
  }

  private static Integral ordered(
      MultivariateFunction f, double[] low, double[] high, IntegrateOptions options) {
    if (low.length == 1) {
      return Automatic.integrate(x -> f.applyAsDouble(new double[] {x}), low[0], high[0], options);
    }
    BoxSampler sampler = new BoxSampler(f, low, high, options.evaluations());
    Cubature cubature = new Cubature(sampler);
    try {
      boolean done = cubature.run(options, options.evaluations());
      return new Integral(
          cubature.value(),
          cubature.error(),
          sampler.evaluations(),
          done ? Trouble.NONE : sampler.limit());
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
