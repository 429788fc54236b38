package dev.leibniz.error;

/// Java code outside the language that Leibniz can differentiate.
public final class UnsupportedCodeException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public UnsupportedCodeException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public UnsupportedCodeException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
