package dev.leibniz.integrate;

/// A rule with an error estimate on an interval of a parameter.
interface PanelRule {
  /// Applies the rule between two parameters.
  Panel apply(double from, double to);

  /// The most points it takes.
  int points();
}
