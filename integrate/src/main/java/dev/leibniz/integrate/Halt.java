package dev.leibniz.integrate;

import dev.leibniz.Status;
import org.jspecify.annotations.Nullable;

/// The end of an integration from within an evaluation. Never leaves this package.
final class Halt extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  Halt(Status.Kind kind, String sentence, @Nullable RuntimeException cause) {
    super(sentence, cause, false, false);
    this.status = new Status(kind, sentence);
  }

  Status status() {
    return status;
  }
}
