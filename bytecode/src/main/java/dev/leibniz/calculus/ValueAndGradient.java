package dev.leibniz.calculus;

/// A function's value and its gradient at one point.
///
/// @param value f(x)
/// @param gradient ∂f/∂xᵢ, one per argument
public record ValueAndGradient(double value, double[] gradient) {}
