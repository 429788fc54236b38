package dev.leibniz.error;

/// A derivative that does not exist or cannot be formed, such as that of a function with integer
/// results.
public final class DerivativeException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public DerivativeException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public DerivativeException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
