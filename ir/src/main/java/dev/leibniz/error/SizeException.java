package dev.leibniz.error;

/// A value with more elements than one Java array can hold.
public final class SizeException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public SizeException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public SizeException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
