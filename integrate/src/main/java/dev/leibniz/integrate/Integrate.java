package dev.leibniz.integrate;

import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// Integrals of plain Java functions.
///
/// ```java
/// Integral gauss = Integrate.of(x -> Math.exp(-x * x), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
/// gauss.value(); // 1.7724538509055159
/// ```
public final class Integrate {
  private Integrate() {}

  /// The integral of f between two limits, either of which may be infinite.
  @DerivativeBy(IntegralRules.class)
  public static Integral of(UnivariateFunction f, double from, double to) {
    return of(f, from, to, IntegrateOptions.defaults());
  }

  /// The same with options.
  @DerivativeBy(IntegralRules.class)
  public static Integral of(
      UnivariateFunction f, double from, double to, IntegrateOptions options) {
    checkLimits("Integrate.of", from, to);
    if (from == to) {
      return new Integral(0, 0, 0, Automatic.CONVERGED);
    }
    return from < to
        ? Automatic.integrate(f, from, to, options)
        : negated(Automatic.integrate(f, to, from, options));
  }

  /// The integral of f over a box, whose sides may be infinite.
  @DerivativeBy(BoxRules.class)
  public static Integral box(MultivariateFunction f, double[] from, double[] to) {
    return box(f, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  @DerivativeBy(BoxRules.class)
  public static Integral box(
      MultivariateFunction f, double[] from, double[] to, IntegrateOptions options) {
    return Boxes.integrate("Integrate.box", f, from, to, options);
  }

  private static void checkLimits(String operation, double from, double to) {
    if (Double.isNaN(from) || Double.isNaN(to)) {
      throw new ArgumentException(
          Explanation.of(operation, "limits are numbers or infinite")
              .got("from = " + from + ", to = " + to));
    }
  }

  private static Integral negated(Integral integral) {
    return new Integral(
        -integral.value(), integral.error(), integral.evaluations(), integral.status());
  }
}
