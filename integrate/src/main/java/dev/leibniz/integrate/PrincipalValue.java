package dev.leibniz.integrate;

import dev.leibniz.calculus.UnivariateFunction;

/// Principal values: around the pole c the integrand is folded, ∫ (f(c + t) + f(c − t)) dt from 0
/// to h, which is an ordinary integral; what is left of the range on one side is another.
///
/// Near a simple pole the two values cancel. They are taken as (g(c + t) − g(c − t))/t with g(x) =
/// (x − c) f(x), which is smooth, so that the rounding of c ± t does no harm.
final class PrincipalValue {
  private PrincipalValue() {}

  /// The principal value of the integral of f, for from < pole < to.
  static Integral of(
      UnivariateFunction f, double from, double to, double pole, IntegrateOptions options) {
    return folded(x -> f.applyAsDouble(x) * (x - pole), f, from, to, pole, options);
  }

  /// The principal value of the integral of g(x)/(x − pole), for from < pole < to.
  static Integral cauchy(
      UnivariateFunction g, double from, double to, double pole, IntegrateOptions options) {
    return folded(g, x -> g.applyAsDouble(x) / (x - pole), from, to, pole, options);
  }

  private static Integral folded(
      UnivariateFunction g,
      UnivariateFunction f,
      double from,
      double to,
      double pole,
      IntegrateOptions options) {
    double reach = Math.min(pole - from, to - pole);
    double half = Double.isInfinite(reach) ? Math.max(1, Math.abs(pole)) : reach;
    IntegrateOptions part =
        options
            .absolute(options.absolute() / 3)
            .evaluations(Math.max(1, options.evaluations() / 4));
    UnivariateFunction fold = t -> (g.applyAsDouble(pole + t) - g.applyAsDouble(pole - t)) / t;
    Integral near = Automatic.integrate(fold, 0, half, shifted(part, pole));
    Integral total =
        new Integral(near.value(), near.error(), 2 * near.evaluations(), near.status());
    if (!(Math.abs(near.error()) < Double.POSITIVE_INFINITY)) {
      return total;
    }
    if (pole - half > from) {
      total = Weighted.sum(total, Automatic.integrate(f, from, pole - half, part), options);
    }
    if (pole + half < to) {
      total = Weighted.sum(total, Automatic.integrate(f, pole + half, to, part), options);
    }
    return total;
  }

  /// The break points as distances from the pole.
  private static IntegrateOptions shifted(IntegrateOptions options, double pole) {
    double[] distances = options.breakPoints();
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.abs(distances[i] - pole);
    }
    return options.breakPoints(distances);
  }
}
