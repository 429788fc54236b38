package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// A loss that makes large residuals count less than their squares: Σ c² ρ((rᵢ / c)²) is minimized,
/// c the scale beyond which a residual counts as an outlier.
///
/// ```java
/// Fit fit = LeastSquares.of(residuals, start, FitOptions.defaults().loss(RobustLoss.huber(0.1)));
/// ```
///
/// @param kind the function ρ
/// @param scale c, in the unit of the (weighted) residuals
public record RobustLoss(Kind kind, double scale) {
  /// The function ρ of the squared scaled residual z.
  public enum Kind {
    /// ρ = z: least squares.
    SQUARES,
    /// ρ = z for z ≤ 1, 2√z − 1 beyond (Huber 1964).
    HUBER,
    /// ρ = 2(√(1 + z) − 1), a smooth relative of Huber's.
    SOFT_L1,
    /// ρ = log(1 + z); not convex.
    CAUCHY,
    /// ρ = (1 − (1 − z)³) / 3 for z ≤ 1, 1/3 beyond (Beaton and Tukey 1974): outliers do not count
    /// at all; not convex.
    TUKEY
  }

  /// Refuses a scale that is not positive and finite.
  public RobustLoss {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new ArgumentException(
          Explanation.of("RobustLoss", "the scale must be positive and finite")
              .got("scale = " + scale)
              .fix("give the size from which on a residual counts as an outlier"));
    }
  }

  /// Σ r²: no residual counts less.
  public static RobustLoss squares() {
    return new RobustLoss(Kind.SQUARES, 1);
  }

  /// Huber's loss.
  public static RobustLoss huber(double scale) {
    return new RobustLoss(Kind.HUBER, scale);
  }

  /// The smooth relative of Huber's loss.
  public static RobustLoss softL1(double scale) {
    return new RobustLoss(Kind.SOFT_L1, scale);
  }

  /// Cauchy's loss.
  public static RobustLoss cauchy(double scale) {
    return new RobustLoss(Kind.CAUCHY, scale);
  }

  /// Tukey's biweight.
  public static RobustLoss tukey(double scale) {
    return new RobustLoss(Kind.TUKEY, scale);
  }

  /// The loss of one residual: c² ρ((r / c)²).
  public double of(double residual) {
    return scale * scale * value(square(residual));
  }

  /// Half the derivative of the loss: ψ(r) = r ρ′(z), which is r for squares.
  double influence(double residual) {
    double slope = slope(square(residual));
    return slope == 0 ? 0 : residual * slope;
  }

  /// ψ′(r) = ρ′(z) + 2 z ρ″(z), which is 1 for squares.
  double curvature(double residual) {
    double z = square(residual);
    return switch (kind) {
      case SQUARES -> 1;
      case HUBER -> z <= 1 ? 1 : 0;
      case SOFT_L1 -> slope(z) / (1 + z);
      case CAUCHY -> (1 - z) / ((1 + z) * (1 + z));
      case TUKEY -> z <= 1 ? (1 - z) * (1 - 5 * z) : 0;
    };
  }

  /// ρ′(z): the weight that the residual has left.
  double weight(double residual) {
    return slope(square(residual));
  }

  private double square(double residual) {
    double scaled = residual / scale;
    return scaled * scaled;
  }

  private double value(double z) {
    return value(number(), z);
  }

  /// The kind as [#value(int, double)] knows it.
  int number() {
    return switch (kind) {
      case SQUARES -> 0;
      case HUBER -> 1;
      case SOFT_L1 -> 2;
      case CAUCHY -> 3;
      case TUKEY -> 4;
    };
  }

  /// ρ(z) of the kind with this number, in code that can be differentiated: without objects.
  static double value(int kind, double z) {
    if (kind == 0) {
      return z;
    }
    if (kind == 1) {
      return z <= 1 ? z : 2 * Math.sqrt(z) - 1;
    }
    if (kind == 2) {
      return 2 * z / (Math.sqrt(1 + z) + 1);
    }
    if (kind == 3) {
      return Math.log1p(z);
    }
    return z <= 1 ? z * (1 - z + z * z / 3) : 1.0 / 3;
  }

  private double slope(double z) {
    return switch (kind) {
      case SQUARES -> 1;
      case HUBER -> z <= 1 ? 1 : 1 / Math.sqrt(z);
      case SOFT_L1 -> 1 / Math.sqrt(1 + z);
      case CAUCHY -> 1 / (1 + z);
      case TUKEY -> z <= 1 ? (1 - z) * (1 - z) : 0;
    };
  }
}
