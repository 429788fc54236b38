package dev.leibniz.optimize;

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
      FitMethod method, TriangularFactors factors, double radius, double damping) {
    double[] gaussNewton = factors.solve();
    double length = HouseholderQr.norm(gaussNewton, 0);
    if (length <= radius * (1 + NEAR)) {
      return new TrustRegionStep(negated(factors.unpivot(gaussNewton)), 0, true);
    }
    return switch (method) {
      case LEVENBERG_MARQUARDT -> damped(factors, gaussNewton, radius, damping);
      case DOGLEG ->
          new TrustRegionStep(
              negated(factors.unpivot(dogleg(factors, gaussNewton, radius))), 0, false);
    };
  }

  private static double[] negated(double[] vector) {
    double[] result = new double[vector.length];
    for (int j = 0; j < vector.length; j++) {
      result[j] = -vector[j];
    }
    return result;
  }

  private static TrustRegionStep damped(
      TriangularFactors factors, double[] gaussNewton, double radius, double start) {
    double length = HouseholderQr.norm(gaussNewton, 0);
    double excess = length - radius;
    double least = 0;
    if (factors.rank() == factors.size()) {
      double slope = HouseholderQr.norm(factors.solveTransposed(gaussNewton), 0) / length;
      least = excess / radius / slope / slope;
    }
    double gradient = HouseholderQr.norm(factors.transposedTimes(factors.right()), 0);
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
      TriangularFactors.Damped system = factors.damped(Math.sqrt(damping));
      double[] step = system.solve();
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
  private static double[] dogleg(TriangularFactors factors, double[] gaussNewton, double radius) {
    double[] gradient = factors.transposedTimes(factors.right());
    int n = gradient.length;
    double length = HouseholderQr.norm(gradient, 0);
    double[] direction = new double[n];
    for (int j = 0; j < n; j++) {
      direction[j] = gradient[j] / length;
    }
    double[] image = factors.times(direction);
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
