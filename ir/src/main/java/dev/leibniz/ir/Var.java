package dev.leibniz.ir;

import dev.leibniz.data.Type;

/// A variable of a program: defined once, by an equation or as an input. Two variables are the same
/// only if they are the same object; names exist in print only.
public final class Var implements Atom {
  private final Type type;

  /// A new variable.
  public Var(Type type) {
    this.type = type;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public String toString() {
    return "variable of type " + type;
  }
}
