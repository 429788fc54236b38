package dev.leibniz.error;

/// A check that the user put into a program, and that failed when the program ran.
public final class CheckException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public CheckException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public CheckException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
