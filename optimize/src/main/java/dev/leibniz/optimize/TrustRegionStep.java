package dev.leibniz.optimize;

import java.util.Arrays;

/// The minimizer p of ‖r + J p‖ within ‖p‖ ≤ δ, exact or along Powell's path, from J's QR factors.
///
/// The Levenberg–Marquardt parameter is found as in Moré (1978), section 5: Newton's iteration on
/// 1/‖p(λ)‖ − 1/δ, guarded by bounds, until ‖p‖ is within 10 % of δ; each try is a QR factorization
/// of R with √λ I below it by Givens rotations.
///
/// @param vector p
/// @param damping λ; 0 for a Gauss–Newton step, and for all steps along Powell's path
/// @param inside whether p is the Gauss–Newton step, which the region does not shorten
record TrustRegionStep(double[] vector, double damping, boolean inside) {
  private static final double NEAR = 0.1;
  private static final int TRIES = 10;

  static TrustRegionStep of(
      FitMethod method, double[][] jacobian, double[] residuals, double radius, double damping) {
    int n = jacobian[0].length;
    HouseholderQr factors = HouseholderQr.of(jacobian, n);
    double[] right = Arrays.copyOf(factors.transposeTimes(residuals), n);
    double[] gaussNewton = Arrays.copyOf(factors.solve(right, factors.rank()), n);
    double length = HouseholderQr.norm(gaussNewton, 0);
    if (length <= radius * (1 + NEAR)) {
      return new TrustRegionStep(negated(factors.unpivot(gaussNewton)), 0, true);
    }
    return switch (method) {
      case LEVENBERG_MARQUARDT -> damped(factors, right, gaussNewton, radius, damping);
      case DOGLEG ->
          new TrustRegionStep(
              negated(factors.unpivot(dogleg(factors, right, gaussNewton, radius))), 0, false);
    };
  }

  private static double[] negated(double[] vector) {
    double[] result = new double[vector.length];
    for (int j = 0; j < vector.length; j++) {
      result[j] = -vector[j];
    }
    return result;
  }

  /// Rᵀ times the right-hand side: the gradient in R's order.
  private static double[] gradient(HouseholderQr factors, double[] right) {
    double[] result = new double[right.length];
    for (int j = 0; j < result.length; j++) {
      for (int i = 0; i <= j; i++) {
        result[j] = Math.fma(factors.r(i, j), right[i], result[j]);
      }
    }
    return result;
  }

  private static TrustRegionStep damped(
      HouseholderQr factors, double[] right, double[] gaussNewton, double radius, double start) {
    int n = right.length;
    double length = HouseholderQr.norm(gaussNewton, 0);
    double excess = length - radius;
    double least = 0;
    if (factors.rank() == n) {
      double slope = HouseholderQr.norm(factors.solveTransposed(gaussNewton, n), 0) / length;
      least = excess / radius / slope / slope;
    }
    double gradient = HouseholderQr.norm(gradient(factors, right), 0);
    double most = gradient / radius;
    if (most == 0) {
      most = Double.MIN_NORMAL / Math.min(radius, NEAR);
    }
    double damping = Math.min(Math.max(start, least), most);
    if (damping == 0) {
      damping = gradient / length;
    }
    for (int attempt = 1; ; attempt++) {
      if (damping == 0) {
        damping = Math.max(Double.MIN_NORMAL, 0.001 * most);
      }
      DampedTriangle system = new DampedTriangle(factors, right, Math.sqrt(damping));
      double[] step = system.solution();
      length = HouseholderQr.norm(step, 0);
      double before = excess;
      excess = length - radius;
      boolean shrinking = least == 0 && excess <= before && before < 0;
      if (Math.abs(excess) <= NEAR * radius || shrinking || attempt == TRIES) {
        return new TrustRegionStep(negated(factors.unpivot(step)), damping, false);
      }
      double slope = HouseholderQr.norm(system.solveTransposed(step), 0) / length;
      if (excess > 0) {
        least = Math.max(least, damping);
      } else {
        most = Math.min(most, damping);
      }
      damping = Math.max(least, damping + excess / radius / slope / slope);
    }
  }

  /// The point at distance `radius` on the path from 0 over the minimizer along the gradient to the
  /// Gauss–Newton step.
  private static double[] dogleg(
      HouseholderQr factors, double[] right, double[] gaussNewton, double radius) {
    int n = right.length;
    double[] gradient = gradient(factors, right);
    double length = HouseholderQr.norm(gradient, 0);
    double[] image = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        image[i] = Math.fma(factors.r(i, j), gradient[j] / length, image[i]);
      }
    }
    double curvature = HouseholderQr.norm(image, 0);
    double reach = length / curvature / curvature;
    double[] result = new double[n];
    if (!(reach < radius)) {
      for (int j = 0; j < n; j++) {
        result[j] = gradient[j] / length * radius;
      }
      return result;
    }
    double cross = 0;
    double square = 0;
    for (int j = 0; j < n; j++) {
      double from = gradient[j] / length * reach;
      double along = gaussNewton[j] - from;
      cross += from * along;
      square += along * along;
    }
    double missing = (radius - reach) * (radius + reach);
    double root = Math.sqrt(cross * cross + square * missing);
    double part = cross > 0 ? missing / (cross + root) : (root - cross) / square;
    for (int j = 0; j < n; j++) {
      double from = gradient[j] / length * reach;
      result[j] = from + part * (gaussNewton[j] - from);
    }
    return result;
  }
}
