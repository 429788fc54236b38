package dev.leibniz.error;

/// A request for the numbers of a traced tensor, such as an `if` on it: while tracing there are
/// none.
public final class TracedValueException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public TracedValueException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public TracedValueException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
