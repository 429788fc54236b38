package dev.leibniz.error;

/// A gradient that reaches none of the leaves it was asked for.
public final class UnreachedGradientException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public UnreachedGradientException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public UnreachedGradientException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
