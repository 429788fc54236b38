package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// How accurate an integral has to be, and what it may cost.
///
/// An integral has converged when its error estimate is at most max(absolute, relative · |value|).
///
/// ```java
/// IntegrateOptions options = IntegrateOptions.defaults().relative(1e-6).breakPoints(0.25);
/// Integral area = Integrate.of(x -> Math.abs(x - 0.25), 0, 1, options);
/// ```
///
/// @param relative the error allowed as a share of the value
/// @param absolute the error allowed whatever the value
/// @param evaluations how often the integrand may be evaluated
/// @param breakPoints where a one-dimensional integrand has kinks, jumps or singularities; points
///   outside the range are passed over
public record IntegrateOptions(
    double relative, double absolute, int evaluations, double... breakPoints) {
  private static final IntegrateOptions DEFAULTS = new IntegrateOptions(1e-10, 1e-13, 200_000);

  /// Checks the tolerances, the limit and the break points.
  ///
  /// @throws ArgumentException if a tolerance is negative or not a number, the limit is not
  ///   positive or a break point is not a number
  public IntegrateOptions {
    breakPoints = breakPoints.clone();
    Arrays.sort(breakPoints);
    check(relative >= 0 && relative < 1, "the relative tolerance is from 0 to 1", relative);
    check(absolute >= 0, "the absolute tolerance is not negative", absolute);
    check(evaluations > 0, "at least one evaluation is allowed", evaluations);
    for (double point : breakPoints) {
      check(!Double.isNaN(point), "break points are numbers", point);
    }
  }

  private static void check(boolean holds, String law, double value) {
    if (!holds) {
      throw new ArgumentException(Explanation.of("IntegrateOptions", law).got("value = " + value));
    }
  }

  /// Relative 1e-10, absolute 1e-13, at most 200,000 evaluations, no break points.
  public static IntegrateOptions defaults() {
    return DEFAULTS;
  }

  /// The same with another relative tolerance.
  public IntegrateOptions relative(double tolerance) {
    return new IntegrateOptions(tolerance, absolute, evaluations, breakPoints);
  }

  /// The same with another absolute tolerance.
  public IntegrateOptions absolute(double tolerance) {
    return new IntegrateOptions(relative, tolerance, evaluations, breakPoints);
  }

  /// The same with another limit on evaluations.
  public IntegrateOptions evaluations(int limit) {
    return new IntegrateOptions(relative, absolute, limit, breakPoints);
  }

  /// The same with other break points.
  @SuppressWarnings("OverloadMethodsDeclarationOrder")
  public IntegrateOptions breakPoints(double... points) {
    return new IntegrateOptions(relative, absolute, evaluations, points);
  }

  @Override
  public double[] breakPoints() {
    return breakPoints.clone();
  }

  /// The error allowed of an integral with this value.
  double target(double value) {
    return Math.max(absolute, relative * Math.abs(value));
  }

  /// Whether break points were given.
  boolean broken() {
    return breakPoints.length > 0;
  }
}
