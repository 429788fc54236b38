package dev.leibniz;

/// How a numerical method ended: the kind, and the facts in a sentence for people.
///
/// ```java
/// Status status = new Status(Status.Kind.LIMIT, "the limit of 200 evaluations was reached");
/// if (!status.converged()) {
///   System.err.println(status.sentence());
/// }
/// ```
///
/// @param kind what happened
/// @param sentence what happened, with the figures: "the gradient's norm 3.1e-9 is within 1e-8"
public record Status(Kind kind, String sentence) {
  /// What can happen to a numerical method.
  public enum Kind {
    /// The result is within the tolerance asked.
    CONVERGED,
    /// Rounding errors keep the tolerance asked out of reach.
    ROUNDING,
    /// A singularity or a pole, of the function or of a matrix, stood in the way.
    SINGULAR,
    /// The quantity asked for is infinite or has no limit.
    DIVERGENT,
    /// A limit on iterations, evaluations or time was reached.
    LIMIT,
    /// No further progress was made, and the tolerance asked was not reached.
    STALLED,
    /// The function gave NaN or an infinity where a number was needed.
    NOT_A_NUMBER,
    /// The function threw.
    FAILED,
    /// The user's listener asked to stop.
    STOPPED
  }

  /// Whether the result is what was asked for.
  public boolean converged() {
    return kind == Kind.CONVERGED;
  }
}
