package dev.leibniz.integrate;

import dev.leibniz.Status;

/// The outcome of a numerical integration.
///
/// @param value the integral, or the best that was found of it
/// @param error an estimate of |value − the true integral|
/// @param evaluations how often the integrand was evaluated
/// @param status how it ended
public record Integral(double value, double error, int evaluations, Status status) {}
