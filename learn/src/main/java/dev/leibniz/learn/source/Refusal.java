package dev.leibniz.learn.source;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// What every refusal of one file has in common: the operation and the file's name.
///
/// @param operation the operation as the user typed it, such as `Npy.read`
/// @param source the file, as messages name it
public record Refusal(String operation, String source) {

  /// The error that the file breaks a law of its format.
  ///
  /// @param law what must hold
  /// @param got the offending values, by name
  public DataException of(String law, String got) {
    return new DataException(explanation(law, got));
  }

  /// The error that the file breaks a law of its format, with what the user can do.
  public DataException of(String law, String got, String fix) {
    return new DataException(explanation(law, got).fix(fix));
  }

  /// The error that the file breaks a law of its format, as another library reported it.
  public DataException of(String law, String got, Throwable cause) {
    return new DataException(explanation(law, got), cause);
  }

  /// The error that the file's bytes could not be read.
  public DataException unreadable(IOException failure) {
    return failure instanceof EOFException
        ? of("the file must hold all the data that it announces", reason(failure), failure)
        : of("the file must be readable", reason(failure), failure);
  }

  /// The error that the file could not be written.
  public DataException unwritable(IOException failure) {
    return of("the file must be writable", reason(failure), failure);
  }

  private Explanation explanation(String law, String got) {
    return Explanation.of(operation, law).got("file = " + source + ", " + got);
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return "reason = "
        + switch (failure) {
          case NoSuchFileException missing -> "no such file";
          case AccessDeniedException denied -> "access denied";
          case IOException other when message == null -> other.getClass().getSimpleName();
          case IOException other -> message;
        };
  }
}
