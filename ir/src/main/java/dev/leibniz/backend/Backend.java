package dev.leibniz.backend;

import dev.leibniz.ir.Program;

/// Makes programs runnable. Implementations are found as services; see [Backends].
///
/// Every backend gives the bits that the interpreter of `dev.leibniz.eval` gives.
public interface Backend {
  /// A short name for messages, such as `scalar`.
  String name();

  /// Which backend is preferred where there are several: the highest.
  int preference();

  /// Compiles a program whose inputs and outputs are tensors.
  Executable compile(Program program);
}
