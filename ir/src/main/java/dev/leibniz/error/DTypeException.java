package dev.leibniz.error;

/// Element types that an operation does not take, or mixed element types in one operation.
public final class DTypeException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public DTypeException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public DTypeException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
