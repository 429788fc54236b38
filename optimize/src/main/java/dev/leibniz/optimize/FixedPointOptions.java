package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.time.Duration;

/// How [FixedPoint#of] works.
///
/// @param memory how many earlier points a step combines; 0 is the plain iteration x ← g(x)
/// @param damping β: the share of g(x) − x that a step takes, in (0, 1]
/// @param tolerance ‖g(x) − x‖ within this times ‖x‖ is good enough
/// @param evaluations at most so many evaluations of g
/// @param time at most so much time, looked at between evaluations
public record FixedPointOptions(
    int memory, double damping, double tolerance, int evaluations, Duration time) {
  private static final FixedPointOptions DEFAULTS =
      new FixedPointOptions(5, 1, 1e-12, 10_000, Duration.ofDays(365));

  /// Refuses what is outside the ranges above.
  public FixedPointOptions {
    if (memory < 0 || !(damping > 0 && damping <= 1) || !(tolerance >= 0) || evaluations < 1) {
      throw new ArgumentException(
          Explanation.of(
                  "FixedPointOptions",
                  "memory and tolerance must not be negative, damping in (0, 1], evaluations at"
                      + " least 1")
              .got(
                  "memory = "
                      + memory
                      + ", damping = "
                      + damping
                      + ", tolerance = "
                      + tolerance
                      + ", evaluations = "
                      + evaluations)
              .fix("start from FixedPointOptions.defaults()"));
    }
  }

  /// A memory of 5, no damping, tolerance 1e-12, at most 10,000 evaluations.
  public static FixedPointOptions defaults() {
    return DEFAULTS;
  }

  /// The same with another memory.
  public FixedPointOptions memory(int points) {
    return new FixedPointOptions(points, damping, tolerance, evaluations, time);
  }

  /// The same with another damping.
  public FixedPointOptions damping(double share) {
    return new FixedPointOptions(memory, share, tolerance, evaluations, time);
  }

  /// The same with another tolerance.
  public FixedPointOptions tolerance(double relative) {
    return new FixedPointOptions(memory, damping, relative, evaluations, time);
  }

  /// The same with at most so many evaluations.
  public FixedPointOptions evaluations(int most) {
    return new FixedPointOptions(memory, damping, tolerance, most, time);
  }

  /// The same with at most so much time.
  public FixedPointOptions time(Duration most) {
    return new FixedPointOptions(memory, damping, tolerance, evaluations, most);
  }
}
