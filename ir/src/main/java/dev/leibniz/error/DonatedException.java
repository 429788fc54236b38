package dev.leibniz.error;

/// A tensor used after its memory was donated to a compiled function.
public final class DonatedException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public DonatedException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public DonatedException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
