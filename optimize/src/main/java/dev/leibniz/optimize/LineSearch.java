package dev.leibniz.optimize;

/// How far a method goes along a direction of descent.
public enum LineSearch {
  /// For the strong Wolfe conditions: Moré and Thuente, "Line search algorithms with guaranteed
  /// sufficient decrease" (1994).
  MORE_THUENTE,
  /// For the Wolfe conditions or, where rounding errors hide the decrease, for conditions on slopes
  /// alone: Hager and Zhang, "Algorithm 851: CG_DESCENT" (2006).
  HAGER_ZHANG
}
