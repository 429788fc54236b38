package dev.leibniz.optimize;

/// How a nonlinear least-squares step is chosen within the region where the linear model is
/// trusted.
public enum FitMethod {
  /// The exact minimizer of the linear model in the scaled trust region: Moré, The
  /// Levenberg–Marquardt algorithm: implementation and theory, LNM 630 (1978).
  LEVENBERG_MARQUARDT,
  /// Powell's path from the steepest descent step to the Gauss–Newton step: Powell, A hybrid method
  /// for nonlinear equations (1970). Cheaper per step, less steady where the Jacobian is nearly
  /// singular.
  DOGLEG
}
