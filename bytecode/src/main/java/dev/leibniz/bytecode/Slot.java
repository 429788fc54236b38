package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;

/// A pair of a push and a pop that belong together.
final class Slot {
  private final ClassDesc type;
  private final int tape;

  Slot(ClassDesc type, int tape) {
    this.type = type;
    this.tape = tape;
  }

  ClassDesc type() {
    return type;
  }

  /// Which tape the value is on. A sweep through a sweep has tapes of its own, since its pushes
  /// come between a push and a pop of the inner one.
  int tape() {
    return tape;
  }
}
