package dev.leibniz.error;

/// A file or a data set that cannot be read as what it is said to be.
public final class DataException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public DataException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public DataException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
