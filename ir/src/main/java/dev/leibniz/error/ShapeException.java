package dev.leibniz.error;

/// Shapes that an operation cannot combine, or an axis that a shape does not have.
public final class ShapeException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public ShapeException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public ShapeException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
