package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.integrate.Adaptive.Ending;
import java.util.function.Supplier;

/// Integrals of a function times a weight that its rule integrates exactly.
final class Weighted {
  private static final int MOST_INTERVALS = 4000;
  private static final int MOST_CYCLES = 200;
  private static final double CYCLE_SHARE = 0.02;

  private final Sampler sampler;
  private final IntegrateOptions options;

  private Weighted(UnivariateFunction f, IntegrateOptions options) {
    this.sampler = new Sampler(f, options.evaluations());
    this.options = options;
  }

  /// The integral of f times sin(frequency · x) or cos(frequency · x), for from < to.
  static Integral wave(
      UnivariateFunction f,
      double frequency,
      boolean sine,
      double from,
      double to,
      IntegrateOptions options) {
    if (Double.isInfinite(from) && Double.isInfinite(to)) {
      IntegrateOptions half = options.absolute(0.5 * options.absolute());
      return sum(
          wave(f, frequency, sine, 0, to, half), wave(f, frequency, sine, from, 0, half), options);
    }
    if (Double.isInfinite(from)) {
      double mirrored = sine ? -frequency : frequency;
      return wave(x -> f.applyAsDouble(-x), mirrored, sine, -to, -from, options);
    }
    Weighted weighted = new Weighted(f, options);
    OscillatingRule rule = new OscillatingRule(weighted.sampler, frequency, sine);
    return Double.isInfinite(to)
        ? weighted.guard(() -> weighted.cycles(rule, frequency, from))
        : weighted.guard(
            () -> weighted.adapt(new Adaptive(rule, weighted.sampler, from, to), from, to));
  }

  /// The integral of f times an algebraic weight, for from < to, both finite.
  static Integral algebraic(
      UnivariateFunction f,
      double from,
      double to,
      AlgebraicWeight weight,
      IntegrateOptions options) {
    Weighted weighted = new Weighted(f, options);
    AlgebraicRule rule = new AlgebraicRule(weighted.sampler, from, to, weight);
    return weighted.guard(() -> {
      Adaptive adaptive = new Adaptive(rule, weighted.sampler, from, to);
      adaptive.withoutExtrapolation();
      return weighted.adapt(adaptive, from, to);
    });
  }

  /// The sum of two integrals that belong together.
  static Integral sum(Integral first, Integral second, IntegrateOptions options) {
    double value = first.value() + second.value();
    double error = first.error() + second.error();
    Integral worse = second.error() > first.error() ? second : first;
    Status status = worse.status();
    if (error <= options.target(value)) {
      status = Trouble.NONE;
    } else if (status.converged()) {
      status = cancelled(error);
    }
    return new Integral(value, error, first.evaluations() + second.evaluations(), status);
  }

  /// Both parts met a relative tolerance, but their sum is so much smaller that it does not.
  private static Status cancelled(double error) {
    return new Status(
        Status.Kind.ROUNDING, "parts of opposite sign cancel, and leave the error " + error + ".");
  }

  private Integral guard(Supplier<Integral> integration) {
    try {
      return integration.get();
    } catch (Stop stop) {
      return failed(stop.status());
    } catch (RuntimeException failure) {
      return failed(sampler.failure(failure));
    }
  }

  private Integral failed(Status status) {
    return new Integral(Double.NaN, Double.POSITIVE_INFINITY, sampler.evaluations(), status);
  }

  private Integral adapt(Adaptive adaptive, double from, double to) {
    Ending ending = adaptive.run(options, 0, 1, MOST_INTERVALS);
    double culprit = adaptive.panels().getFirst().middle();
    return outcome(adaptive.value(), adaptive.error(), new Trouble(ending, culprit, from, to));
  }

  private Integral outcome(double value, double error, Trouble trouble) {
    double honest = trouble.ending() == Ending.DIVERGENT ? Double.POSITIVE_INFINITY : error;
    return new Integral(
        value, honest, sampler.evaluations(), trouble.status(value, honest, options, sampler));
  }

  /// Sums the integrals over cycles, each an odd number of half waves, so that they alternate.
  /// Source: Piessens and others, QUADPACK (1983), QAWF.
  private Integral cycles(OscillatingRule rule, double frequency, double from) {
    double speed = Math.abs(frequency);
    double cycle = (2 * Math.floor(speed) + 1) * Math.PI / speed;
    WaveSeries series = new WaveSeries();
    Ending ending = Ending.LIMIT;
    double low = from;
    double sum = 0;
    for (int i = 0; i < MOST_CYCLES && ending == Ending.LIMIT; i++) {
      if (!sampler.affords(4 * rule.points())) {
        break;
      }
      double high = from + (i + 1) * cycle;
      Adaptive adaptive = new Adaptive(rule, sampler, low, high);
      adaptive.run(options, sum, CYCLE_SHARE, MOST_INTERVALS);
      sum += adaptive.value();
      double reach = Math.abs(from) + (high - from);
      series.add(reach, adaptive.value(), adaptive.error(), adaptive.magnitude());
      ending = series.judge(options, 0, 1);
      low = high;
    }
    return outcome(
        series.value(),
        series.error(),
        new Trouble(ending, Double.POSITIVE_INFINITY, from, Double.POSITIVE_INFINITY));
  }
}
