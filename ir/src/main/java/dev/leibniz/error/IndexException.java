package dev.leibniz.error;

/// An index that points outside the axis it reads or writes.
public final class IndexException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public IndexException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public IndexException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
