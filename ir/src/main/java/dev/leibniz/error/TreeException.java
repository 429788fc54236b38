package dev.leibniz.error;

/// A value that is no tree of tensors, or trees whose structures differ.
public final class TreeException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public TreeException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public TreeException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
