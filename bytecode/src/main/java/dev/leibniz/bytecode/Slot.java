package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;

/// A pair of a push and a pop that belong together.
final class Slot {
  private final ClassDesc type;

  Slot(ClassDesc type) {
    this.type = type;
  }

  ClassDesc type() {
    return type;
  }
}
