package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;

/// A learning rate that depends on the number of steps taken, computed inside the compiled step.
///
/// ```java
/// Schedule rate = Schedule.warmUp(500, Schedule.cosine(1e-3, 10_000));
/// ```
@FunctionalInterface
public interface Schedule {
  /// The rate, f64[], for the step with the given number, an i32[] that counts from 0.
  Tensor at(Tensor step);

  private static Tensor number(Tensor step) {
    return step.convert(DType.F64);
  }

  private static void positive(String name, int steps) {
    if (steps < 1) {
      throw new ArgumentException(
          Explanation.of("Schedule." + name, "the number of steps must be positive")
              .got("steps = " + steps));
    }
  }

  /// The same rate at every step.
  static Schedule constant(double rate) {
    return step -> Tensor.scalar(rate);
  }

  /// rate · factor^⌊step / every⌋.
  static Schedule step(double rate, double factor, int every) {
    positive("step", every);
    return step -> Tensor.scalar(factor).pow(number(step.div(every))).times(rate);
  }

  /// rate · factor^(step / every), without jumps.
  static Schedule exponential(double rate, double factor, int every) {
    positive("exponential", every);
    return step -> Tensor.scalar(factor).pow(number(step).div(every)).times(rate);
  }

  /// rate · ½(1 + cos(π · step / steps)), zero after `steps`.
  ///
  /// Source: Loshchilov, Hutter: SGDR (ICLR 2017), eq. 5.
  static Schedule cosine(double rate, int steps) {
    positive("cosine", steps);
    return step ->
        number(step).div(steps).minimum(1).times(Math.PI).cos().plus(1).times(0.5 * rate);
  }

  /// From rate / 25 up to the rate over the first 30 % of the steps, then down to rate / 250,000,
  /// both along cosines.
  ///
  /// Source: Smith, Topin: Super-convergence (arXiv:1708.07120), with the usual constants.
  static Schedule oneCycle(double rate, int steps) {
    positive("oneCycle", steps);
    double rise = Math.max(1, 0.3 * steps);
    double fall = Math.max(1, steps - rise);
    return step -> {
      Tensor done = number(step);
      Tensor up = between(rate / 25, rate, done.div(rise).minimum(1));
      Tensor down = between(rate, rate / 250_000, done.minus(rise).div(fall).clamp(0, 1));
      return done.less(rise).select(up, down);
    };
  }

  private static Tensor between(double from, double to, Tensor part) {
    Tensor weight = part.times(Math.PI).cos().plus(1).times(0.5);
    return weight.times(from - to).plus(to);
  }

  /// Another schedule, scaled up linearly over the first steps.
  static Schedule warmUp(int steps, Schedule after) {
    positive("warmUp", steps);
    return step -> after.at(step).times(number(step).plus(1).div(steps).minimum(1));
  }

  /// `rates[i]` until step `boundaries[i]`, the last rate after the last boundary.
  static Schedule piecewise(int[] boundaries, double[] rates) {
    if (rates.length != boundaries.length + 1) {
      throw new ArgumentException(
          Explanation.of("Schedule.piecewise", "there must be one rate more than boundaries")
              .got(rates.length + " rates, " + boundaries.length + " boundaries"));
    }
    int[] limits = boundaries.clone();
    double[] values = rates.clone();
    return step -> {
      Tensor rate = Tensor.scalar(values[limits.length]);
      for (int i = limits.length - 1; i >= 0; i--) {
        rate = step.less(limits[i]).select(Tensor.scalar(values[i]), rate);
      }
      return rate;
    };
  }
}
