package dev.leibniz.optimize;

/// What a fit took, and more about the solution.
///
/// @param covariance the covariance matrix of the parameters, see [Fit]; empty after a sparse fit
/// @param residuals at the solution, unweighted
/// @param objective what was minimized: Σ of the losses of the weighted residuals; without a robust
///   loss it is the residual sum of squares
/// @param gradientCosine the largest |cos| of the angle between the residuals and a column of the
///   Jacobian, 0 at a stationary point
/// @param iterations how many steps were taken
/// @param residualEvaluations how often the residuals were computed
/// @param jacobianEvaluations how often their Jacobian was computed
public record FitDetails(
    double[][] covariance,
    double[] residuals,
    double objective,
    double gradientCosine,
    int iterations,
    int residualEvaluations,
    int jacobianEvaluations) {}
