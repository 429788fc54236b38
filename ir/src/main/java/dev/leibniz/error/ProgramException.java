package dev.leibniz.error;

/// A program that breaks the rules of the intermediate representation. It is a fault of Leibniz,
/// not of the user.
public final class ProgramException extends LeibnizException {
  private static final long serialVersionUID = 1L;

  /// Makes the exception from what it has to say.
  public ProgramException(Explanation explanation) {
    super(explanation, null);
  }

  /// Makes the exception from what it has to say and the failure behind it.
  public ProgramException(Explanation explanation, Throwable cause) {
    super(explanation, cause);
  }
}
