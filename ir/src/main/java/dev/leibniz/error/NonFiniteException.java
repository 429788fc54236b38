package dev.leibniz.error;

/// A NaN or an infinity where a finite number is required, or the first one found under
/// `-Dleibniz.check=nan`.
public final class NonFiniteException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public NonFiniteException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public NonFiniteException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
