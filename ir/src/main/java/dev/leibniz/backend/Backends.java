package dev.leibniz.backend;

import dev.leibniz.eval.NanCheck;
import dev.leibniz.ir.Program;
import java.util.Comparator;
import java.util.Optional;
import java.util.ServiceLoader;

/// Finds the backend that runs programs: the service with the highest preference, or the
/// interpreter.
public final class Backends {
  private Backends() {}

  private static final class Found {
    static final Optional<Backend> BEST = find();

    private Found() {}
  }

  /// The best backend; empty if there is none besides the interpreter.
  public static Optional<Backend> best() {
    return Found.BEST;
  }

  /// Makes a program runnable by the best backend, or by the interpreter where there is none or
  /// where `-Dleibniz.check=nan` asks for it.
  public static Executable compile(Program program) {
    if (NanCheck.isOn() || best().isEmpty()) {
      return new InterpretedExecutable(program);
    }
    return best().get().compile(program);
  }

  /// A provider that cannot be loaded, because a module that it needs is missing, is left out.
  private static Optional<Backend> find() {
    Services.Loaded<Backend> loaded =
        Services.of(ServiceLoader.load(Backend.class, Backends.class.getClassLoader()));
    for (Throwable missing : loaded.failures()) {
      System.getLogger(Backends.class.getName())
          .log(System.Logger.Level.DEBUG, "a backend cannot be loaded and is left out", missing);
    }
    return loaded.services().stream().max(Comparator.comparingInt(Backend::preference));
  }
}
