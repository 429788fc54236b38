package dev.leibniz.integrate;

/// How the gradient of an [OdeObjective] is computed.
public enum OdeDerivative {
  /// The steps that solved the equation are differentiated one by one, the last first, each from
  /// the state at its beginning, which is all that is stored: the exact gradient of the numbers
  /// that the value was computed from, up to the choice of the steps. Its cost does not grow with
  /// the number of parameters.
  DISCRETE_ADJOINT,
  /// The adjoint equation λ′ = −(∂f/∂y)ᵀλ, solved back in time along the dense output with the same
  /// method and tolerances (Pontryagin; Chen et al., "Neural ordinary differential equations",
  /// 2018, here with stored states). Its cost does not grow with the number of parameters.
  CONTINUOUS_ADJOINT,
  /// The steps are differentiated in their order, along each component of y₀ and θ. For few
  /// parameters. The same number as [#DISCRETE_ADJOINT] up to rounding.
  SENSITIVITIES
}
