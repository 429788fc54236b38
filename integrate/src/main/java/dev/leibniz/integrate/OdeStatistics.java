package dev.leibniz.integrate;

/// What a solution of a differential equation cost.
///
/// @param steps accepted steps
/// @param rejected steps that were tried and repeated with a smaller size
/// @param evaluations evaluations of the right-hand side
/// @param jacobians evaluations of the Jacobian
/// @param decompositions pairs of LU decompositions of implicit steps
public record OdeStatistics(
    int steps, int rejected, int evaluations, int jacobians, int decompositions) {}
