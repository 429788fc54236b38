package dev.leibniz.optimize;

/// Where a minimization stands.
///
/// @param number the iteration, from 0 at the start
/// @param point the point; not to be changed
/// @param value f(point)
/// @param gradientNorm ‖∇f(point)‖; NaN where no gradient is used
/// @param evaluations what it has cost so far
public record Iteration(
    int number, double[] point, double value, double gradientNorm, Evaluations evaluations) {}
