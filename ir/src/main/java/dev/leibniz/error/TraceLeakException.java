package dev.leibniz.error;

/// A traced tensor that is used after its trace has ended, or outside it.
public final class TraceLeakException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public TraceLeakException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public TraceLeakException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
