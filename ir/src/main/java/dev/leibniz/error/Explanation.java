package dev.leibniz.error;

import org.jspecify.annotations.Nullable;

/// What an error has to say: which law was broken by which values, where in the user's code, and
/// what to do.
///
/// ```
/// matmul: inner axes must match; got a = f32[8, 16] (axis 1 = 16), b = f32[32, 4] (axis 0 = 32).
///   Where: Model.forward (Model.java:42)
///   Fix: transpose b, or build w2 with 16 inputs.
/// ```
///
/// @param operation the operation as the user typed it, such as `matmul`
/// @param law what must hold, without a full stop
/// @param got the offending values, each with its name; null where there are none
/// @param where the user's line as [SourceLine#toString] prints it; null where it is unknown
/// @param fix what the user can do, without a full stop; null where only the law helps
public record Explanation(
    String operation,
    String law,
    @Nullable String got,
    @Nullable String where,
    @Nullable String fix) {

  /// An explanation with the caller's line, the first one outside Leibniz, as its place.
  public static Explanation of(String operation, String law) {
    SourceLine line = SourceLine.ofCaller();
    return new Explanation(operation, law, null, line == null ? null : line.toString(), null);
  }

  /// The same with the offending values.
  public Explanation got(String values) {
    return new Explanation(operation, law, values, where, fix);
  }

  /// The same at another place; an unknown place leaves it as it is.
  public Explanation at(@Nullable SourceLine line) {
    return line == null ? this : new Explanation(operation, law, got, line.toString(), fix);
  }

  /// The same with what the user can do.
  public Explanation fix(String remedy) {
    return new Explanation(operation, law, got, where, remedy);
  }

  /// The message: one line for the law, then the place and the fix where they are known.
  public String text() {
    StringBuilder text = new StringBuilder(operation).append(": ").append(law);
    if (got != null) {
      text.append("; got ").append(got);
    }
    text.append('.');
    if (where != null) {
      text.append("\n  Where: ").append(where);
    }
    if (fix != null) {
      text.append("\n  Fix: ").append(fix).append('.');
    }
    return text.toString();
  }
}
