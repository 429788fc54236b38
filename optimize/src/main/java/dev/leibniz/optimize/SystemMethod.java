package dev.leibniz.optimize;

/// How often the Jacobian of a system of equations is computed. All methods step along Powell's
/// path within a scaled trust region and, between Jacobians, correct the last one by Broyden's
/// rank-one formula (Broyden 1965).
public enum SystemMethod {
  /// Powell's hybrid: after two steps in a row that fail.
  HYBRID,
  /// Broyden: at the start, and when nothing else helps. For Jacobians that cost much.
  BROYDEN,
  /// Newton: after each step.
  NEWTON
}
