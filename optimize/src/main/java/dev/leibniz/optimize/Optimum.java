package dev.leibniz.optimize;

import dev.leibniz.Status;
import java.util.List;

/// The outcome of a minimization.
///
/// @param point the best point found
/// @param value f(point)
/// @param gradientNorm ‖∇f(point)‖, Euclidean; of the projected gradient where there are bounds;
///   NaN where no gradient was used
/// @param iterations how many steps were taken
/// @param evaluations what they cost
/// @param status how it ended
/// @param history one entry for each iteration where it was asked for, else none
public record Optimum(
    double[] point,
    double value,
    double gradientNorm,
    int iterations,
    Evaluations evaluations,
    Status status,
    List<Iteration> history) {}
