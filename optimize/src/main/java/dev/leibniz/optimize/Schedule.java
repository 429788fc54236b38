package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;

/// A learning rate that depends on the number of steps taken, computed inside the compiled step.
///
/// ```java
/// Schedule rate = Schedule.warmUp(500, Schedule.cosine(1e-3, 10_000));
/// ```
///
/// A schedule is a record whose numbers are tensors, f64[], and part of the optimizer's state: a
/// step that has been compiled serves all schedules of one kind. Write others in the same way:
///
/// ```java
/// record InverseRoot(Tensor rate) implements Schedule {
///   public Tensor at(Tensor step) {
///     return rate.div(step.convert(DType.F64).plus(1).sqrt());
///   }
/// }
/// ```
public interface Schedule {
  /// The rate, f64[], for the step with the given number, an i32[] that counts from 0.
  Tensor at(Tensor step);

  /// See [Schedule#constant(double)].
  record Constant(Tensor rate) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      return rate;
    }
  }

  /// See [Schedule#step(double, double, int)].
  record Step(Tensor rate, Tensor factor, Tensor every) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      return factor.pow(number(step).div(every).floor()).times(rate);
    }
  }

  /// See [Schedule#exponential(double, double, int)].
  record Exponential(Tensor rate, Tensor factor, Tensor every) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      return factor.pow(number(step).div(every)).times(rate);
    }
  }

  /// See [Schedule#linear(double, double, int)].
  record Linear(Tensor from, Tensor to, Tensor steps) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      Tensor part = number(step).div(steps).clamp(0, 1);
      return to.times(part).plus(from.times(part.negate().plus(1)));
    }
  }

  /// See [Schedule#cosine(double, int)].
  record Cosine(Tensor rate, Tensor steps) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      return rate.times(fallingCosine(number(step).div(steps)));
    }
  }

  /// See [Schedule#oneCycle(double, int)].
  record OneCycle(Tensor rate, Tensor rise, Tensor fall) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      Tensor done = number(step);
      Tensor up = between(rate.div(25), rate, done.div(rise));
      Tensor down = between(rate, rate.div(250_000), done.minus(rise).div(fall));
      return done.less(rise).select(up, down);
    }

    private static Tensor between(Tensor from, Tensor to, Tensor part) {
      return from.minus(to).times(fallingCosine(part)).plus(to);
    }
  }

  /// See [Schedule#warmUp(int, Schedule)].
  record WarmUp(Tensor steps, Schedule after) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      return after.at(step).times(number(step).plus(1).div(steps).minimum(1));
    }
  }

  /// See [Schedule#join(Schedule, int, Schedule)].
  ///
  /// @param steps i32[]
  record Join(Schedule first, Tensor steps, Schedule next) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      Tensor later = next.at(step.minus(steps).maximum(0));
      return step.less(steps).select(first.at(step), later);
    }
  }

  /// See [Schedule#piecewise(int\[\], double\[\])].
  ///
  /// @param boundaries i32[n]
  /// @param rates f64[n + 1]
  record Piecewise(Tensor boundaries, Tensor rates) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
      return rates.gather(boundaries.lessEqual(step).convert(DType.I32).sum(), 0);
    }
  }

  /// The same rate at every step.
  ///
  /// @throws ArgumentException if it is negative or not finite
  static Schedule constant(double rate) {
    return new Constant(rate("constant", rate));
  }

  /// rate · factor^⌊step / every⌋.
  ///
  /// @throws ArgumentException if rate or factor is negative or not finite, or `every` below 1
  static Schedule step(double rate, double factor, int every) {
    return new Step(rate("step", rate), factor("step", factor), steps("step", every));
  }

  /// rate · factor^(step / every), without jumps.
  ///
  /// @throws ArgumentException if rate or factor is negative or not finite, or `every` below 1
  static Schedule exponential(double rate, double factor, int every) {
    return new Exponential(
        rate("exponential", rate), factor("exponential", factor), steps("exponential", every));
  }

  /// In equal steps from one rate to another one, which stays from `steps` on.
  ///
  /// @throws ArgumentException if a rate is negative or not finite, or `steps` below 1
  static Schedule linear(double from, double to, int steps) {
    return new Linear(rate("linear", from), rate("linear", to), steps("linear", steps));
  }

  /// rate · ½(1 + cos(π · step / steps)), zero from `steps` on.
  ///
  /// Source: Loshchilov, Hutter: SGDR (ICLR 2017), eq. 5.
  ///
  /// @throws ArgumentException if the rate is negative or not finite, or `steps` below 1
  static Schedule cosine(double rate, int steps) {
    return new Cosine(rate("cosine", rate), steps("cosine", steps));
  }

  /// From rate / 25 up to the rate over the first 30 % of the steps, then down to rate / 250,000,
  /// both along cosines.
  ///
  /// Source: Smith, Topin: Super-convergence (arXiv:1708.07120), with the usual constants.
  ///
  /// @throws ArgumentException if the rate is negative or not finite, or `steps` below 1
  static Schedule oneCycle(double rate, int steps) {
    steps("oneCycle", steps);
    double rise = Math.max(1, 0.3 * steps);
    return new OneCycle(
        rate("oneCycle", rate), Tensor.scalar(rise), Tensor.scalar(Math.max(1, steps - rise)));
  }

  /// Another schedule times min((step + 1) / steps, 1).
  ///
  /// @throws ArgumentException if `steps` is below 1
  static Schedule warmUp(int steps, Schedule after) {
    return new WarmUp(steps("warmUp", steps), after);
  }

  /// One schedule for the first `steps` steps, then another one that counts from 0 again.
  ///
  /// @throws ArgumentException if `steps` is below 1
  static Schedule join(Schedule first, int steps, Schedule next) {
    steps("join", steps);
    return new Join(first, Tensor.scalar(steps), next);
  }

  /// `rates[i]` before step `boundaries[i]`, the last rate from the last boundary on.
  ///
  /// @throws ArgumentException unless there is one rate more than boundaries, boundaries ascend,
  ///   and rates are finite and not negative
  static Schedule piecewise(int[] boundaries, double[] rates) {
    boolean ascends = true;
    for (int i = 1; i < boundaries.length; i++) {
      ascends &= boundaries[i - 1] < boundaries[i];
    }
    if (rates.length != boundaries.length + 1 || !ascends) {
      throw new ArgumentException(
          Explanation.of(
                  "Schedule.piecewise",
                  "boundaries must ascend, and there must be one rate more than boundaries")
              .got(
                  "boundaries = "
                      + Arrays.toString(boundaries)
                      + ", rates = "
                      + Arrays.toString(rates)));
    }
    Arrays.stream(rates).forEach(rate -> rate("piecewise", rate));
    return new Piecewise(Tensor.of(boundaries), Tensor.of(rates));
  }

  private static Tensor number(Tensor step) {
    return step.convert(DType.F64);
  }

  /// ½(1 + cos(π · part)), which falls from 1 to 0 for parts from 0 to 1.
  private static Tensor fallingCosine(Tensor part) {
    return part.clamp(0, 1).times(Math.PI).cos().plus(1).times(0.5);
  }

  private static Tensor rate(String schedule, double rate) {
    return amount(schedule, "rate", rate);
  }

  private static Tensor factor(String schedule, double factor) {
    return amount(schedule, "factor", factor);
  }

  private static Tensor amount(String schedule, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          Explanation.of("Schedule." + schedule, "a " + name + " must be finite and not negative")
              .got(name + " = " + value));
    }
    return Tensor.scalar(value);
  }

  private static Tensor steps(String schedule, int steps) {
    if (steps < 1) {
      throw new ArgumentException(
          Explanation.of("Schedule." + schedule, "the number of steps must be positive")
              .got("steps = " + steps));
    }
    return Tensor.scalar((double) steps);
  }
}
