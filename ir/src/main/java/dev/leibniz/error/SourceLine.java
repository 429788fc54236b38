package dev.leibniz.error;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A line of the user's source, as error messages and printed programs name it.
///
/// @param type the simple name of the class, with its enclosing classes
/// @param method the method; a lambda's is that of the method that holds it
/// @param file the source file's name, without folders
/// @param line the line, from 1
public record SourceLine(String type, String method, String file, int line) {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /// The innermost line on this thread's stack outside Leibniz and the JDK, or null if there is
  /// none.
  ///
  /// When Leibniz calls itself (a layer of `dev.leibniz.learn` inside a command of the application,
  /// say) and no user code stands between, the innermost line outside the packages of the engine is
  /// taken instead.
  public static @Nullable SourceLine ofCaller() {
    return first(frame -> !isOurs(frame) && !isJdk(frame))
        .or(() -> first(frame -> !isEngine(frame) && !isJdk(frame)))
        .orElse(null);
  }

  private static Optional<SourceLine> first(Predicate<StackWalker.StackFrame> wanted) {
    return WALKER.walk(frames -> frames.filter(wanted).findFirst().map(SourceLine::ofFrame));
  }

  private static boolean isOurs(StackWalker.StackFrame frame) {
    return frame.getClassName().startsWith("dev.leibniz.");
  }

  private static boolean isJdk(StackWalker.StackFrame frame) {
    String name = frame.getClassName();
    return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
  }

  private static boolean isEngine(StackWalker.StackFrame frame) {
    String name = frame.getClassName();
    int dot = name.lastIndexOf('.');
    return switch (dot < 0 ? "" : name.substring(0, dot)) {
      case "dev.leibniz.error",
          "dev.leibniz.data",
          "dev.leibniz.ir",
          "dev.leibniz.transform",
          "dev.leibniz.eval",
          "dev.leibniz.backend",
          "dev.leibniz.compile",
          "dev.leibniz.simd",
          "dev.leibniz.tensor",
          "dev.leibniz.tree",
          "dev.leibniz.function" ->
          true;
      default -> false;
    };
  }

  private static SourceLine ofFrame(StackWalker.StackFrame frame) {
    String name = frame.getClassName();
    String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    String file = frame.getFileName() == null ? simple + ".java" : frame.getFileName();
    return new SourceLine(simple, plainMethod(frame.getMethodName()), file, frame.getLineNumber());
  }

  private static String plainMethod(String method) {
    if (!method.startsWith("lambda$")) {
      return method;
    }
    int end = method.lastIndexOf('$');
    String holder = method.substring("lambda$".length(), Math.max(end, "lambda$".length()));
    return holder.isEmpty() ? method : holder;
  }

  @Override
  public String toString() {
    return type + "." + method + " (" + file + ":" + line + ")";
  }
}
