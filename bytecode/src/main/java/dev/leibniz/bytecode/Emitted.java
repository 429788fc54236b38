package dev.leibniz.bytecode;

/// A function object that emitted code has made.
public interface Emitted {
  /// Its code.
  Template template();

  /// What it captures, in the order of the template.
  Object[] captured();
}
