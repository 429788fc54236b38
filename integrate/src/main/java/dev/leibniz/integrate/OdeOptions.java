package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// How exactly and by which method a differential equation is solved.
///
/// ```java
/// OdeOptions options = OdeOptions.of(1e-6, 1e-9).method(OdeMethod.TSITOURAS).maxSteps(10_000);
/// ```
///
/// The error of each step is estimated and kept below `absolute + relative·|y|`, in the root of the
/// mean square over the components.
///
/// @param relative the relative tolerance of a step
/// @param absolute the absolute tolerance of a step
/// @param method how
/// @param maxSteps the largest number of accepted steps
/// @param evaluations the largest number of evaluations of the right-hand side
/// @param initialStep the size of the first step; 0 leaves it to the method
/// @param largestStep the largest size of a step
/// @param events what is looked for on the way
/// @param stops times at which a step has to end, for right-hand sides that jump there
/// @param dense whether `y(t)` is wanted between the ends; without it nothing is stored
/// @param jacobian the Jacobian for implicit methods; null derives it
public record OdeOptions(
    double relative,
    double absolute,
    OdeMethod method,
    int maxSteps,
    int evaluations,
    double initialStep,
    double largestStep,
    List<OdeEvent> events,
    List<Double> stops,
    boolean dense,
    @Nullable OdeJacobian jacobian) {
  private static final double SMALLEST_RELATIVE = 1e-14;

  private static final OdeOptions DEFAULTS =
      new OdeOptions(
          1e-9,
          1e-12,
          OdeMethod.AUTOMATIC,
          1_000_000,
          Integer.MAX_VALUE,
          0,
          Double.POSITIVE_INFINITY,
          List.of(),
          List.of(),
          true,
          null);

  /// Checks the values.
  ///
  /// @throws ArgumentException if a tolerance is below what rounding allows, a limit or a size is
  ///   not positive, or a stop is not finite
  public OdeOptions {
    require(
        relative >= SMALLEST_RELATIVE && relative < 1,
        "the relative tolerance must be between 1e-14 and 1",
        "relative = " + relative);
    require(
        absolute >= 0 && absolute < Double.POSITIVE_INFINITY,
        "the absolute tolerance must not be negative",
        "absolute = " + absolute);
    require(maxSteps > 0, "the number of steps must be positive", "maxSteps = " + maxSteps);
    require(
        evaluations > 0,
        "the number of evaluations must be positive",
        "evaluations = " + evaluations);
    require(
        initialStep >= 0 && initialStep < Double.POSITIVE_INFINITY,
        "a first step has a positive size, in both directions of time",
        "initialStep = " + initialStep);
    require(largestStep > 0, "the largest step must be positive", "largestStep = " + largestStep);
    events = List.copyOf(events);
    stops = List.copyOf(stops);
    for (double stop : stops) {
      require(Double.isFinite(stop), "a stop must be finite", "stop = " + stop);
    }
  }

  /// Relative tolerance 1e-9, absolute 1e-12, [OdeMethod#AUTOMATIC], at most 1,000,000 steps.
  public static OdeOptions defaults() {
    return DEFAULTS;
  }

  /// The defaults with other tolerances.
  public static OdeOptions of(double relative, double absolute) {
    return DEFAULTS.relative(relative).absolute(absolute);
  }

  /// The same with another relative tolerance.
  public OdeOptions relative(double tolerance) {
    return new OdeOptions(
        tolerance,
        absolute,
        method,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with another absolute tolerance.
  public OdeOptions absolute(double tolerance) {
    return new OdeOptions(
        relative,
        tolerance,
        method,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with another method.
  public OdeOptions method(OdeMethod other) {
    return new OdeOptions(
        relative,
        absolute,
        other,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with another limit on accepted steps.
  public OdeOptions maxSteps(int limit) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        limit,
        evaluations,
        initialStep,
        largestStep,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with another limit on evaluations.
  public OdeOptions evaluations(int limit) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        limit,
        initialStep,
        largestStep,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with a given first step, a positive size also backwards in time.
  public OdeOptions initialStep(double size) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        evaluations,
        size,
        largestStep,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with a bound on the size of steps.
  public OdeOptions largestStep(double size) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        evaluations,
        initialStep,
        size,
        events,
        stops,
        dense,
        jacobian);
  }

  /// The same with these events.
  public OdeOptions events(OdeEvent... wanted) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        List.of(wanted),
        stops,
        dense,
        jacobian);
  }

  /// The same with these stops.
  public OdeOptions stops(double... times) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        events,
        DoubleStream.of(times).boxed().toList(),
        dense,
        jacobian);
  }

  /// The same with or without dense output.
  public OdeOptions dense(boolean wanted) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        events,
        stops,
        wanted,
        jacobian);
  }

  /// The same with a given Jacobian.
  public OdeOptions jacobian(@Nullable OdeJacobian given) {
    return new OdeOptions(
        relative,
        absolute,
        method,
        maxSteps,
        evaluations,
        initialStep,
        largestStep,
        events,
        stops,
        dense,
        given);
  }

  private static void require(boolean law, String text, String got) {
    if (!law) {
      throw new ArgumentException(Explanation.of("OdeOptions", text).got(got));
    }
  }
}
