package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// The weight (x − from)^left · (to − x)^right, times log(x − from) or log(to − x) or both.
///
/// @param left the power at the lower limit, above −1
/// @param right the power at the upper limit, above −1
/// @param leftLogarithm whether log(x − from) is a factor
/// @param rightLogarithm whether log(to − x) is a factor
public record AlgebraicWeight(
    double left, double right, boolean leftLogarithm, boolean rightLogarithm) {
  /// Checks the powers.
  ///
  /// @throws ArgumentException if a power is −1 or less, for then the weight has no integral
  public AlgebraicWeight {
    if (!(left > -1 && right > -1)) {
      throw new ArgumentException(
          Explanation.of("AlgebraicWeight", "both powers are above -1")
              .got("left = " + left + ", right = " + right));
    }
  }

  /// Powers without logarithms.
  public static AlgebraicWeight of(double left, double right) {
    return new AlgebraicWeight(left, right, false, false);
  }

  /// The factor of the lower limit at a distance from it.
  double atLeft(double distance) {
    return Math.pow(distance, left) * (leftLogarithm ? Math.log(distance) : 1);
  }

  /// The factor of the upper limit at a distance from it.
  double atRight(double distance) {
    return Math.pow(distance, right) * (rightLogarithm ? Math.log(distance) : 1);
  }
}
