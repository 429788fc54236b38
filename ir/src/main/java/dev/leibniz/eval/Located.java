package dev.leibniz.eval;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.CancelledException;
import dev.leibniz.error.CheckException;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.DataException;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.DonatedException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ForeignThreadException;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.LinalgException;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.error.ProgramException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.SizeException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.error.TraceLeakException;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.error.TreeException;
import dev.leibniz.error.UnreachedGradientException;
import dev.leibniz.error.UnsupportedCodeException;
import org.jspecify.annotations.Nullable;

/// Errors that arise while a program runs, named at the line that asked for the operation.
public final class Located {
  private Located() {}

  /// An error of the same kind with another place; the error itself where the place is unknown.
  public static LeibnizException at(LeibnizException error, @Nullable SourceLine where) {
    if (where == null) {
      return error;
    }
    Explanation there = error.explanation().at(where);
    return switch (error) {
      case ArgumentException e -> new ArgumentException(there, e);
      case CancelledException e -> new CancelledException(there, e);
      case CheckException e -> new CheckException(there, e);
      case DTypeException e -> new DTypeException(there, e);
      case DataException e -> new DataException(there, e);
      case DerivativeException e -> new DerivativeException(there, e);
      case DonatedException e -> new DonatedException(there, e);
      case ForeignThreadException e -> new ForeignThreadException(there, e);
      case IndexException e -> new IndexException(there, e);
      case LinalgException e -> new LinalgException(there, e);
      case NonFiniteException e -> new NonFiniteException(there, e);
      case ProgramException e -> new ProgramException(there, e);
      case ShapeException e -> new ShapeException(there, e);
      case SizeException e -> new SizeException(there, e);
      case TraceLeakException e -> new TraceLeakException(there, e);
      case TracedValueException e -> new TracedValueException(there, e);
      case TreeException e -> new TreeException(there, e);
      case UnreachedGradientException e -> new UnreachedGradientException(there, e);
      case UnsupportedCodeException e -> new UnsupportedCodeException(there, e);
    };
  }
}
