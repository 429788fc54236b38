package dev.leibniz.error;

/// An argument outside the values that an operation accepts.
public final class ArgumentException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public ArgumentException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public ArgumentException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
