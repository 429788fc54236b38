package dev.leibniz.integrate;

/// How an ordinary differential equation is solved.
public enum OdeMethod {
  /// [#DOP853] until the equation is found to be stiff, [#RADAU] from there on. Stiffness is found
  /// as in Hairer and Wanner, "Solving Ordinary Differential Equations II", IV.2: h·λ estimated
  /// from two stages at the same time lies outside the region of stability for 15 steps.
  AUTOMATIC,
  /// Dormand and Prince 5(4), 6 evaluations a step, dense output of order 4: "A family of embedded
  /// Runge–Kutta formulae", J. Comp. Appl. Math. 6 (1980).
  DORMAND_PRINCE,
  /// Tsitouras 5(4), 6 evaluations a step, dense output of order 4, a little more accurate than
  /// [#DORMAND_PRINCE]: "Runge–Kutta pairs of order 5(4) satisfying only the first column
  /// simplifying assumption", Comp. Math. Appl. 62 (2011).
  TSITOURAS,
  /// Dormand and Prince 8(5, 3), 12 evaluations a step and 3 for its dense output of order 7, for
  /// smooth equations and high accuracy: Hairer, Nørsett and Wanner, "Solving Ordinary Differential
  /// Equations I", II.10.
  DOP853,
  /// Radau IIA of order 5, implicit and L-stable, for stiff equations: Hairer and Wanner, "Solving
  /// Ordinary Differential Equations II", IV.8. The Jacobian is exact.
  RADAU
}
