package dev.leibniz.error;

/// Work that was stopped on request before it was finished.
public final class CancelledException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public CancelledException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public CancelledException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
