package dev.leibniz.optimize;

/// Hears of each step of a fit and may end it.
@FunctionalInterface
public interface FitListener {
  /// Whether to go on after this step.
  boolean goOn(FitProgress progress);
}
