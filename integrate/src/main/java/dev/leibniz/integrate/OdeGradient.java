package dev.leibniz.integrate;

/// The value and the gradient of an [OdeObjective].
///
/// @param value the loss
/// @param y0 its derivatives by the state at the start
/// @param theta its derivatives by the parameters
/// @param t0 its derivative by the time of the start, at which the state is `y0`
/// @param times its derivatives by the times of the states that it depends on
public record OdeGradient(double value, double[] y0, double[] theta, double t0, double[] times) {}
