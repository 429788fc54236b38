package dev.leibniz.bytecode;

import java.util.List;

/// A function that `Calculus` has made of another, so that it can be differentiated again.
public interface Derived {
  /// How it was made.
  ///
  /// @return the call
  Origin origin();

  /// A call of `Calculus`.
  ///
  /// @param method the method's name
  /// @param arguments a function, then numbers
  record Origin(String method, List<Object> arguments) {}
}
