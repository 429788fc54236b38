package dev.leibniz.optimize;

import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How [Root#system] works.
///
/// @param method how often the Jacobian is computed
/// @param jacobian a Jacobian of the user's; null for the exact one that is derived from f
/// @param tolerance a full step that is this small, relative to the point in units of the
///   Jacobian's columns, ends the search
/// @param iterations at most so many steps
/// @param evaluations at most so many evaluations of f
/// @param time at most so much time, looked at between evaluations
public record SystemOptions(
    SystemMethod method,
    @Nullable MatrixFunction jacobian,
    double tolerance,
    int iterations,
    int evaluations,
    Duration time) {
  private static final SystemOptions DEFAULTS =
      new SystemOptions(SystemMethod.HYBRID, null, 1e-12, 5_000, 10_000, Duration.ofDays(365));

  /// Refuses a negative tolerance and limits below 1.
  public SystemOptions {
    if (!(tolerance >= 0) || iterations < 1 || evaluations < 1) {
      throw new ArgumentException(
          Explanation.of("SystemOptions", "the tolerance must not be negative, limits at least 1")
              .got(
                  "tolerance = "
                      + tolerance
                      + ", iterations = "
                      + iterations
                      + ", evaluations = "
                      + evaluations)
              .fix("start from SystemOptions.defaults()"));
    }
  }

  /// Powell's hybrid method with the exact Jacobian, tolerance 1e-12.
  public static SystemOptions defaults() {
    return DEFAULTS;
  }

  /// The same with another method.
  public SystemOptions method(SystemMethod value) {
    return new SystemOptions(value, jacobian, tolerance, iterations, evaluations, time);
  }

  /// The same with a Jacobian of the user's, ∂fᵢ/∂xⱼ in row i and column j.
  public SystemOptions jacobian(MatrixFunction function) {
    return new SystemOptions(method, function, tolerance, iterations, evaluations, time);
  }

  /// The same with another tolerance.
  public SystemOptions tolerance(double relative) {
    return new SystemOptions(method, jacobian, relative, iterations, evaluations, time);
  }

  /// The same with at most so many steps.
  public SystemOptions iterations(int most) {
    return new SystemOptions(method, jacobian, tolerance, most, evaluations, time);
  }

  /// The same with at most so many evaluations.
  public SystemOptions evaluations(int most) {
    return new SystemOptions(method, jacobian, tolerance, iterations, most, time);
  }

  /// The same with at most so much time.
  public SystemOptions time(Duration most) {
    return new SystemOptions(method, jacobian, tolerance, iterations, evaluations, most);
  }
}
