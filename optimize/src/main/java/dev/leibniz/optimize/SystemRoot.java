package dev.leibniz.optimize;

import dev.leibniz.Status;

/// A root of a system of equations, f(x) = 0.
///
/// @param point the root, or the point with the smallest ‖f‖ that was seen
/// @param value f(point)
/// @param residualNorm ‖f(point)‖, Euclidean
/// @param iterations how many steps were tried
/// @param evaluations how often f was evaluated
/// @param jacobianEvaluations how often the Jacobian of f was
/// @param status how it ended; SINGULAR where ‖f‖ has a minimum that is not zero, as the Jacobian
///   is singular there
public record SystemRoot(
    double[] point,
    double[] value,
    double residualNorm,
    int iterations,
    int evaluations,
    int jacobianEvaluations,
    Status status) {}
