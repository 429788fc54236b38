package dev.leibniz.error;

import org.jspecify.annotations.Nullable;

/// Every error that Leibniz raises on purpose: the law that was broken, the values, the place, and
/// the fix.
///
/// There is one final class per kind, so that a program can catch just the kind it can handle.
public abstract sealed class LeibnizException extends RuntimeException
    permits ArgumentException,
        CancelledException,
        CheckException,
        DTypeException,
        DataException,
        DerivativeException,
        DonatedException,
        ForeignThreadException,
        IndexException,
        LinalgException,
        NonFiniteException,
        ProgramException,
        ShapeException,
        SizeException,
        TraceLeakException,
        TracedValueException,
        TreeException,
        UnreachedGradientException,
        UnsupportedCodeException {
  private static final long serialVersionUID = 1L;

  private final transient Explanation explanation;

  LeibnizException(Explanation explanation, @Nullable Throwable cause) {
    super(explanation.text(), cause);
    this.explanation = explanation;
  }

  /// The parts of the message.
  public final Explanation explanation() {
    return explanation;
  }
}
