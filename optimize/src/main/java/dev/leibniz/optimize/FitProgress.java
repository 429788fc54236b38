package dev.leibniz.optimize;

/// Where a fit is after a step.
///
/// @param iteration the number of the step, from 1
/// @param parameters after the step; a copy
/// @param objective what is minimized, after the step
/// @param residualEvaluations how often the residuals have been computed
public record FitProgress(
    int iteration, double[] parameters, double objective, int residualEvaluations) {}
