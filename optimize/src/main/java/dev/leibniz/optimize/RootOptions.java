package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// When a search for a root of one variable ends.
///
/// @param relative the error of the root that is good enough, relative to the root; at least 4 ε is
///   used
/// @param absolute the error that is good enough in any case
/// @param evaluations at most so many evaluations of f
public record RootOptions(double relative, double absolute, int evaluations) {
  private static final RootOptions DEFAULTS = new RootOptions(0, 0, 5_000);

  /// Refuses negative tolerances and limits below 1.
  public RootOptions {
    if (!(relative >= 0 && absolute >= 0) || evaluations < 3) {
      throw new ArgumentException(
          Explanation.of("RootOptions", "tolerances must not be negative, evaluations at least 3")
              .got(
                  "relative = "
                      + relative
                      + ", absolute = "
                      + absolute
                      + ", evaluations = "
                      + evaluations)
              .fix("start from RootOptions.defaults()"));
    }
  }

  /// As exact as doubles are, at most 5,000 evaluations.
  public static RootOptions defaults() {
    return DEFAULTS;
  }

  /// The same with another relative tolerance.
  public RootOptions relative(double tolerance) {
    return new RootOptions(tolerance, absolute, evaluations);
  }

  /// The same with another absolute tolerance.
  public RootOptions absolute(double tolerance) {
    return new RootOptions(relative, tolerance, evaluations);
  }

  /// The same with another limit.
  public RootOptions evaluations(int most) {
    return new RootOptions(relative, absolute, most);
  }
}
