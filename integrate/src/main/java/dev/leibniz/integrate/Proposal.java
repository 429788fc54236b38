package dev.leibniz.integrate;

/// A distribution to draw points from for importance sampling. Its density must be positive
/// wherever the integrand is not zero; the closer it is to the integrand's shape, the smaller the
/// error.
public interface Proposal {
  /// The point that belongs to uniform random numbers, one for each axis, strictly between 0 and 1.
  double[] point(double[] uniform);

  /// The density at a point.
  double density(double[] point);
}
