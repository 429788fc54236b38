package dev.leibniz.error;

/// A matrix without the property that a decomposition needs, such as positive definiteness.
public final class LinalgException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public LinalgException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public LinalgException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
