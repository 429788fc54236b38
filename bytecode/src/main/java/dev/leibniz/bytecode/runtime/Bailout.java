package dev.leibniz.bytecode.runtime;

/// Thrown by emitted code where the user's function throws; it never reaches the user.
public final class Bailout extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Bailout() {
    super(null, null, false, false);
  }

  /// One without a stack trace: it only ends the sweep.
  public static Bailout get() {
    return new Bailout();
  }
}
