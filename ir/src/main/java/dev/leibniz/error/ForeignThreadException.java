package dev.leibniz.error;

/// An operation on a traced tensor from a thread other than the one that traces.
public final class ForeignThreadException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public ForeignThreadException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public ForeignThreadException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
