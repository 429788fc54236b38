package dev.leibniz.optimize;

/// Hears of every iteration.
@FunctionalInterface
public interface IterationListener {
  /// Whether to go on.
  boolean goOn(Iteration iteration);
}
