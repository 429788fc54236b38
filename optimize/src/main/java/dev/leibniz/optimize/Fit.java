package dev.leibniz.optimize;

import dev.leibniz.Status;

/// The parameters that a least-squares method found, and how well the data determine them.
///
/// ```java
/// Fit fit = LeastSquares.of(residuals, new double[] {500, 1e-4});
/// System.out.println(fit.parameters()[0] + " ± " + fit.standardDeviations()[0]);
/// ```
///
/// With m residuals, rank r and Jacobian J at the solution: s² = residual sum of squares / (m − r),
/// the covariance of the parameters is s² (JᵀJ)⁻¹, taken from the triangular factor of J, and their
/// standard deviations are the roots of its diagonal. A parameter that the residuals do not
/// determine has an infinite standard deviation; so have all where m = r, as nothing is left to
/// tell the noise from. Bounds are not taken into account. With a robust loss the covariance is the
/// asymptotic one of M-estimators (Huber and Ronchetti, Robust Statistics, 2nd ed., (7.81) without
/// the correction): with ψ = the derivative of half the loss, s² = (Σψ² / (m − r)) / mean(ψ′)².
///
/// @param parameters the best parameters found
/// @param standardDeviations of each parameter
/// @param residualSumOfSquares Σ wᵢ rᵢ², with the weights if there are any
/// @param residualStandardDeviation s; infinite where m = r
/// @param rSquared 1 − residual sum of squares / total sum of squares, the total taken about the
///   mean where the model can produce a constant, else about zero; NaN where the observations are
///   not known: a function of residuals alone does not tell them
///   ([FitOptions#observations(double...)] does)
/// @param rank of the matrix, or of the Jacobian at the solution
/// @param status how it ended
/// @param details what it took, and more about the solution
public record Fit(
    double[] parameters,
    double[] standardDeviations,
    double residualSumOfSquares,
    double residualStandardDeviation,
    double rSquared,
    int rank,
    Status status,
    FitDetails details) {

  /// The covariance matrix of the parameters; empty after a sparse fit.
  public double[][] covariance() {
    return details.covariance();
  }

  /// The residuals at the solution, unweighted.
  public double[] residuals() {
    return details.residuals();
  }
}
