package dev.leibniz.bytecode.runtime;

/// Thrown by emitted code where the user's function throws; it never reaches the user.
public final class Bailout extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The only one: it carries nothing.
  public static final Bailout INSTANCE = new Bailout();

  private Bailout() {
    super(null, null, false, false);
  }

  /// The only one.
  public static Bailout get() {
    return INSTANCE;
  }
}
